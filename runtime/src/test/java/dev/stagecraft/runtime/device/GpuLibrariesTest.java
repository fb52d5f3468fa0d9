package dev.stagecraft.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small libraries in place of NVIDIA's, each in a process of its own, as a library that was opened stays. They are made
 * with the system's C compiler; without one the tests are skipped.
 */
class GpuLibrariesTest {
    private static final String COMPILER = "/usr/bin/cc";

    private static final String RUNTIME = """
            int cudaRuntimeGetVersion(int *number) { *number = %d; return 0; }
            int cudaDriverGetVersion(int *number) { *number = %d; return 0; }
            """;

    private static final String CUDNN = "unsigned long cudnnGetVersion(void) { return %d; }";
    private static final String NOTHING = "int %s_nothing;";

    @TempDir
    private Path folder;

    @BeforeEach
    void aCompilerIsNeeded() {
        assumeTrue(Files.isExecutable(Path.of(COMPILER)), "there is no " + COMPILER);
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the libraries here are for x86-64");
    }

    @Test
    void librariesThatOpenAreUsableAndTellTheirVersions() throws Exception {
        makeRuntime(12_060, 12_040);
        make("libcudnn.so.9", CUDNN.formatted(90_501));
        for (String name :
                List.of("cublas.so.12", "cublasLt.so.12", "cufft.so.11", "cusolver.so.11", "cusparse.so.12")) {
            make("lib" + name, NOTHING.formatted("nothing"));
        }
        assertEquals(
                List.of(
                        "libcudart.so.12 USABLE: has version 12.6",
                        "libcublas.so.12 USABLE: opens",
                        "libcublasLt.so.12 USABLE: opens",
                        "libcufft.so.11 USABLE: opens",
                        "libcusolver.so.11 USABLE: opens",
                        "libcusparse.so.12 USABLE: opens",
                        "libcudnn.so.9 USABLE: has version 9.5"),
                found());
    }

    @Test
    void whatIsOldWrongOrMissingIsNamedWithItsFix() throws Exception {
        makeRuntime(12_040, 12_040);
        make("libcudnn.so.9", CUDNN.formatted(90_201));
        Files.writeString(folder.resolve("libcublas.so.12"), "This is no library, however long its text is.");
        Files.writeString(folder.resolve("libcublasLt.so.12"), "short");
        make("libcufft.so.11", NOTHING.formatted("fft"));
        setProcessor(folder.resolve("libcufft.so.11"), 183);
        Path other = make("libnvJitLink.so.12", NOTHING.formatted("link"));
        make("libcusparse.so.12", NOTHING.formatted("sparse"), other.toString());
        Files.delete(other);
        assertEquals(
                List.of(
                        "libcudart.so.12 TOO_OLD: has version 12.4, but TensorFlow needs CUDA 12.5 or a later 12;"
                                + " install one",
                        "libcublas.so.12 WRONG: cannot be opened, because " + folder.resolve("libcublas.so.12")
                                + " is not a library; install it again",
                        "libcublasLt.so.12 WRONG: cannot be opened, because " + folder.resolve("libcublasLt.so.12")
                                + " is not a library; install it again",
                        "libcufft.so.11 WRONG: cannot be opened, because " + folder.resolve("libcufft.so.11")
                                + " was made for another processor than amd64; install it again",
                        "libcusolver.so.11 MISSING: is missing; put the folder that holds it on the library path"
                                + " (LD_LIBRARY_PATH)",
                        "libcusparse.so.12 WRONG: cannot be opened, because it needs libnvJitLink.so.12, which is"
                                + " missing; put the folder that holds it on the library path (LD_LIBRARY_PATH)",
                        "libcudnn.so.9 TOO_OLD: has version 9.2, but TensorFlow needs 9.3 or later; install a later cuDNN"),
                found());
    }

    @Test
    void aDriverThatIsOldOrMissingIsNamed() throws Exception {
        makeRuntime(12_060, 11_080);
        assertEquals(
                "libcudart.so.12 TOO_OLD: has version 12.6, but the NVIDIA driver is for CUDA 11.8; install a driver for"
                        + " CUDA 12 (version 525 or later)",
                found().get(0));
        makeRuntime(12_060, 0);
        assertEquals(
                "libcudart.so.12 TOO_OLD: has version 12.6, but there is no NVIDIA driver; install one for CUDA 12",
                found().get(0));
    }

    private void makeRuntime(int version, int driver) throws Exception {
        make("libcudart.so.12", RUNTIME.formatted(version, driver));
    }

    private Path make(String name, String source, String... needed) throws Exception {
        Path code = Files.writeString(folder.resolve("code.c"), source);
        Path library = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                COMPILER, "-shared", "-fPIC", "-Wl,--no-as-needed", "-Wl,-soname," + name, "-o", library.toString()));
        command.add(code.toString());
        command.addAll(List.of(needed));
        said(new ProcessBuilder(command));
        return library;
    }

    /** The processor stands in two bytes of a library's header. */
    private static void setProcessor(Path library, int number) throws IOException {
        byte[] bytes = Files.readAllBytes(library);
        bytes[18] = (byte) number;
        Files.write(library, bytes);
    }

    private List<String> found() throws Exception {
        ProcessBuilder probe = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GpuLibrariesProbe.class.getName());
        probe.environment().put("LD_LIBRARY_PATH", folder.toString());
        return said(probe).lines().filter(line -> line.startsWith("lib")).toList();
    }

    private static String said(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), said);
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
