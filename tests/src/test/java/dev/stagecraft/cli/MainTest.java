package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line as a user meets it: what it prints, where, and how it exits. */
class MainTest extends InThisProcess {
    private static final String SMALL = "dev.stagecraft.tests.SmallNet.Paper";
    private static final String[] FEW = {"--data", "shapes", "--limit-train", "300", "--limit-test", "100"};

    @TempDir
    private Path folder;

    @Test
    void trainPrintsTheTextsLinesKeepsWeightsAndEvaluateAgrees() throws IOException {
        Path metrics = folder.resolve("metrics.jsonl");
        Path run = folder.resolve("run");
        List<String> arguments = new ArrayList<>(List.of("train", "--model", SMALL, "--epochs", "2"));
        arguments.addAll(List.of(FEW));
        arguments.addAll(List.of("--out", run.toString(), "--metrics", metrics.toString(), "--device", "cpu"));
        assertEquals(0, run(arguments.toArray(String[]::new)), err());
        List<String> lines = out().lines().toList();
        assertTrue(lines.get(0).contains("synthetic shapes (drawings 2): 300 training images, 100 test images"), out());
        assertEquals("training on cpu (as requested)", lines.get(1));
        for (int epoch = 1; epoch <= 2; epoch++) {
            assertTrue(
                    lines.get(1 + epoch)
                            .matches("epoch " + epoch + ", loss \\d\\.\\d{4}, train acc \\d\\.\\d{3}, test acc"
                                    + " \\d\\.\\d{3}, time \\d+\\.\\d sec"),
                    lines.get(1 + epoch));
        }
        assertEquals("", err(), "nothing is drawn where nobody watches");

        List<String> records = Files.readAllLines(metrics);
        assertEquals(2, records.size());
        JsonObject last = new Gson().fromJson(records.get(1), JsonObject.class);
        assertEquals(
                List.of(
                        "epoch",
                        "loss",
                        "trainAccuracy",
                        "testAccuracy",
                        "top5Accuracy",
                        "macroF1",
                        "seconds",
                        "imagesPerSecond",
                        "dataWaitShare",
                        "classes",
                        "confusion",
                        "weightsSha256"),
                List.copyOf(last.keySet()));

        out.reset();
        assertEquals(0, run("evaluate", "--checkpoint", run.toString(), "--format", "json"), err());
        JsonObject evaluated = new Gson().fromJson(out(), JsonObject.class);
        assertEquals(last.get("testAccuracy"), evaluated.get("testAccuracy"));
        assertEquals(100, evaluated.get("images").getAsInt());
        for (String field : List.of("top5Accuracy", "macroF1", "classes", "confusion")) {
            assertEquals(last.get(field), evaluated.get(field), field);
        }

        assertEquals(2, run(arguments.toArray(String[]::new)), "kept weights are not overwritten");
        assertTrue(err().contains("already holds checkpoint-4"), err());
    }

    @Test
    void inspectTellsWhatTheMetricsFilesLastLineTells() throws IOException {
        Path run = folder.resolve("run");
        Path metrics = folder.resolve("metrics.jsonl");
        String[] train = {"train", "--model", SMALL, "--epochs", "2", "--out", run.toString(), "--optimizer", "adam"};
        assertEquals(0, run(concat(concat(train, FEW), new String[] {"--metrics", metrics.toString()})), err());
        List<String> lines = Files.readAllLines(metrics);
        out.reset();
        assertEquals(0, run("inspect", "--checkpoint", run.toString(), "--format", "json"), err());
        JsonObject found = new Gson().fromJson(out(), JsonObject.class);
        assertEquals(
                new Gson().fromJson(lines.get(1), JsonObject.class).get("weightsSha256"), found.get("weightsSha256"));
        assertEquals(4, found.get("step").getAsLong());
        assertEquals(2, found.get("epoch").getAsInt());
        JsonObject kernel = found.getAsJsonArray("variables").get(0).getAsJsonObject();
        assertEquals("head/dense/bias", kernel.get("name").getAsString());
        assertEquals("[10]", kernel.get("shape").toString());
        assertEquals(
                "0.001", found.getAsJsonObject("settings").get("learning rate").getAsString());
        assertEquals(
                "optimizer/beta1_power",
                found.getAsJsonArray("optimizerVariables")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString());
        out.reset();
        assertEquals(0, run("inspect", "--checkpoint", run.toString()), err());
        assertTrue(out().contains("step 4 (after epoch 2)"), out());

        // A folder in which nothing is missing goes on to nothing, and says where its weights are.
        out.reset();
        assertEquals(0, run(concat(concat(train, FEW), new String[] {"--resume"})), err());
        assertTrue(out().contains(" at step 4 (after epoch 2)") && out().contains("weights are in "), out());
        out.reset();
        assertEquals(2, run(concat(concat(train, FEW), new String[] {"--resume", "--seed", "7"})));
        assertTrue(err().contains("seed was 1 and is now 7"), err());
    }

    @Test
    void resumeWithoutAFolderAsksForOneAndInAnEmptyOneBegins() {
        assertEquals(2, run("train", "--model", SMALL, "--resume"));
        assertTrue(err().contains("name it with --out DIR"), err());
        String[] train = {"train", "--model", SMALL, "--epochs", "1", "--out", folder + "/new", "--resume"};
        assertEquals(0, run(concat(train, FEW)), err());
        assertTrue(out().contains("nothing was saved in " + folder + "/new yet: starting from the beginning"), out());
    }

    @Test
    void trainingThatDivergesNamesStepCheckpointAndAdvice() {
        String[] train = {
            "train", "--model", SMALL, "--epochs", "3", "--out", folder + "/run", "--learning-rate", "3e38"
        };
        assertEquals(1, run(concat(train, FEW)));
        assertTrue(err().matches("(?s)stagecraft: the (test )?loss is NaN in epoch 1, step \\d: .*"), err());
        assertTrue(err().contains("smaller learning rate"), err());
        assertTrue(err().contains("Nothing was saved yet in " + folder + "/run"), err());
        assertFalse(err().contains("\tat "), err());
    }

    @Test
    void folderThatIsAFileIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertEquals(2, run(concat(new String[] {"train", "--model", SMALL, "--out", file.toString()}, FEW)));
        assertTrue(err().contains(file + " cannot be written"), err());
    }

    @Test
    void metricsFileOfAResumedRunHasEveryEpochOnce() throws IOException {
        Path metrics = folder.resolve("metrics.jsonl");
        String[] train = concat(
                FEW,
                new String[] {"--model", SMALL, "--out", folder + "/run", "--metrics", metrics.toString(), "--resume"});
        assertEquals(0, run(concat(new String[] {"train", "--epochs", "2"}, train)), err());
        List<String> two = Files.readAllLines(metrics);
        // What a killed process wrote after its last checkpoint, the last line of it not whole.
        Files.writeString(
                metrics, two.get(1).replace("\"epoch\":2", "\"epoch\":3") + "\n{\"epo", StandardOpenOption.APPEND);
        assertEquals(0, run(concat(new String[] {"train", "--epochs", "4"}, train)), err());
        List<String> four = Files.readAllLines(metrics);
        assertEquals(two, four.subList(0, 2));
        assertEquals(4, four.size());
        assertTrue(four.get(2).startsWith("{\"epoch\":3,") && four.get(3).startsWith("{\"epoch\":4,"), four.toString());
    }

    static Stream<Arguments> foreign() {
        String whole = "{\"epoch\":1,\"loss\":1.0,\"trainAccuracy\":0.5,\"weightsSha256\":\"00\"}\n";
        return Stream.of(
                Arguments.of("a diary\n", "line 1, a diary, is not"),
                Arguments.of("a diary", "line 1, a diary, is not"),
                Arguments.of(whole + "\u001b[2Jcleared\n", "line 2, \\u001b[2Jcleared, is not"),
                Arguments.of("{\"epoch\":1,\"loss\":0.5}\n", "line 1, "),
                Arguments.of(whole + "\n" + whole, "line 2, , is not"),
                Arguments.of("[]\n", "line 1, "),
                Arguments.of("x".repeat(1 << 20), "line 1, xxx"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void metricsFileOfSomebodyElsesIsLeftAlone(String content, String says) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), content);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        for (Path named : List.of(file, link)) {
            String[] train = {"train", "--model", SMALL, "--out", folder + "/run", "--metrics", named.toString()};
            assertEquals(2, run(concat(train, FEW)), err());
            assertTrue(err().contains("the metrics file " + named + " does not hold metrics: " + says), err());
            assertEquals(content, Files.readString(file));
        }
    }

    @Test
    void whatWeWriteUnaskedGoesThroughNoLink() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.createSymbolicLink(run.resolve("tensorboard"), other);
        String[] train = {"train", "--model", SMALL, "--epochs", "1", "--out", run.toString()};
        assertEquals(2, run(concat(train, FEW)), err());
        assertTrue(err().contains("tensorboard is a symbolic link"), err());
        try (Stream<Path> files = Files.list(other)) {
            assertEquals(0, files.count());
        }
        assertEquals(0, run(concat(concat(train, FEW), new String[] {"--no-tensorboard"})), err());
        String lock = run.resolve("run.lock").toString();
        assertEquals(
                2, run(concat(concat(train, FEW), new String[] {"--no-tensorboard", "--resume", "--metrics", lock})));
        assertTrue(err().contains(lock + " is the lock file of the run"), err());
    }

    @Test
    void lastStepOfOneImageIsAnnounced() throws IOException {
        write(Compiler.javac().withProcessors(new StagecraftProcessor()).compile(onePixel()));
        String[] train = {"train", "--model", "acme.One", "--classpath", folder.toString(), "--epochs", "1"};
        String[] few = {"--data", "shapes", "--limit-train", "33", "--limit-test", "10", "--out", folder + "/run"};
        assertEquals(0, run(concat(concat(train, few), new String[] {"--batch-size", "16"})), err());
        assertTrue(
                err().contains("NOTICE: the last step of each epoch has 1 image of 33, and stage4/block1/norm1 sees")
                        && err().contains("a batch size of 15 avoids it"),
                err());
        assertEquals(2, run(concat(concat(train, few), new String[] {"--batch-size", "1", "--resume"})));
        assertTrue(err().contains("stage4/block1/norm1 sees 1×1 pixels of 1 image"), err());
    }

    private static JavaFileObject onePixel() {
        return JavaFileObjects.forSourceString("acme.One", """
                package acme;
                import dev.stagecraft.dsl.*;
                @ResidualNetwork(input = @Input(height = 28, width = 28, channels = 1))
                @Stem(channels = 8)
                @ResidualStage(channels = 8, blocks = 1)
                @ResidualStage(channels = 8, blocks = 1)
                @ResidualStage(channels = 8, blocks = 1)
                @ResidualStage(channels = 8, blocks = 1)
                @Head(classes = 10)
                class One {}
                """);
    }

    @Test
    void summaryAnswersPeopleAndPrograms() {
        assertEquals(0, run("summary", "--model", "dev.stagecraft.samples.FashionResNet18"));
        assertTrue(out().contains("11,175,370 trainable parameters, 9,600 moving statistics"), out());
        assertTrue(out().lines().anyMatch(line -> line.matches("stem/conv +48×48×64 +3,136 +7,225,344")), out());
        out.reset();
        assertEquals(0, run("summary", "--model", "dev.stagecraft.samples.D2lResNet18", "--format", "json"));
        JsonObject table = new Gson().fromJson(out(), JsonObject.class);
        JsonObject parameters = table.getAsJsonObject("parameters");
        assertEquals(11_178_378, parameters.get("trainable").getAsLong());
        assertEquals(7_808, parameters.get("nonTrainable").getAsLong());
        JsonObject first = table.getAsJsonArray("layers").get(0).getAsJsonObject();
        assertEquals("stem/conv", first.get("name").getAsString());
        assertEquals("[112,112,64]", first.get("output").toString());
    }

    @Test
    void doctorSaysWhatThereIs() {
        assertEquals(0, run("doctor"));
        assertTrue(out().contains("TensorFlow  2.18.0"), out());
        assertTrue(out().contains("device:CPU:0"), out());
        out.reset();
        assertEquals(0, run("doctor", "--format", "json"));
        assertTrue(new Gson().fromJson(out(), JsonObject.class).has("runsOn"));
    }

    @Test
    void profileMeasuresEveryLayerAndWritesATrace() throws IOException {
        Path trace = folder.resolve("trace.json");
        String[] profile = {"profile", "--model", SMALL, "--batch-size", "4", "--steps", "1", "--device", "cpu"};
        assertEquals(0, run(concat(profile, new String[] {"--format", "json", "--trace", trace.toString()})), err());
        JsonObject found = new Gson().fromJson(out(), JsonObject.class);
        List<String> layers = new ArrayList<>();
        double sum = 0;
        for (JsonElement row : found.getAsJsonArray("layers")) {
            layers.add(row.getAsJsonObject().get("name").getAsString());
            sum += row.getAsJsonObject().get("millis").getAsDouble();
        }
        assertEquals(found.get("operationMillis").getAsDouble(), sum, 1e-6);
        out.reset();
        assertEquals(0, run("summary", "--model", SMALL, "--format", "json"), err());
        for (JsonElement layer : new Gson().fromJson(out(), JsonObject.class).getAsJsonArray("layers")) {
            String name = layer.getAsJsonObject().get("name").getAsString();
            assertTrue(layers.contains(name), name + " is not in " + layers);
        }
        assertTrue(new Gson()
                        .fromJson(Files.readString(trace), JsonObject.class)
                        .getAsJsonArray("traceEvents")
                        .size()
                > layers.size());
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : List.of("train", "evaluate", "inspect", "summary", "profile", "doctor")) {
            out.reset();
            assertEquals(0, run(command, "--help"));
            assertTrue(out().startsWith("Usage: stagecraft " + command), out());
        }
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad("a command is missing"),
                bad("Did you mean: stagecraft train", "trian"),
                bad("--learning-rate", "train", "--lerning-rate", "1"),
                bad("batch size is 0", "train", "--batch-size", "0"),
                bad("'much' is not", "train", "--learning-rate", "much"),
                bad("'0,05' is not a number; write it as in 0.05", "train", "--learning-rate", "0,05"),
                bad("'0x1p-3' is not a number", "train", "--learning-rate", "0x1p-3"),
                bad("'5d' is not a number", "train", "--save-every-minutes", "5d"),
                bad("'0.9f' is not a number", "train", "--momentum", "0.9f"),
                bad("'1k' is not a whole number from -2147483648", "train", "--limit-train", "1k"),
                bad("'64.0' is not a whole number", "evaluate", "--checkpoint", "run", "--batch-size", "64.0"),
                bad("'9223372036854775808' is not a whole number", "train", "--seed", "9223372036854775808"),
                bad("learning rate is NaN", "train", "--learning-rate", "NaN"),
                bad("epochs is 0", "train", "--epochs", "0"),
                bad("--steps is 0", "profile", "--steps", "0"),
                bad("trace /proc/none/trace.json cannot be written", "profile", "--trace", "/proc/none/trace.json"),
                bad("--limit-train is 0", "train", "--data", "shapes", "--limit-train", "0"),
                bad("known kinds are fashion-mnist", "train", "--data", "imagenet"),
                bad("shapes are drawn in memory", "train", "--data", "shapes:here"),
                bad("/no/such/folder is missing", "train", "--data", "fashion-mnist:/no/such/folder"),
                bad("no class acme.None on the class path", "train", "--model", "acme.None"),
                bad(
                        "dev.stagecraft.tests.support.Models exists, but",
                        "train",
                        "--model",
                        "dev.stagecraft.tests.support.Models"),
                bad("which does not exist", "train", "--classpath", "/no/such/place"),
                bad("'tpu'", "train", "--device", "tpu"),
                bad("cannot be written", "train", "--data", "shapes", "--out", "/proc/stagecraft"),
                bad("remove the folder that is in the way", "train", "--data", "shapes", "--metrics", "/proc"),
                bad("metrics file /proc/none", "train", "--data", "shapes", "--metrics", "/proc/none"),
                bad("Missing required option: '--checkpoint=DIR'", "evaluate"),
                bad("holds no checkpoint", "inspect", "--checkpoint", "/no/such/run"),
                bad("Missing required option: '--checkpoint=DIR'", "inspect"),
                bad("--from names the checkpoint", "train", "--from", "checkpoint-1"),
                bad("checkpoints to keep is 0", "train", "--keep", "0"),
                bad("--keep-best is beauty", "train", "--keep-best", "beauty"),
                bad("--save-every-minutes is -1.0", "train", "--save-every-minutes", "-1"),
                bad("momentum is 1.0", "train", "--optimizer", "momentum", "--momentum", "1"),
                bad("--momentum applies only to sgd", "train", "--optimizer", "adam", "--momentum", "0.5"),
                bad("momentum is 1.0", "train", "--optimizer", "lars", "--momentum", "1"),
                bad("--lowest-rate applies only to the schedule cosine", "train", "--lowest-rate", "0.1"),
                bad("--decay-every and --decay-factor apply only to the schedule step", "train", "--decay-every", "3"),
                bad("--rise, --start-divisor and --end-divisor apply only to the schedule", "train", "--rise", "0.2"),
                bad("rise of one cycle is 1.0", "train", "--schedule", "one-cycle", "--rise", "1"),
                bad("end divisor of one cycle is 0.5", "train", "--schedule", "one-cycle", "--end-divisor", "0.5"),
                bad("the share of pad and crop is 4.0", "train", "--pad-and-crop", "4"),
                bad("the share of the shift is -1.0", "train", "--shift", "-1"),
                bad("smallest share of a random-resized crop is 2.0", "train", "--random-resized-crop", "2"),
                bad("the rotation in degrees is 720.0", "train", "--rotate", "720"),
                bad("hue of the color jitter is 0.9", "train", "--color-jitter", "0.4,0.4,0.4,0.9"),
                bad("--color-jitter is 1,2,3,4,5; it must be one to four", "train", "--color-jitter", "1,2,3,4,5"),
                bad("--color-jitter is much; it must be one to four", "train", "--color-jitter", "much"),
                bad("cannot be combined; give one of them", "train", "--shift", "0.1", "--pad-and-crop", "0.1"),
                bad("weight decay is -1.0", "train", "--weight-decay", "-1"),
                bad("label smoothing is 1.0", "train", "--label-smoothing", "1"),
                bad("'maybe'", "train", "--on-nonfinite", "maybe"),
                bad("number of frozen stages is -1", "train", "--freeze-stages", "-1"),
                bad("--stage-rates is 'fast'; it must be numbers", "train", "--stage-rates", "fast"),
                bad("list of stage rates is [0.5, 2.0]", "train", "--stage-rates", "0.5,2"),
                bad("'maybe'", "train", "--freeze-stem=maybe"),
                bad("'float8'", "train", "--precision", "float8"),
                bad("warm-up epochs is -1", "train", "--warm-up", "-1"),
                bad("'adagrad'", "train", "--optimizer", "adagrad"),
                bad("--metrics is empty", "train", "--metrics", ""),
                bad("--out is empty", "train", "--out", ""),
                bad("--from is empty", "train", "--resume", "--from", ""),
                bad("--data is empty", "train", "--data", ""),
                bad("--classpath is empty", "train", "--classpath", ""),
                bad("--checkpoint is empty", "inspect", "--checkpoint", ""),
                bad("--checkpoint is empty", "evaluate", "--checkpoint", ""),
                bad("warm-up epochs is 2; it must be below the 2 epochs", "train", "--epochs", "2", "--warm-up", "2"),
                bad("lowest learning rate is 0.1", "train", "--schedule", "cosine", "--lowest-rate", "0.1"),
                bad("holds no checkpoint", "evaluate", "--data", "shapes", "--checkpoint", "/no/such/run"));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void badInputIsOneClearMessageAndExitsWithTwo(String says, String[] arguments) {
        String[] all = arguments;
        if (arguments.length > 0 && arguments[0].equals("train")) {
            if (!Arrays.asList(arguments).contains("--model")) {
                all = concat(all, new String[] {"--model", SMALL});
            }
            if (!Arrays.asList(arguments).contains("--out")) {
                all = concat(all, new String[] {"--out", folder.resolve("run").toString()});
            }
        } else if (arguments.length > 1 && !arguments[0].equals("inspect")) {
            all = concat(all, new String[] {"--model", SMALL});
        }
        assertEquals(2, run(all), err());
        assertTrue(err().contains(says), err());
        assertFalse(err().contains("\tat "), "no stack trace: " + err());
    }

    /** The library that reads the command line would read the file in its place. */
    @Test
    void nameThatBeginsWithAnAtIsAName() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--help");
        assertEquals(2, run("summary", "--model", "@" + file));
        assertTrue(err().contains("no class @" + file), err());
    }

    @Test
    void emptyModelAndFolderAreNoModelAndFolder() {
        assertEquals(2, run("summary", "--model", ""));
        assertTrue(err().contains("--model is empty; give it a value, or leave it out"), err());
        assertEquals(2, run("train", "--out="));
        assertTrue(err().contains("--out is empty"), err());
    }

    @Test
    void deviceThatIsNotThereIsExplained() {
        int exitCode = run("train", "--model", SMALL, "--data", "shapes", "--device", "gpu", "--out", folder + "/run");
        if (exitCode == 0) {
            assertTrue(out().contains("training on gpu(0)"), "there is a GPU here, and it was used");
        } else {
            assertEquals(2, exitCode);
            assertTrue(err().contains("a GPU was requested, but TensorFlow sees none:"), err());
        }
    }

    @Test
    void classFromAnotherFolderThatWasNeverProcessedGetsTheHint() throws IOException {
        write(Compiler.javac().withOptions("-proc:none").compile(declared()));
        assertEquals(2, run("train", "--model", "acme.Net", "--classpath", folder.toString()));
        assertTrue(err().contains("acme.Net exists, but acme.NetNetwork does not"), err());
        assertTrue(err().contains("From JDK 23 on") && err().contains("-proc:full"), err());
    }

    @Test
    void classForAnotherRuntimeIsRefusedAndOneForThisIsFound() throws IOException {
        Compilation compilation =
                Compiler.javac().withProcessors(new StagecraftProcessor()).compile(declared());
        write(compilation);
        assertEquals(0, run("summary", "--model", "acme.Net", "--classpath", folder.toString()), err());
        String source = compilation
                .generatedSourceFile("acme.NetNetwork")
                .orElseThrow()
                .getCharContent(false)
                .toString();
        String older = source.replaceFirst("(contract\\(\\) \\{\\s+return )\\d+", "$12");
        write(Compiler.javac()
                .withOptions("-proc:none")
                .compile(declared(), JavaFileObjects.forSourceString("acme.NetNetwork", older)));
        assertEquals(2, run("summary", "--model", "acme.Net", "--classpath", folder.toString()));
        assertTrue(err().contains("generated for contract 2"), err());
    }

    @Test
    void classOfANewerJavaOrBrokenIsExplained() throws IOException {
        Path file = Files.createDirectories(folder.resolve("acme")).resolve("Net.class");
        Files.write(file, new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) 200});
        assertEquals(2, run("summary", "--model", "acme.Net", "--classpath", folder.toString()), err());
        assertTrue(
                err().contains("compile it with --release " + Runtime.version().feature()), err());
        Files.write(file, new byte[] {1, 2, 3});
        assertEquals(2, run("summary", "--model", "acme.Net", "--classpath", folder.toString()), err());
        assertTrue(err().contains("acme.Net cannot be loaded"), err());
        assertFalse(err().contains("\tat "), err());
    }

    @Test
    void faultOfOursComesWithItsTraceAndExitsWithOne() throws IOException {
        failing("new AssertionError(7)");
        assertTrue(err().contains("internal error") && err().contains("AssertionError: 7"), err());
    }

    @Test
    void heapThatRanOutIsASentence() throws IOException {
        failing("new OutOfMemoryError(\"Java heap space\")");
        assertTrue(err().contains("Java ran out of memory (Java heap space)"), err());
        assertFalse(err().contains("\tat "), err());
    }

    /** A generated class that was changed to throw. */
    private void failing(String thrown) throws IOException {
        Compilation compilation =
                Compiler.javac().withProcessors(new StagecraftProcessor()).compile(declared());
        String source = compilation
                .generatedSourceFile("acme.NetNetwork")
                .orElseThrow()
                .getCharContent(false)
                .toString();
        String faulty = source.replaceFirst("InputStream layerTable\\(\\) \\{", "$0 if (true) throw " + thrown + ";");
        assertFalse(faulty.equals(source), source);
        write(Compiler.javac()
                .withOptions("-proc:none")
                .compile(declared(), JavaFileObjects.forSourceString("acme.NetNetwork", faulty)));
        assertEquals(1, run("summary", "--model", "acme.Net", "--classpath", folder.toString()));
    }

    @Test
    void evaluateCommandThatIsPrintedCanBeCopied() {
        Path run = folder.resolve("my run");
        String[] arguments = {"train", "--model", SMALL, "--epochs", "1", "--device", "cpu", "--out", run.toString()};
        assertEquals(0, run(concat(arguments, FEW)), err());
        assertTrue(
                out().lines()
                        .anyMatch(line -> line.endsWith(
                                " ./stagecraft evaluate --checkpoint '" + run.resolve("checkpoint-2") + "'")),
                out());
    }

    @Test
    void weightsThatAreNoNumbersAreSaidToBe() {
        Path run = folder.resolve("run");
        Network network = (Network) ModelLoader.over(null).load(SMALL);
        DataSet data = Shapes.draw(1, 10, 10);
        Device cpu = Device.choose(Device.Preference.CPU);
        try (TrainableNetwork diverged =
                TrainableNetwork.open(network, data.train().shape(), cpu, 1)) {
            diverged.step(
                    new Batches(data.train(), EpochOrder.inSequence(10), 10)
                            .iterator()
                            .next(),
                    3e38f);
            diverged.save(run, data, new TrainingOptions(1, 10, 0.1, 1), new Progress(1, 1, 0, 0, 0, 0, 0));
        }
        String[] evaluate = {"evaluate", "--model", SMALL, "--data", "shapes", "--checkpoint", run.toString()};
        assertEquals(1, run(concat(evaluate, new String[] {"--format", "json"})), err());
        assertTrue(err().contains("the loss is NaN") && err().contains("use another checkpoint"), err());
    }

    private static JavaFileObject declared() {
        return JavaFileObjects.forSourceString("acme.Net", """
                package acme;
                import dev.stagecraft.dsl.*;
                @ResidualNetwork(input = @Input(height = 28, width = 28, channels = 1))
                @Stem
                @ResidualStage(channels = 8, blocks = 1)
                @Head(classes = 10)
                class Net {}
                """);
    }

    private void write(Compilation compilation) throws IOException {
        for (JavaFileObject file : compilation.generatedFiles()) {
            String name = file.getName();
            if (name.startsWith("/CLASS_OUTPUT/")) {
                Path target = folder.resolve(name.substring("/CLASS_OUTPUT/".length()));
                Files.createDirectories(target.getParent());
                try (InputStream in = file.openInputStream()) {
                    Files.write(target, in.readAllBytes());
                }
            }
        }
    }

    private static Arguments bad(String says, String... arguments) {
        return Arguments.of(says, arguments);
    }

    private static String[] concat(String[] first, String[] second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
    }
}
