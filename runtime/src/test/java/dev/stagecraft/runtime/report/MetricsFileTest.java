package dev.stagecraft.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.metric.ClassResult;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.ConfusionMatrix;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program of a user's own writes of its epochs. */
class MetricsFileTest {
    @TempDir
    private Path folder;

    @Test
    void aLineAnEpochAndTheEpochsDoneBeforeStay() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        try (MetricsFile metrics = MetricsFile.open(file, 0)) {
            metrics.epochDone(result(1));
            metrics.epochDone(result(2));
        }
        assertEquals(List.of(line(1), line(2)), Files.readAllLines(file));
        try (MetricsFile metrics = MetricsFile.open(file, 1)) {
            metrics.epochDone(result(2));
            metrics.epochDone(result(3));
        }
        assertEquals(List.of(line(1), line(2), line(3)), Files.readAllLines(file));
    }

    @Test
    void anotherFileIsNotOverwritten() throws IOException {
        Path file = folder.resolve("letter.txt");
        Files.writeString(file, "Dear reader,\n");
        assertThrows(BadInputException.class, () -> MetricsFile.open(file, 0).close());
        assertEquals("Dear reader,\n", Files.readString(file));
    }

    @Test
    void streamsTakeBothKindsOfLines() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (MetricsFile metrics = MetricsFile.to(out);
                EpochLines lines = new EpochLines(out)) {
            lines.epochDone(result(1));
            metrics.epochDone(result(1));
        }
        assertEquals(
                "epoch 1, loss 0.2500, train acc 0.500, test acc 0.750, time 1.5 sec\n" + line(1) + "\n",
                bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void lastLineHasTheResultsOfTheClasses() {
        ClassResults found = classes(2, "\"cat\" & dog");
        EpochResult last = result(2, Optional.of(found), Optional.of(found));
        assertEquals(
                "{\"epoch\":2,\"loss\":0.25,\"trainAccuracy\":0.5,\"testAccuracy\":0.75,\"macroF1\":0.5,"
                        + "\"seconds\":1.5,\"imagesPerSecond\":100.0,\"dataWaitShare\":0.25,\"classes\":["
                        + "{\"class\":0,\"name\":\"\\\"cat\\\" & dog\",\"images\":2,\"precision\":0.5,\"recall\":0.5,"
                        + "\"f1\":0.5},"
                        + "{\"class\":1,\"name\":\"\\\"cat\\\" & dog\",\"images\":2,\"precision\":0.5,\"recall\":0.5,"
                        + "\"f1\":0.5}],\"confusion\":[[1,1],[1,1]],\"weightsSha256\":\"ab\"}",
                written(last));
        assertEquals(
                "{\"epoch\":1,\"loss\":0.25,\"trainAccuracy\":0.5,\"testAccuracy\":0.75,\"macroF1\":0.5,"
                        + "\"seconds\":1.5,\"imagesPerSecond\":100.0,\"dataWaitShare\":0.25,\"weightsSha256\":\"ab\"}",
                written(result(1, Optional.of(found), Optional.empty())));
    }

    /** What is written can be continued: first the matrix is left out, then the classes. */
    @Test
    void noLineIsLongerThanOneThatIsReadAgain() throws IOException {
        for (int classes : List.of(10, 200, 1000)) {
            ClassResults found = classes(classes, "x");
            EpochResult last = result(1, Optional.of(found), Optional.of(found));
            Path file = folder.resolve("metrics-" + classes);
            try (MetricsFile metrics = MetricsFile.open(file, 0)) {
                metrics.epochDone(last);
            }
            try (MetricsFile metrics = MetricsFile.open(file, 1)) {
                metrics.epochDone(result(2));
            }
            String line = Files.readAllLines(file).get(0);
            assertEquals(classes == 10, line.contains("\"confusion\""), line);
            assertEquals(classes < 1000, line.contains("\"classes\""), line);
            assertEquals(2, Files.readAllLines(file).size());
        }
    }

    private static ClassResults classes(int number, String name) {
        int[][] confusion = new int[number][number];
        List<ClassResult> classes = IntStream.range(0, number)
                .mapToObj(label -> new ClassResult(label, name, 2, 2, 1))
                .toList();
        for (int[] row : confusion) {
            Arrays.fill(row, 1);
        }
        return new ClassResults(classes, OptionalDouble.empty(), Optional.of(new ConfusionMatrix(confusion)));
    }

    private static String written(EpochResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MetricsFile metrics = MetricsFile.to(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            metrics.epochDone(result);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    private static EpochResult result(int epoch, Optional<ClassResults> classes, Optional<ClassResults> last) {
        return new EpochResult(
                epoch,
                0.25,
                0.5,
                0.75,
                1.5,
                100,
                0.25,
                0.3,
                Optional.empty(),
                Map.of(),
                classes,
                last,
                "ab",
                Progress.START);
    }

    private static EpochResult result(int epoch) {
        return new EpochResult(epoch, 0.25, 0.5, 0.75, 1.5, 100, 0.25, 0.3, Map.of(), "ab", Progress.START);
    }

    private static String line(int epoch) {
        return "{\"epoch\":" + epoch + ",\"loss\":0.25,\"trainAccuracy\":0.5,\"testAccuracy\":0.75,\"seconds\":1.5,"
                + "\"imagesPerSecond\":100.0,\"dataWaitShare\":0.25,\"weightsSha256\":\"ab\"}";
    }
}
