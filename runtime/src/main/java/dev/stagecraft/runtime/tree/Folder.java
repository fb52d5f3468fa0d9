package dev.stagecraft.runtime.tree;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A folder with all that lies in it, links followed.
 *
 * @param path relative to the root, with slashes; empty for the root
 * @param name its own
 * @param folders in it, in the order of their names
 * @param pictures in it, their names in order
 */
record Folder(String path, String name, List<Folder> folders, List<String> pictures) {
    /** A file of such a name is a picture, or a bad one; any other is one if it begins like one. */
    private static final Set<String> ENDINGS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp", "heic", "heif", "avif", "tif", "tiff");

    /** Whether a picture lies in it, or in a folder in it. */
    boolean hasPictures() {
        return !pictures.isEmpty() || folders.stream().anyMatch(Folder::hasPictures);
    }

    /** Its folders that have pictures. */
    List<Folder> holding() {
        return folders.stream().filter(Folder::hasPictures).toList();
    }

    /** The paths of all pictures in it and below, relative to the root, in order. */
    List<String> allPictures() {
        List<String> all = new ArrayList<>();
        addTo(all);
        return all;
    }

    private void addTo(List<String> all) {
        pictures.forEach(picture -> all.add(below(path, picture)));
        folders.forEach(folder -> folder.addTo(all));
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /** Reads a folder. */
    static final class Reader {
        private final Path root;
        private final Predicate<Path> beginsAsPicture;
        private final Skipped skipped;

        /** The folders that lead to the one that is read, without links. */
        private final List<Path> above = new ArrayList<>();

        Reader(Path root, Predicate<Path> beginsAsPicture, Skipped skipped) {
            this.root = root;
            this.beginsAsPicture = beginsAsPicture;
            this.skipped = skipped;
        }

        /**
         * All of it.
         *
         * @throws BadInputException where a folder cannot be read, or lies in itself
         */
        Folder read() {
            return read(root, "", "");
        }

        private Folder read(Path folder, String path, String name) {
            Path real = enter(folder);
            List<Folder> folders = new ArrayList<>();
            List<String> pictures = new ArrayList<>();
            for (String each : names(folder)) {
                Path file = folder.resolve(each);
                String below = below(path, each);
                if (Skipped.isHidden(each)) {
                    skipped.addHidden(below);
                } else if (Files.isDirectory(file)) {
                    folders.add(read(file, below, each));
                } else if (!Files.exists(file)) {
                    skipped.addBroken(below);
                } else if (isPicture(file, each)) {
                    pictures.add(each);
                } else {
                    skipped.addOther(below);
                }
            }
            above.remove(real);
            return new Folder(path, name, folders, pictures);
        }

        private Path enter(Path folder) {
            Path real;
            try {
                real = folder.toRealPath();
            } catch (IOException e) {
                throw unreadable(folder, e);
            }
            if (above.contains(real)) {
                throw new BadInputException(printed(folder) + " is a link to " + printed(real)
                        + ", a folder that contains it; remove the link");
            }
            above.add(real);
            return real;
        }

        private static List<String> names(Path folder) {
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (DirectoryIteratorException e) {
                throw unreadable(folder, Objects.requireNonNull(e.getCause()));
            } catch (IOException e) {
                throw unreadable(folder, e);
            }
            names.sort(CodePoints.ORDER);
            return names;
        }

        private boolean isPicture(Path file, String name) {
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return Files.isRegularFile(file) && (ENDINGS.contains(ending) || beginsAsPicture.test(file));
        }

        private static BadInputException unreadable(Path folder, IOException e) {
            return new BadInputException(
                    printed(folder) + " cannot be read (" + DiskTrouble.of(e).cause()
                            + "); make it readable for this user",
                    e);
        }

        private static String printed(Path path) {
            return ForeignText.printed(path.toString());
        }
    }
}
