package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.CsvFile;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Uninterrupted;
import dev.stagecraft.runtime.picture.PictureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What is known of the files of a set of pictures: how each begins, the hash of each that was read, and which were left out.
 * Files are hashed while they are read to be decoded. A run writes the hashes into its folder, and when it is resumed, only
 * files whose size or time of modification has changed are hashed again.
 */
public final class PictureRecords {
    /** The file in the folder of a run, with the columns {@code path}, {@code bytes}, {@code modified} and {@code sha256}. */
    public static final String FILE = "image-hashes.csv";

    private static final List<String> HEADER = List.of("path", "bytes", "modified", "sha256");

    private final Path folder;
    private final Map<String, FileStart> starts;
    private final Set<Long> ambiguous = new HashSet<>();
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private Optional<SkippedImages> skipped;
    private Optional<Path> writtenTo = Optional.empty();
    private int written;

    /**
     * Records of some files, none of which was read yet.
     *
     * @param folder that their paths are relative to
     * @param starts how each begins, by path
     * @param skipped which were left out; empty if bad pictures are errors
     */
    PictureRecords(Path folder, Map<String, FileStart> starts, Optional<SkippedImages> skipped) {
        this.folder = folder;
        this.starts = Map.copyOf(starts);
        this.skipped = skipped;
        Set<Long> seen = new HashSet<>();
        for (FileStart start : starts.values()) {
            if (!seen.add(start.mark()) && !start.whole()) {
                ambiguous.add(start.mark());
            }
        }
    }

    /**
     * A file that was read.
     *
     * @param modified when it was last modified before, in nanoseconds since 1970
     */
    private record Known(Content content, long modified) {}

    /** The records of images that are pictures in files; empty for other images. */
    public static Optional<PictureRecords> of(LabeledImages images) {
        if (images instanceof Selection selection) {
            return of(selection.images());
        }
        return images instanceof CheckedImages checked
                ? of(checked.images())
                : images instanceof PictureFiles files ? Optional.of(files.records()) : Optional.empty();
    }

    /** The same, when it is known which were left out. */
    PictureRecords skipping(SkippedImages list) {
        skipped = Optional.of(list);
        list.images().forEach(image -> known.remove(image.path()));
        return this;
    }

    /** The pictures that were left out; empty if bad pictures are errors. */
    public Optional<SkippedImages> skipped() {
        return skipped;
    }

    /** The name of the format of a file; empty if it can no longer be read. */
    Optional<String> format(String path) {
        return PictureFormat.of(folder.resolve(path)).map(PictureFormat::name);
    }

    /** A number that two files share only if they are equal, with hardly an exception. */
    long mark(String path) {
        FileStart start = Objects.requireNonNull(starts.get(path));
        return start.whole() || !ambiguous.contains(start.mark())
                ? start.mark()
                : content(path).mark();
    }

    /**
     * The content of a file, as it was when it was first read. It is read now if it was not read before.
     *
     * @throws BadInputException if it cannot be read
     */
    Content content(String path) {
        Known found = known.get(path);
        if (found == null) {
            try {
                read(path);
            } catch (IOException e) {
                throw lost(path, e);
            }
            found = Objects.requireNonNull(known.get(path));
        }
        return found.content();
    }

    /**
     * The bytes of a file, which are recorded if it is the first time.
     *
     * @throws IOException if it cannot be read
     * @throws BadInputException if it was changed since it was first read
     */
    byte[] read(String path) throws IOException {
        Path file = folder.resolve(path);
        return Uninterrupted.run(() -> {
            long modified = known.containsKey(path)
                    ? 0
                    : Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
            byte[] bytes = Files.readAllBytes(file);
            Content now = Content.of(bytes);
            Known before = known.putIfAbsent(path, new Known(now, modified));
            if (before != null && !before.content().equals(now)) {
                throw new BadInputException(ForeignText.printed(file.toString())
                        + " was changed since the run read it first; restore it and resume the run, or start a new"
                        + " run");
            }
            return bytes;
        });
    }

    /** A file that can no longer be read. */
    BadInputException lost(String path, IOException e) {
        return new BadInputException(
                ForeignText.printed(folder.resolve(path).toString()) + " cannot be read ("
                        + DiskTrouble.of(e).cause() + "); restore it",
                e);
    }

    /**
     * Takes over the hashes of a run's earlier part, of all files whose size and time of modification are as they were then.
     * A file of hashes that cannot be read is ignored: everything is hashed again.
     *
     * @param run the folder of the run
     */
    public void remember(Path run) {
        List<List<String>> rows;
        try {
            rows = CsvFile.rows(CsvFile.bytes(run.resolve(FILE)), HEADER);
        } catch (IOException e) {
            // No hash is lost that cannot be had again.
            return;
        }
        rows.parallelStream().forEach(row -> remember(row.get(0), row.get(1), row.get(2), row.get(3)));
        writtenTo = Optional.of(run);
        written = known.size();
    }

    private void remember(String path, String bytes, String modified, String sha256) {
        if (!starts.containsKey(path) || !Content.isHash(sha256)) {
            return;
        }
        try {
            BasicFileAttributes now = Files.readAttributes(folder.resolve(path), BasicFileAttributes.class);
            long time = now.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            if (bytes.equals(Long.toString(now.size())) && modified.equals(Long.toString(time))) {
                known.putIfAbsent(path, new Known(new Content(now.size(), sha256), time));
            }
        } catch (IOException e) {
            // Whoever needs the file is told.
            return;
        }
    }

    /**
     * Writes into the folder of a run which pictures were left out, and the hashes of all files that were read.
     *
     * @param run the folder of the run
     * @throws BadInputException if it cannot be written which pictures were left out
     */
    public void write(Path run) {
        boolean elsewhere = !writtenTo.equals(Optional.of(run));
        int now = known.size();
        if (elsewhere) {
            skipped.ifPresent(list -> list.write(run));
        }
        if (now == 0 || (!elsewhere && now == written)) {
            return;
        }
        List<List<String>> rows = known.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> List.of(
                        entry.getKey(),
                        Long.toString(entry.getValue().content().size()),
                        Long.toString(entry.getValue().modified()),
                        entry.getValue().content().sha256()))
                .toList();
        try {
            CsvFile.write(run.resolve(FILE), CsvFile.text(HEADER, rows));
            writtenTo = Optional.of(run);
            written = now;
        } catch (IOException e) {
            // A run that is resumed hashes what it does not find; if the disk is full, saving the weights says so.
            return;
        }
    }
}
