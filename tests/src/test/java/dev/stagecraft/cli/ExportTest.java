package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.export.Exporter;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.host.Bfloat16;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a run to exports, and back to whether they answer the same. */
class ExportTest extends InThisProcess {
    private static final String SMALL = "dev.stagecraft.tests.SmallNet$Paper";

    @TempDir
    private static Path folder;

    private static Path run;
    private static Path other;

    @BeforeAll
    static void train() {
        run = folder.resolve("run");
        other = folder.resolve("other");
        ExportTest trained = new ExportTest();
        for (Path each : new Path[] {run, other}) {
            String[] arguments = train(
                    SMALL,
                    each.toString(),
                    1,
                    "--seed",
                    each.equals(run) ? "1" : "2",
                    "--data",
                    "shapes",
                    "--limit-train",
                    "32",
                    "--limit-test",
                    "20",
                    "--learning-rate",
                    "0.05");
            assertEquals(0, trained.run(arguments), trained.err());
        }
    }

    @BeforeEach
    void forget() {
        out.reset();
    }

    private int export(String format, Path place, String... more) {
        String[] first = {"export", "--checkpoint", run.toString(), "--to", format, "--out", place.toString()};
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return run(all);
    }

    private int verify(Path checkpoint, Path place, String... more) {
        String[] first = {"verify", "--checkpoint", checkpoint.toString(), "--export", place.toString()};
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return run(all);
    }

    @Test
    void everyFormatIsWrittenAndAnswersTheSame() {
        for (String format : NetworkExport.formats()) {
            Path place = folder.resolve("net." + format);
            out.reset();
            assertEquals(0, export(format, place, "--format", "json"), err());
            JsonObject written = JsonParser.parseString(out()).getAsJsonObject();
            assertTrue(Files.exists(Path.of(written.get("place").getAsString())), out());
            out.reset();
            assertEquals(0, verify(run, place, "--format", "json"), err());
            JsonObject found = JsonParser.parseString(out()).getAsJsonObject();
            assertEquals(20, found.get("images").getAsInt());
            assertEquals(1, found.get("equalTopAnswers").getAsDouble());
            assertTrue(found.get("withinTolerance").getAsBoolean());
            assertEquals(written.get("weightsSha256"), found.get("weightsSha256"));
            assertEquals(2, verify(other, place));
            assertTrue(err().contains("has the weights of another checkpoint"), err());
        }
    }

    @Test
    void billOfMaterialsIsWrittenOnRequest() throws IOException {
        Path place = folder.resolve("billed.onnx");
        assertEquals(0, export("onnx", place, "--bom"), err());
        Path bill = folder.resolve("billed.onnx.cdx.json");
        assertTrue(out().contains("wrote " + bill + " (CycloneDX 1.6)"), out());
        JsonObject model = JsonParser.parseString(Files.readString(bill))
                .getAsJsonObject()
                .getAsJsonObject("metadata")
                .getAsJsonObject("component");
        assertEquals(SMALL, model.get("name").getAsString());
        out.reset();
        assertEquals(2, export("onnx", place, "--force"));
        assertTrue(err().contains("is the bill of materials of another export"), err());
        assertEquals(0, export("onnx", place, "--force", "--bom", "--format", "json"), err());
        JsonObject written = JsonParser.parseString(out()).getAsJsonObject();
        assertEquals(bill.toString(), written.get("billOfMaterials").getAsString());
        assertEquals(0, verify(run, place), err());
    }

    @Test
    void differenceBeyondTheToleranceIsAFailedRun() {
        Path place = folder.resolve("strict.onnx");
        assertEquals(0, export("onnx", place), err());
        assertTrue(out().startsWith("wrote " + place + " (onnx) from " + run), out());
        out.reset();
        // Other images of other sizes; no float32 sums are equal to the bit everywhere.
        assertEquals(1, verify(run, place, "--data", "shapes", "--limit-test", "200", "--tolerance", "0"), err());
        assertTrue(out().startsWith("DIFFERENT: over 200 images"), out());
    }

    @Test
    void answersInBfloat16AreComparedWithThoseInFloat32() {
        String[] compared = {"verify", "--checkpoint", run.toString(), "--precision", "bfloat16", "--format", "json"};
        if (!Bfloat16.isInCpu()) {
            assertEquals(2, run(compared));
            assertTrue(err().contains("this processor has no instructions for it"), err());
            return;
        }
        assertEquals(0, run(compared), err());
        JsonObject found = JsonParser.parseString(out()).getAsJsonObject();
        assertEquals(20, found.get("images").getAsInt());
        assertEquals(0.05, found.get("tolerance").getAsDouble());
        double difference = found.get("largestDifference").getAsDouble();
        assertTrue(difference > 0.001 * found.get("largestLogit").getAsDouble(), out());
        assertEquals(
                1,
                run("verify", "--checkpoint", run.toString(), "--precision", "bfloat16", "--tolerance", "0.001"),
                err());
    }

    @Test
    void verifyIsToldOneThingToCompareWith() {
        assertEquals(2, run("verify", "--checkpoint", run.toString()));
        assertTrue(err().contains("verify needs either --export PLACE or --precision bfloat16"), err());
        assertEquals(2, verify(run, folder.resolve("any"), "--precision", "bfloat16"));
        assertTrue(err().contains("verify needs either --export PLACE or --precision bfloat16"), err());
        assertEquals(2, run("verify", "--checkpoint", run.toString(), "--precision", "float16"));
        assertTrue(err().contains("--precision is float16; it must be bfloat16"), err());
    }

    /** JSON has no word for it. */
    @Test
    void answersThatAreNoNumbersAreADifference() throws IOException {
        Path place = folder.resolve("nan.safetensors");
        assertEquals(0, export("safetensors", place), err());
        byte[] bytes = Files.readAllBytes(place);
        int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        Arrays.fill(bytes, Long.BYTES + header, bytes.length, (byte) 0xff);
        Files.write(place, bytes);
        out.reset();
        assertEquals(1, verify(run, place, "--format", "json"), err());
        JsonObject found = JsonParser.parseString(out()).getAsJsonObject();
        assertFalse(found.get("withinTolerance").getAsBoolean());
        assertFalse(found.has("largestDifference"));
        assertEquals(2, verify(run, place, "--tolerance", "Infinity"));
    }

    @Test
    void wrongUseIsNamed() throws IOException {
        Path place = Files.writeString(folder.resolve("mine"), "mine");
        assertEquals(2, export("onnx", place));
        assertTrue(err().contains("mine exists"), err());
        assertEquals("mine", Files.readString(place));
        assertEquals(0, export("onnx", place, "--force"), err());
        assertTrue(Files.size(place) > 4);
        assertEquals(2, export("tflite", folder.resolve("net.tflite")));
        assertTrue(err().contains("formats are onnx, safetensors, savedmodel"), err());
        assertEquals(2, export("savedmodel", place, "--force"));
        assertTrue(err().contains("mine is a file, and"), err());
        assertEquals(2, verify(run, folder.resolve("nothing")));
        assertTrue(err().contains("not an export that can be compared"), err());
        assertEquals(2, verify(run, place, "--tolerance", "-1"));
        assertFalse(Files.exists(folder.resolve("net.tflite")));
    }

    /** Writes nothing of use, and lets the test act meanwhile. */
    public static final class Slow implements Exporter {
        private static Runnable meanwhile = () -> {};

        @Override
        public String format() {
            return "slow";
        }

        @Override
        public void write(TrainedNetwork network, Path target) throws IOException {
            Files.writeString(target, "half");
            meanwhile.run();
        }
    }

    /** Ctrl-C while an exporter writes that was found on the class path which the user names. */
    @Test
    void interruptedExportLeavesNothing() throws IOException {
        Path path = folder.resolve("path");
        Path services = Files.createDirectories(path.resolve("META-INF/services"));
        Files.writeString(services.resolve(Exporter.class.getName()), Slow.class.getName() + "\n");
        Path place = folder.resolve("new/net.slow");
        assertEquals(2, export("slow", place));
        Slow.meanwhile = this::signal;
        assertEquals(130, export("slow", place, "--classpath", path.toString()), err());
        assertTrue(err().contains("interrupted: removing what was written so far"), err());
        assertTrue(err().contains("nothing was written"), err());
        assertFalse(Files.exists(folder.resolve("new")));
        Slow.meanwhile = () -> {};
        assertEquals(0, export("slow", place, "--classpath", path.toString()), err());
        assertEquals("half", Files.readString(place));
    }
}
