package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compiler;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.GeneratedFiles;
import dev.stagecraft.tests.support.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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

    /** All of the catalogue in one compile, each entry in a package of its own. */
    @Test
    void everyCodeIsPrintedOnceAtItsPlace() throws Exception {
        List<Path> files = new ArrayList<>();
        List<Catalogue.Entry> entries = Catalogue.entries().stream()
                .filter(entry -> entry.options().isEmpty())
                .toList();
        for (Catalogue.Entry entry : entries) {
            String name = name(entry);
            Path file = folder.resolve(name + "/Net.java");
            Files.createDirectory(file.getParent());
            files.add(Files.writeString(file, entry.wrong().plain().replace("package acme;", "package " + name + ";")));
        }
        Output output = compile(files, List.of());
        List<String> lines = output.text().lines().toList();
        for (Catalogue.Entry entry : entries) {
            List<Integer> found = IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).contains(name(entry) + "/Net.java:"))
                    .boxed()
                    .toList();
            assertEquals(1, found.size(), output.text());
            String said = lines.get(found.get(0));
            assertTrue(
                    said.contains("/Net.java:" + entry.wrong().line() + ": "
                            + (entry.code().isWarning() ? "warning" : "error") + ": ["
                            + entry.code().id() + "] "),
                    said);
            assertEquals(entry.wrong().column() - 1, lines.get(found.get(0) + 2).indexOf('^'), said);
        }
    }

    @Test
    void unknownOptionIsSaidOnce() throws Exception {
        Output output = compile(
                List.of(Files.writeString(folder.resolve("Net.java"), Sources.RIGHT)),
                List.of("-Astagecraft.trial=full", "-Xlint:all"));
        List<String> warnings = output.text()
                .lines()
                .filter(line -> line.contains("stagecraft.trial"))
                .toList();
        assertEquals(1, warnings.size(), output.text());
        assertTrue(
                warnings.get(0).startsWith("warning: [SC-OPTION-01] options: unknown option -Astagecraft.trial;"),
                output.text());
        assertTrue(warnings.get(0).endsWith("did you mean stagecraft.trail?"), output.text());
    }

    private static String name(Catalogue.Entry entry) {
        return entry.code().id().toLowerCase(Locale.ROOT).replace('-', '_');
    }

    @Test
    void strictBuildHasNothingToSay() throws Exception {
        Output output = compile(
                List.of(Files.writeString(folder.resolve("Net.java"), StrictBuildTest.DOCUMENTED)),
                List.of("-Xdoclint:all", "-Xlint:all", "-Werror"));
        assertEquals("", output.text());
        assertEquals(0, output.exitCode());
    }

    /** Its class has no name, so that no other source can say what is meant. */
    @Test
    void typeInACompactSourceFileIsRefusedAtTheType() throws Exception {
        for (String type : List.of("static class Net {}", "interface Net {}", "class Net {}")) {
            String source = Sources.RIGHT.replace("package acme;\n\n", "").replace("final class Net {}", type)
                    + "void main() {}\n";
            Output output = compile(List.of(Files.writeString(folder.resolve("Net.java"), source)), List.of());
            List<String> lines = output.text().lines().toList();
            assertTrue(
                    lines.get(0).contains("Net.java:3: error: [SC-TYPE-01] Net is declared in a compact source file"),
                    output.text());
            assertEquals("1 error", lines.get(lines.size() - 1), output.text());
        }
    }

    @Test
    void bytesAreThoseOfThisCompiler() throws Exception {
        Output output = compile(Sources.RIGHT);
        assertEquals(0, output.exitCode(), output.text());
        assertEquals(
                GeneratedFiles.source(
                        Compiler.javac()
                                .withProcessors(new StagecraftProcessor())
                                .compile(Sources.of(Sources.RIGHT).file()),
                        "acme/Net"),
                Files.readString(folder.resolve("acme/NetNetwork.java")));
    }

    private Output compile(String source) throws IOException, InterruptedException {
        return compile(
                List.of(Files.writeString(folder.resolve("Net.java"), source)),
                List.of("-Xlint:all,-processing", "-Werror"));
    }

    private Output compile(List<Path> files, List<String> options) throws IOException, InterruptedException {
        String path = ClassPath.joined(ClassPath.ALL);
        List<String> command = new ArrayList<>(List.of(
                javac.toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-encoding",
                "UTF-8",
                "-d",
                folder.toString(),
                "-classpath",
                path));
        command.addAll(options);
        command.addAll(List.of("-processorpath", path, "-processor", "dev.stagecraft.processor.StagecraftProcessor"));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .directory(new File(folder.toString()))
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }

    private record Output(int exitCode, String text) {}
}
