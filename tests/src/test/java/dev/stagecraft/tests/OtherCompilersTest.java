package dev.stagecraft.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compiler;
import dev.stagecraft.processor.StagecraftProcessor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor under another JDK's javac, run as a user runs it; {@code JAVA25_HOME} names the JDK. */
class OtherCompilersTest {
    @TempDir
    private Path folder;

    private Path javac;

    @BeforeEach
    void findJdk() {
        String home = System.getenv("JAVA25_HOME");
        assumeTrue(home != null, "JAVA25_HOME names no JDK, so the processor was not run under a second javac");
        javac = Path.of(home, "bin", "javac");
    }

    @Test
    void problemInARepeatedAnnotationIsPrintedAtItsValue() throws Exception {
        Sources wrong = Sources.with("channels = 16", "channels = ▶0");
        Output output = compile(wrong.plain());
        assertNotEquals(0, output.exitCode());
        List<String> lines = output.text().lines().toList();
        assertTrue(
                lines.get(0).contains("Net.java:" + wrong.line() + ": error: [SC-RANGE-01] stage 2: channels is 0"),
                output.text());
        assertEquals(wrong.column() - 1, lines.get(2).indexOf('^'), output.text());
        assertEquals("1 error", lines.get(3));
    }

    @Test
    void bytesAreThoseOfThisCompiler() throws Exception {
        Output output = compile(Sources.RIGHT);
        assertEquals(0, output.exitCode(), output.text());
        assertEquals(
                Compiler.javac()
                        .withProcessors(new StagecraftProcessor())
                        .compile(Sources.of(Sources.RIGHT).file())
                        .generatedSourceFile("acme.NetNetwork")
                        .orElseThrow()
                        .getCharContent(false)
                        .toString(),
                Files.readString(folder.resolve("acme/NetNetwork.java")));
    }

    private Output compile(String source) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("Net.java"), source);
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> new File(element).exists())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                javac.toString(), "-Xlint:all,-processing", "-Werror", "-d", folder.toString(), "-classpath", path));
        command.addAll(List.of("-processorpath", path, "-processor", "dev.stagecraft.processor.StagecraftProcessor"));
        command.add(file.toString());
        Process process = new ProcessBuilder(command)
                .directory(new File(folder.toString()))
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }

    private record Output(int exitCode, String text) {}
}
