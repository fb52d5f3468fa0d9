package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar with small libraries in place of NVIDIA's, in a process of its own. */
class CudaJarTest {
    private static final String COMPILER = "/usr/bin/cc";

    @TempDir
    private Path folder;

    @Test
    void librariesInAJarAreUnpackedAndLoadedAndABrokenOneIsNamed() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(COMPILER)), "there is no " + COMPILER);
        Path jar = folder.resolve("cuda-redist.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("libcudart.so.12", "libcublasLt.so.12", "libcudnn.so.9")) {
                add(out, name, Files.readAllBytes(compiled(name)));
            }
            add(out, "libcufft.so.11", "This is no library.".getBytes(StandardCharsets.UTF_8));
        }
        Path unpacked = folder.resolve("natives/cuda");
        Path left = part(unpacked, Instant.now().minus(Duration.ofHours(2)));
        Path growing = part(unpacked, Instant.now());
        List<String> said = probe(jar);
        assertEquals(
                "unpacking the libraries of CUDA and cuDNN for a GPU into " + unpacked + ", about 2.3 GB", said.get(0));
        requireLoaded(unpacked, said.subList(1, said.size()));
        assertFalse(Files.exists(left), "a killed process left it");
        assertTrue(Files.exists(growing), "another process writes it");
        // What is there already is not unpacked again.
        requireLoaded(unpacked, probe(jar));
    }

    private static Path part(Path unpacked, Instant written) throws Exception {
        Path part = Files.createTempFile(Files.createDirectories(unpacked), "libcudnn.so.9", ".part");
        return Files.setLastModifiedTime(part, FileTime.from(written));
    }

    private List<String> probe(Path jar) throws Exception {
        return said(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CudaJarProbe.class.getName(),
                jar.toString(),
                folder.resolve("natives").toString()));
    }

    private static void requireLoaded(Path unpacked, List<String> said) {
        assertTrue(
                said.get(0).startsWith("libraries for a GPU from the class path cannot be loaded: ")
                        && said.get(0).contains("libcufft.so.11"),
                said::toString);
        assertEquals(
                List.of(
                        unpacked.resolve("libcublasLt.so.12").toString(),
                        unpacked.resolve("libcudart.so.12").toString(),
                        unpacked.resolve("libcudnn.so.9").toString()),
                said.stream().skip(1).sorted().toList());
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws Exception {
        jar.putNextEntry(new JarEntry(CudaJar.FOLDER + name));
        jar.write(bytes);
        jar.closeEntry();
    }

    private Path compiled(String name) throws Exception {
        Path library = folder.resolve(name);
        Path code = Files.writeString(folder.resolve("code.c"), "int nothing;");
        said(new ProcessBuilder(
                COMPILER, "-shared", "-fPIC", "-Wl,-soname," + name, "-o", library.toString(), code.toString()));
        return library;
    }

    private static List<String> said(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), said);
        assertEquals(0, process.exitValue(), said);
        // Later versions of Java warn of native code.
        return said.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING: "))
                .toList();
    }
}
