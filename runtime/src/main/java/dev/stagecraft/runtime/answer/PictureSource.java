package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.io.ForeignText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture to be classified, wherever it is. It is read when it is used. */
public final class PictureSource {
    private static final String PICTURE = "the picture";

    private final String name;
    private final Content content;

    private PictureSource(String name, Content content) {
        this.name = name;
        this.content = content;
    }

    /** Where the values of a picture come from. */
    sealed interface Content permits Encoded, Drawn, Prepared {}

    /** A file's bytes. */
    record Encoded(Opening opening) implements Content {}

    /** An image in Java's memory. */
    record Drawn(BufferedImage image) implements Content {}

    /** Values in a network's size, and how they came about. */
    @SuppressWarnings("ArrayRecordComponent") // Values are handed on and forgotten; nobody compares two.
    record Prepared(Preprocessing by, float[] values) implements Content {}

    /** Opens a file's bytes. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /** A file: JPEG, PNG, GIF (the first frame) or BMP, whatever its name. */
    public static PictureSource of(Path file) {
        return new PictureSource(ForeignText.printed(file.toString()), new Encoded(() -> Files.newInputStream(file)));
    }

    /** A whole file in memory. */
    public static PictureSource of(byte[] file) {
        return new PictureSource(PICTURE, new Encoded(() -> new ByteArrayInputStream(file)));
    }

    /** A file as a stream, from its first byte on. It is read once, to its end or to the limit, and not closed. */
    public static PictureSource of(InputStream file) {
        return new PictureSource(PICTURE, new Encoded(() -> new FilterInputStream(file) {
            @Override
            public void close() {
                // It is its owner's.
            }
        }));
    }

    /** An image in memory. Gray and color values are taken as they are stored, and opacity is ignored. */
    public static PictureSource of(BufferedImage image) {
        return new PictureSource(PICTURE, new Drawn(image));
    }

    /** The same with a name for messages, such as that of an upload. */
    public PictureSource named(String other) {
        return new PictureSource(ForeignText.printed(other), content);
    }

    /** The same, read, decoded and resized. */
    PictureSource prepared(Preprocessing by, float[] values) {
        return new PictureSource(name, new Prepared(by, values));
    }

    /** As messages have it. */
    String name() {
        return name;
    }

    Content content() {
        return content;
    }
}
