package dev.stagecraft.tests.support;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaFileObject;

/** Source text for compiler tests, with a mark where a diagnostic is expected. */
public final class Sources {
    /** Stands right before the place that a diagnostic should point at. */
    public static final String MARK = "▶";

    /** A network that compiles, its parts to be replaced one at a time. */
    public static final String RIGHT = """
            package acme;

            import dev.stagecraft.dsl.*;

            @ResidualNetwork(input = @Input(height = 32, width = 32, channels = 3))
            @Stem(channels = 8, kernel = 3, stride = 1, pool = @MaxPool(size = 3, stride = 2))
            @ResidualStage(channels = 8, blocks = 2)
            @ResidualStage(channels = 16, blocks = 1)
            @Head(classes = 10)
            final class Net {}
            """;

    private final String text;

    private Sources(String text) {
        this.text = text;
    }

    /** The source of {@code SmallFamily}. */
    public static String smallFamily() throws IOException {
        return Files.readString(Path.of("src/test/java/dev/stagecraft/tests/SmallFamily.java"));
    }

    /** A text with at most one mark. */
    public static Sources of(String marked) {
        return new Sources(marked);
    }

    /** The right network with one part replaced. */
    public static Sources with(String part, String replacement) {
        if (!RIGHT.contains(part)) {
            throw new IllegalArgumentException("not in the right network: " + part);
        }
        return new Sources(RIGHT.replace(part, replacement));
    }

    /** The text with its mark. */
    public String text() {
        return text;
    }

    /** The text without its mark. */
    public String plain() {
        return text.replace(MARK, "");
    }

    /** The text without its mark, as the file of {@code acme.Net}. */
    public JavaFileObject file() {
        return JavaFileObjects.forSourceString("acme.Net", plain());
    }

    /** The file with a part of it replaced. */
    public JavaFileObject plainFile(String part, String replacement) {
        return JavaFileObjects.forSourceString("acme.Net", plain().replace(part, replacement));
    }

    /** Line of the mark, from 1. */
    public long line() {
        return beforeMark().chars().filter(c -> c == '\n').count() + 1;
    }

    /** Column of the mark, from 1. */
    public long column() {
        String before = beforeMark();
        return (long) before.length() - before.lastIndexOf('\n');
    }

    private String beforeMark() {
        if (!text.contains(MARK)) {
            throw new IllegalStateException("no mark in:\n" + text);
        }
        return text.substring(0, text.indexOf(MARK));
    }
}
