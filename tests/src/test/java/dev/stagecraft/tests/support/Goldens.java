package dev.stagecraft.tests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files that generated ones are held against. */
public final class Goldens {
    /** Run with {@code -Dstagecraft.updateGoldens=true} to write the goldens anew; read the difference before a commit. */
    private static final boolean UPDATE = Boolean.getBoolean("stagecraft.updateGoldens");

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Goldens() {}

    /** A file of the tests' resources. */
    public static void check(String name, String found) throws IOException {
        check(FOLDER.resolve(name), found);
    }

    /** All sources among the goldens. */
    public static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".java.txt"))
                    .sorted()
                    .toList();
        }
    }

    /** A file anywhere, by its path from the module's folder. */
    public static void check(Path golden, String found) throws IOException {
        if (UPDATE) {
            Files.writeString(golden, found, StandardCharsets.UTF_8);
        }
        assertEquals(Files.readString(golden), found, golden + ": run with -Dstagecraft.updateGoldens=true");
    }
}
