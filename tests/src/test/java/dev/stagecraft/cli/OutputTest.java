package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.checkpoint.RunFolder;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs that cannot be written, or that are one and the same. The shell makes them, as it does for users. */
class OutputTest {
    private static final String TRAIN =
            "train --model dev.stagecraft.tests.SmallNet.Paper --data shapes --limit-train 64"
                    + " --limit-test 50 --epochs 2 --no-tensorboard --out run";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "--help,> /dev/full",
        "--version,> /dev/full",
        "train --help,> /dev/full",
        "summary --model dev.stagecraft.samples.D2lResNet18,> /dev/full",
        "--help,>&-",
        "summary --model dev.stagecraft.samples.D2lResNet18 --format json,>&-"
    })
    void fullOrClosedOutputIsASentenceAndExitsWithOne(String command, String to) throws Exception {
        assertEquals(1, shell(stagecraft(command) + " " + to));
        assertTrue(errors().contains("stagecraft: standard output cannot be written ("), errors());
        assertFalse(errors().contains("\tat "), errors());
    }

    @Test
    void pipeThatNobodyReadsIsNoFault() throws Exception {
        String summary = stagecraft("summary --model dev.stagecraft.samples.D2lResNet18");
        assertEquals(0, shell(summary + " | true; exit ${PIPESTATUS[0]}"));
        assertEquals("", errors());
    }

    @Test
    void trainingFinishesAndSavesWhateverItsOutputDoes() throws Exception {
        assertEquals(1, shell(stagecraft(TRAIN) + " > /dev/full"));
        assertTrue(errors().contains("standard output cannot be written"), errors());
        assertEquals(2, RunFolder.checkpoints(folder.resolve("run")).get(1).step());
    }

    @Test
    void whatTensorFlowSaysByItselfIsNotHeard() throws Exception {
        BufferedImage picture = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
        assertTrue(ImageIO.write(picture, "png", folder.resolve("a.png").toFile()));
        String model = "--model dev.stagecraft.tests.SmallNet.Paper";
        for (String command : List.of(
                TRAIN.replace("--epochs 2", "--epochs 1"),
                "evaluate --checkpoint run",
                "predict --checkpoint run a.png",
                "export --checkpoint run --to safetensors --out exported",
                "verify --checkpoint run --export exported",
                "check " + model + " --weights exported",
                "import " + model + " --weights exported --out imported",
                "inspect --checkpoint run",
                "data --data shapes --sheet sheet.png",
                "profile " + model + " --batch-size 4",
                "doctor")) {
            assertEquals(0, shell(stagecraft(command)), this::errorsOrNothing);
            String errors = Files.readString(folder.resolve("errors"));
            assertFalse(errors.contains("absl") || errors.contains("MLIR"), command + ": " + errors);
        }
    }

    @Test
    void predictionsThatNobodyReadsAreNoFaultAndThoseThatAreLostAreOne() throws Exception {
        assertEquals(0, shell(stagecraft(TRAIN.replace("--epochs 2", "--epochs 1"))), this::errorsOrNothing);
        BufferedImage picture = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
        assertTrue(ImageIO.write(picture, "png", folder.resolve("a.png").toFile()));
        String predict = "yes a.png | head -500 | " + stagecraft("predict --checkpoint run --device cpu -");
        assertEquals(0, shell(predict + " | head -1; exit ${PIPESTATUS[2]}"), this::errorsOrNothing);
        assertFalse(errors().contains("stagecraft:"), errors());
        assertEquals(1, shell(predict + " > /dev/full"));
        assertTrue(errors().contains("stagecraft: standard output cannot be written ("), errors());
    }

    @Test
    void metricsMayGoToTheOutputToAnOpenFileAndThroughAPipe() throws Exception {
        Files.writeString(folder.resolve("log"), "my log\n");
        assertEquals(0, shell(stagecraft(TRAIN) + " --metrics /dev/stdout >> log"), this::errorsOrNothing);
        List<String> log = Files.readAllLines(folder.resolve("log"));
        assertEquals("my log", log.get(0));
        assertEquals(2, log.stream().filter(line -> line.startsWith("epoch ")).count(), log.toString());
        assertEquals(2, log.stream().filter(line -> line.matches("\\{.*}")).count(), log.toString());

        String again = TRAIN.replace("--epochs 2", "--epochs 3") + " --resume";
        assertEquals(0, shell(stagecraft(again) + " --metrics log 3>> log"), this::errorsOrNothing);
        assertEquals(log.size() + 1, Files.readAllLines(folder.resolve("log")).size(), "it was added to");

        String more = again.replace("--epochs 3", "--epochs 4");
        assertEquals(
                0,
                shell("cat < <(" + stagecraft(more) + " --metrics >(cat > piped)); wait; sleep 0.2"),
                this::errorsOrNothing);
        assertTrue(Files.readString(folder.resolve("piped")).startsWith("{\"epoch\":4,"));
    }

    @Test
    void metricsThatCannotBeWrittenEndTheRunWhenItIsSaved() throws Exception {
        assertEquals(1, shell(stagecraft(TRAIN) + " --metrics /dev/full"));
        assertTrue(
                errors().contains("the metrics file /dev/full cannot be written any more")
                        && errors().contains("The last good checkpoint is run/checkpoint-1"),
                errors());
    }

    /** A pipe opens when it has a reader; a user who forgot that must be told, and be able to leave. */
    @Test
    void runThatWaitsForAReaderOfItsMetricsEndsWhenAsked() throws Exception {
        String train = stagecraft(TRAIN) + " --metrics pipe";
        assertEquals(
                130,
                shell("mkfifo pipe; " + train + " & until grep -q waiting errors; do sleep 0.1; done; kill -TERM $!;"
                        + " wait $!"));
        assertTrue(errors().contains("NOTICE: waiting until a program reads pipe"), errors());
        assertTrue(errors().contains("there is nothing to save yet"), errors());
        assertEquals(0, shell("cat pipe > lines & sleep 0.2; " + train + "; code=$?; wait; exit $code"));
        assertEquals(2, Files.readAllLines(folder.resolve("lines")).size());
    }

    private String stagecraft(String arguments) {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp \"$CP\"" + " dev.stagecraft.cli.Main " + arguments;
    }

    private int shell(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(new File(folder.toFile(), "errors"));
        builder.environment().put("CP", System.getProperty("java.class.path"));
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Without what TensorFlow says by itself. */
    private String errors() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("errors"))) {
            return String.join(
                    "\n",
                    lines.filter(line -> !line.matches("WARNING: All log.*|I0000 .*"))
                            .toList());
        }
    }

    private String errorsOrNothing() {
        try {
            return errors();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
