package dev.stagecraft.runtime.tree;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.NameList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A folder with a folder of pictures for each class, or with such folders for each part. Pictures in folders below a class's
 * are of that class.
 */
public final class PictureFolder {
    private final Path root;
    private final String printed;
    private final Skipped skipped = new Skipped();
    private final List<String> notices = new ArrayList<>();

    private PictureFolder(Path root) {
        this.root = root;
        printed = ForeignText.printed(root.toString());
    }

    /**
     * Lists the pictures of a folder.
     *
     * @param beginsAsPicture whether a file whose name does not tell is a picture
     * @throws BadInputException where it is no such folder; the message says what it seems to be
     */
    public static PictureList list(Path root, Predicate<Path> beginsAsPicture) {
        return new PictureFolder(root).list(beginsAsPicture);
    }

    private PictureList list(Predicate<Path> beginsAsPicture) {
        if (!Files.isDirectory(root)) {
            throw new BadInputException(
                    printed + (Files.exists(root) ? " is not a folder" : " is missing") + "; " + expected());
        }
        Folder found = new Folder.Reader(root, beginsAsPicture, skipped).read();
        Map<Part, Folder> parts = parts(found);
        Folder train = Objects.requireNonNull(parts.get(Part.TRAIN));
        requireClasses(train, train.path().isEmpty());
        nameLoose(found, parts);
        List<String> classNames = train.folders().stream().map(Folder::name).toList();
        Map<Part, List<PictureList.Entry>> entries = new EnumMap<>(Part.class);
        parts.forEach((part, folder) -> entries.put(part, entries(folder, classNames)));
        PictureList list = new PictureList(name(), root, classNames, entries, List.of());
        notices.addAll(0, skipped.notices(printed));
        if (!list.emptyClasses().isEmpty()) {
            notices.add(empty(list.emptyClasses()));
        }
        return new PictureList(list.name(), root, classNames, entries, notices);
    }

    private static String expected() {
        return "a set of pictures is a folder with a folder for each class, or with train/ and test/ above those";
    }

    /** A folder called train that holds folders is a part; one that holds pictures is a class. */
    private Map<Part, Folder> parts(Folder found) {
        Map<Part, Folder> parts = new EnumMap<>(Part.class);
        Optional<Folder> train = found.folders().stream()
                .filter(folder -> Part.named(folder.name()).equals(Optional.of(Part.TRAIN)))
                .filter(folder ->
                        folder.pictures().isEmpty() && !folder.folders().isEmpty())
                .findFirst();
        if (train.isEmpty()) {
            requireNotPartsAlone(found);
            parts.put(Part.TRAIN, found);
            return parts;
        }
        List<String> others = new ArrayList<>();
        for (Folder folder : found.folders()) {
            Optional<Part> part = Part.named(folder.name());
            if (part.isEmpty()) {
                others.add(folder.name());
                continue;
            }
            Folder before = parts.put(part.get(), folder);
            if (before != null) {
                throw new BadInputException(printed + " has both " + before.name() + "/ and " + folder.name()
                        + "/, which are the same part; rename or remove one");
            }
        }
        if (!others.isEmpty()) {
            notices.add(printed + " has " + train.get().name() + "/, so these folders beside it are not used: "
                    + named(others));
        }
        return parts;
    }

    private void requireNotPartsAlone(Folder found) {
        List<Folder> holding = found.holding();
        boolean parts = holding.stream()
                .allMatch(folder -> Part.named(folder.name()).isPresent()
                        && folder.pictures().isEmpty());
        if (parts && !holding.isEmpty()) {
            throw new BadInputException(
                    printed + " has " + named(holding.stream().map(Folder::name).toList())
                            + " and no train; put the training images into a folder train, with a folder for each class");
        }
    }

    private void requireClasses(Folder train, boolean isRoot) {
        if (train.folders().isEmpty() || !train.hasPictures()) {
            String where = isRoot
                    ? printed
                    : ForeignText.printed(root.resolve(train.path()).toString());
            throw new BadInputException(
                    train.pictures().isEmpty()
                            ? where + " has no pictures in folders; " + expected()
                            : where
                                    + " has pictures but no folders; put the pictures of each class into a folder of its"
                                    + " own, named like the class");
        }
        List<Folder> holding = train.holding();
        if (isRoot && holding.size() == 1) {
            likely(holding.get(0)).ifPresent(path -> {
                String below = ForeignText.printed(root.resolve(path).toString());
                throw new BadInputException(printed + " has its pictures in one folder, "
                        + ForeignText.printed(holding.get(0).name()) + ", in which there are more folders: " + below
                        + " seems to have the classes; write folder:" + below);
            });
        }
    }

    /** The folder in or below one whose own folders are the classes; empty where pictures lie in it directly. */
    private static Optional<String> likely(Folder folder) {
        List<Folder> holding = folder.holding();
        if (!folder.pictures().isEmpty() || holding.isEmpty()) {
            return Optional.empty();
        }
        return holding.size() == 1
                ? likely(holding.get(0)).or(() -> Optional.of(folder.path()))
                : Optional.of(folder.path());
    }

    /** Pictures beside the folders of the classes have no class. */
    private void nameLoose(Folder found, Map<Part, Folder> parts) {
        List<String> loose = new ArrayList<>(found.pictures());
        parts.values().stream()
                .filter(part -> !part.path().isEmpty())
                .forEach(part -> part.pictures().forEach(picture -> loose.add(part.path() + "/" + picture)));
        if (!loose.isEmpty()) {
            notices.add(String.format(
                    Locale.ROOT,
                    "%,d %s in %s lie in no class's folder and are not used: %s",
                    loose.size(),
                    loose.size() == 1 ? "picture" : "pictures",
                    printed,
                    named(loose)));
        }
    }

    private List<PictureList.Entry> entries(Folder part, List<String> classNames) {
        List<List<String>> byClass = new ArrayList<>();
        classNames.forEach(name -> byClass.add(List.of()));
        for (Folder folder : part.folders()) {
            int label = classNames.indexOf(folder.name());
            if (label < 0) {
                throw new BadInputException(
                        ForeignText.printed(root.resolve(folder.path()).toString())
                                + " is a class that the training images do not have; its name must be that of a folder of the"
                                + " training images");
            }
            byClass.set(label, folder.allPictures());
        }
        return Turns.of(byClass);
    }

    private static String empty(List<String> classes) {
        return classes.size() == 1
                ? "the class " + named(classes) + " has no pictures; it stays a class"
                : "the classes " + named(classes) + " have no pictures; they stay classes";
    }

    private static String named(List<String> names) {
        return NameList.of(names.stream().map(ForeignText::printed).toList());
    }

    private String name() {
        Path name = root.toAbsolutePath().normalize().getFileName();
        return name == null ? root.toString() : name.toString();
    }
}
