package dev.stagecraft.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime and the samples as named modules: a network is found, its table read, and it trains. */
class ModulePathTest {
    @TempDir
    private Path folder;

    @Test
    void namedModulesTrainANetwork() throws Exception {
        String modules = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(ModulePathTest::isNeeded)
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modules,
                        "--add-modules",
                        "dev.stagecraft.samples",
                        "--module",
                        "dev.stagecraft.cli/dev.stagecraft.cli.Main",
                        "train",
                        "--model",
                        "dev.stagecraft.samples.QuickstartResNet18",
                        "--data",
                        "shapes",
                        "--limit-train",
                        "32",
                        "--limit-test",
                        "10",
                        "--epochs",
                        "1",
                        "--out",
                        folder.resolve("run").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("epoch 1, loss"), output);
        assertTrue(output.contains("checkpoint-1"), output);
    }

    /** What is left are the libraries of tests and of the processor, which are no modules or clash with others. */
    private static boolean isNeeded(String element) {
        return element.matches(
                ".*(/(cli|dsl|export|runtime|samples|weights)/target/.*|/(gson|metadata-extractor|xmpcore|commons-csv|commons-io|commons-codec|picocli|progressbar|jline-\\w+"
                        + "|tensorflow-core-\\w+|ndarray|javacpp|protobuf-java|tribuo-util-onnx|onnxruntime|error_prone_annotations)-\\d[^/]*\\.jar)");
    }
}
