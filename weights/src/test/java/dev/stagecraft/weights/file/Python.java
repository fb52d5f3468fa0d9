package dev.stagecraft.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The Python of {@code -Dstagecraft.python}, {@code /usr/bin/python3} by default. */
final class Python {
    private static final String PROGRAM = System.getProperty("stagecraft.python", "/usr/bin/python3");

    private Python() {}

    /** Whether it can import a package; if not, says so. */
    static boolean has(String name) throws InterruptedException {
        boolean found;
        try {
            found = new ProcessBuilder(PROGRAM, "-c", "import " + name)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            found = false;
        }
        if (!found) {
            System.out.println("NOTICE: " + PROGRAM + " cannot import " + name + "; what needs it is not tested.");
        }
        return found;
    }

    static void run(Path folder, String code) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PROGRAM, "-c", code)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
