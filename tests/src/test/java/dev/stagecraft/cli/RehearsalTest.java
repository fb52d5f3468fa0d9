package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.samples.QuickstartResNet18Network;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the launcher lets Java make. */
class RehearsalTest {
    private static final long MOST_SECONDS = 180;

    @TempDir
    private Path folder;

    @Test
    void javaArchivesWhatCommandsLoad() throws Exception {
        String classPath = jars();
        Path archive = folder.resolve("classes.jsa");
        Path samples = Path.of(QuickstartResNet18Network.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path work = Files.createDirectory(folder.resolve("work"));
        Ran rehearsal = java(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Dstagecraft.model=" + "dev.stagecraft.samples.QuickstartResNet18",
                "-cp",
                classPath,
                Rehearsal.class.getName(),
                work.toString(),
                samples.toString());
        assertEquals(0, rehearsal.code(), rehearsal.printed());
        assertTrue(rehearsal.printed().contains("picture.png: "), rehearsal.printed());

        Path loaded = folder.resolve("loaded");
        Ran help = java(
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds*=off",
                "-Xlog:class+load=info:file=" + loaded,
                "-cp",
                classPath + File.pathSeparator + Files.createDirectory(folder.resolve("further")),
                Main.class.getName(),
                "train",
                "--help");
        Ran without = java("-cp", classPath, Main.class.getName(), "train", "--help");
        assertEquals(without, help);
        for (Class<?> each : List.of(Main.class, TrainCommand.class)) {
            String line = each.getName() + " source: shared objects file (top)";
            assertTrue(Files.readString(loaded).contains(line), line);
        }
        assertTrue(contains(archive, TrainableNetwork.class.getName().replace('.', '/')), "the runtime's classes");
    }

    private static boolean contains(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    }

    /** The class path of this process, with a jar in place of each folder. */
    private String jars() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path place = Path.of(element);
            jars.add(Files.isDirectory(place) ? jar(place, jars.size() + ".jar") : element);
        }
        return String.join(File.pathSeparator, jars);
    }

    private String jar(Path classes, String name) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar.toString();
    }

    private Ran java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(arguments));
        Path printed = Files.createTempFile(folder, "printed", "");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> "it still runs: " + command);
        return new Ran(process.exitValue(), Files.readString(printed));
    }

    private record Ran(int code, String printed) {}
}
