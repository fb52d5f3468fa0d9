package dev.stagecraft.tests.support;

import com.google.gson.Gson;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import dev.stagecraft.processor.StagecraftProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.tools.JavaFileObject;

/** What {@code -Astagecraft.fixes} writes, read as an editor reads it. */
public final class Fixes {
    private Fixes() {}

    /** The file as a whole. */
    public record Found(int version, List<Problem> problems) {}

    /** One problem; its line is 0 where none is written. */
    public record Problem(
            String code, String severity, String file, int line, int column, String message, List<List<Edit>> fixes) {
        /** Whether it keeps the network from being built. */
        public boolean isError() {
            return severity.equals("error");
        }
    }

    /** A part of a file that another text replaces. */
    public record Edit(String file, int start, int end, String text) {}

    /** Compiles sources without writing classes, and reads what is written for editors. */
    public static Found of(JavaFileObject... sources) {
        return read(written(sources));
    }

    /** Compiles sources without writing classes, and gives what is written for editors as it stands in the file. */
    public static String written(JavaFileObject... sources) {
        try {
            Path folder = Files.createTempDirectory("fixes");
            Path file = folder.resolve("fixes.json");
            Compilation compilation = Compiler.javac()
                    .withProcessors(new StagecraftProcessor())
                    .withOptions("-proc:only", "-Astagecraft.fixes=" + file)
                    .compile(sources);
            if (!Files.exists(file)) {
                throw new IllegalStateException("no fixes: " + compilation.diagnostics());
            }
            String written = Files.readString(file);
            Files.delete(file);
            Files.delete(folder);
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the text of such a file. */
    public static Found read(String json) {
        return new Gson().fromJson(json, Found.class);
    }

    /** A source with edits made, which do not overlap. */
    public static String applied(String source, List<Edit> edits) {
        List<Edit> fromTheEnd = new ArrayList<>(edits);
        fromTheEnd.sort(Comparator.comparingInt(Edit::start).reversed());
        StringBuilder text = new StringBuilder(source);
        fromTheEnd.forEach(edit -> text.replace(edit.start(), edit.end(), edit.text()));
        return text.toString();
    }
}
