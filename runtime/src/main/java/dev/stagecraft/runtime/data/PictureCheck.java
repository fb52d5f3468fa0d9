package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Uninterrupted;
import dev.stagecraft.runtime.picture.BadPictureException;
import dev.stagecraft.runtime.picture.PictureHeader;
import dev.stagecraft.runtime.tree.PictureList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds pictures that cannot be read before a run begins: every header is looked at, and if bad pictures are left out, every
 * picture is decoded. All processors take part.
 *
 * @param list of the pictures
 * @param channels 3 for color, 1 for gray
 * @param reading how pictures are read
 */
record PictureCheck(PictureList list, int channels, Reading reading) {
    /** Bad pictures are left out up to one in so many. */
    private static final int LEAST_GOOD_SHARE = 10;

    private static final int MOST_NAMED = 5;

    /** What was found of a picture; a flaw alone where it cannot be read. */
    private record Found(String path, @Nullable FileStart start, long bytes, String flaw) {}

    /**
     * The pictures without those that are left out, and how they are read.
     *
     * @param list without them
     * @param reader for all that are left
     */
    record Checked(PictureList list, PictureReader reader) {}

    /**
     * Checks the pictures.
     *
     * @param notices is told which were left out
     * @throws BadInputException if pictures cannot be read and are not to be left out, or are too many for that
     */
    Checked check(Consumer<String> notices) {
        Set<String> leftOut = new HashSet<>();
        reading.skipped().ifPresent(list -> list.images().forEach(image -> leftOut.add(image.path())));
        List<String> paths = list.parts().values().stream()
                .flatMap(List::stream)
                .map(PictureList.Entry::path)
                .filter(path -> !leftOut.contains(path))
                .toList();
        List<Found> found = each(paths, this::look);
        Map<String, String> bad = new TreeMap<>();
        Map<String, FileStart> starts = new HashMap<>();
        long bytes = 0;
        for (Found one : found) {
            if (one.start() == null) {
                bad.put(one.path(), one.flaw());
            } else {
                starts.put(one.path(), one.start());
                bytes += one.bytes();
            }
        }
        boolean lists = reading.onBadImage() == Reading.OnBadImage.LIST;
        boolean skips = reading.onBadImage() != Reading.OnBadImage.FAIL
                && reading.skipped().isEmpty();
        if (!skips && !bad.isEmpty()) {
            throw new BadInputException(unreadable(bad, paths.size()) + advice(bad.size()));
        }
        boolean keeps = bytes <= reading.mostKept();
        PictureRecords all = new PictureRecords(list.folder(), starts, reading.skipped());
        PictureReader reader = PictureReader.of(list.folder(), channels, reading.mostPixels(), all, keeps);
        if (!skips) {
            return new Checked(list.without(leftOut), reader);
        }
        for (Found one : each(List.copyOf(starts.keySet()), path -> decode(reader, path))) {
            if (!one.flaw().isEmpty()) {
                bad.put(one.path(), one.flaw());
            }
        }
        if (!lists && bad.size() > paths.size() / LEAST_GOOD_SHARE) {
            throw new BadInputException(unreadable(bad, paths.size())
                    + "; that is more than a tenth, so they are not left out; replace or remove them");
        }
        if (!lists && !bad.isEmpty()) {
            notices.accept(unreadable(bad, paths.size()) + (bad.size() == 1 ? "; it is" : "; they are") + " left out");
        }
        SkippedImages skipped = new SkippedImages(bad.entrySet().stream()
                .map(entry -> new SkippedImages.Image(entry.getKey(), entry.getValue()))
                .toList());
        all.skipping(skipped);
        return new Checked(list.without(bad.keySet()), reader);
    }

    /** In the order of the paths. */
    private static List<Found> each(Collection<String> paths, Function<String, Found> work) {
        return Uninterrupted.run(() -> paths.parallelStream().map(work).toList());
    }

    private Found look(String path) {
        Path file = list.folder().resolve(path);
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] start = stream.readNBytes(PictureHeader.USUALLY_ENOUGH);
            PictureHeader header = PictureHeader.of(start, file);
            if (header.pixels() > reading.mostPixels()) {
                return bad(path, header.tooLarge(reading.mostPixels()) + " (see --max-pixels)");
            }
            header.requireAtMost(reading.mostPixels());
            return new Found(
                    path,
                    FileStart.of(start, Files.size(file)),
                    PictureReader.bytes(header.height(), header.width(), channels),
                    "");
        } catch (BadPictureException e) {
            return bad(path, e.reason());
        } catch (ClosedByInterruptException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return unreadable(path, e);
        }
    }

    private static Found unreadable(String path, IOException e) {
        return bad(path, "cannot be read (" + DiskTrouble.of(e).cause() + ")");
    }

    private static Found decode(PictureReader reader, String path) {
        try {
            reader.tryRead(path);
            return bad(path, "");
        } catch (BadPictureException e) {
            return bad(path, e.reason());
        } catch (IOException e) {
            return unreadable(path, e);
        }
    }

    private static Found bad(String path, String flaw) {
        return new Found(path, null, 0, flaw);
    }

    private String unreadable(Map<String, String> bad, int all) {
        List<String> named = new ArrayList<>();
        bad.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(entry -> named.add(ForeignText.printed(
                                list.folder().resolve(entry.getKey()).toString()) + " " + entry.getValue()));
        if (bad.size() == 1) {
            return named.get(0);
        }
        return String.format(
                Locale.ROOT,
                "%,d of %,d pictures in %s cannot be read: %s%s",
                bad.size(),
                all,
                ForeignText.printed(list.name()),
                String.join("; ", named),
                bad.size() > MOST_NAMED ? String.format(Locale.ROOT, "; and %,d more", bad.size() - MOST_NAMED) : "");
    }

    private String advice(int count) {
        String it = count == 1 ? "it" : "them";
        return reading.skipped().isPresent()
                ? "; restore " + it + ", because the run used " + it
                : "; replace or remove " + it + ", or leave out bad pictures with --on-bad-image skip";
    }
}
