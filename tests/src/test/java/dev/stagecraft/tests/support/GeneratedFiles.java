package dev.stagecraft.tests.support;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** What a compilation has generated, as text. */
public final class GeneratedFiles {
    private GeneratedFiles() {}

    /** The class that is generated for a type, which is given as in {@code acme/Net}. */
    public static String source(Compilation compilation, String type) throws IOException {
        return text(compilation, StandardLocation.SOURCE_OUTPUT, type + "Network.java");
    }

    /** All is written in UTF-8, whatever the compiler's encoding; sources are ASCII. */
    public static String text(Compilation compilation, StandardLocation location, String path) throws IOException {
        JavaFileObject file = compilation
                .generatedFile(location, path)
                .orElseThrow(() -> new AssertionError("nothing generated at " + path));
        try (InputStream in = file.openInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
