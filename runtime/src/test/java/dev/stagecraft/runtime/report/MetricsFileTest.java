package dev.stagecraft.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static EpochResult result(int epoch) {
        return new EpochResult(epoch, 0.25, 0.5, 0.75, 1.5, 100, 0.25, 0.3, Map.of(), "ab", Progress.START);
    }

    private static String line(int epoch) {
        return "{\"epoch\":" + epoch + ",\"loss\":0.25,\"trainAccuracy\":0.5,\"testAccuracy\":0.75,\"seconds\":1.5,"
                + "\"imagesPerSecond\":100.0,\"dataWaitShare\":0.25,\"weightsSha256\":\"ab\"}";
    }
}
