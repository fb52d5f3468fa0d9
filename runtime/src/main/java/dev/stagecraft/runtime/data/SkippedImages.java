package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.CsvFile;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * The pictures that a run left out because they cannot be read. The list is a file in the folder of the run, so that the run
 * is resumed and evaluated without the same pictures.
 *
 * @param images in the order of their paths
 */
public record SkippedImages(List<Image> images) {
    /** The file in the folder of a run, with the columns {@code path} and {@code reason}. */
    public static final String FILE = "skipped-images.csv";

    private static final List<String> HEADER = List.of("path", "reason");

    /** Copies the list. */
    public SkippedImages {
        images = List.copyOf(images);
    }

    /**
     * A picture that was left out.
     *
     * @param path as {@link LabeledImages#key} has it
     * @param reason why, as a part of a sentence about the picture
     */
    public record Image(String path, String reason) {}

    private String text() {
        return CsvFile.text(
                HEADER,
                images.stream()
                        .map(image -> List.of(image.path(), image.reason()))
                        .toList());
    }

    /** The SHA-256 of the file, in hexadecimal, which checkpoints record. */
    public String sha256() {
        return HexFormat.of().formatHex(Sha256.of(text()));
    }

    /**
     * Writes the file.
     *
     * @param run the folder of the run
     * @throws BadInputException if it cannot be written
     */
    void write(Path run) {
        Path file = run.resolve(FILE);
        try {
            CsvFile.write(file, text());
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new BadInputException(
                    file + " cannot be written (" + trouble.cause() + "); " + trouble.advice()
                            + ", or name another folder with --out",
                    e);
        }
    }

    /**
     * Reads the file.
     *
     * @param run the folder of the run
     * @param sha256 that a checkpoint recorded
     * @throws BadInputException if it is missing, cannot be read, or is not the file that the checkpoint recorded
     */
    public static SkippedImages read(Path run, String sha256) {
        Path file = run.resolve(FILE);
        try {
            byte[] bytes = CsvFile.bytes(file);
            if (new Sha256().add(bytes).hex().equals(sha256)) {
                return new SkippedImages(CsvFile.rows(bytes, HEADER).stream()
                        .map(row -> new Image(row.get(0), row.get(1)))
                        .toList());
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "the list of pictures that the run left out, " + file + ", cannot be read ("
                            + DiskTrouble.of(e).cause() + "); restore it",
                    e);
        }
        throw new BadInputException("the list of pictures that the run left out, " + file
                + ", was changed since the run wrote it; restore it");
    }
}
