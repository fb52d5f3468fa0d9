package dev.stagecraft.export.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.export.Family_ExcitedNetwork;
import dev.stagecraft.export.Family_KnownNetwork;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.weights.file.Dtype;
import dev.stagecraft.weights.file.SafetensorsFile;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.name.Counterpart;
import dev.stagecraft.weights.name.TensorNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights in a file, as the real torchvision reads them and as we read them again. */
class SafetensorsTest {
    private static final String PYTHON = System.getProperty("stagecraft.python", "/usr/bin/python3");
    private static final int COUNT = 3;

    @TempDir
    private static Path folder;

    private static Trained known;
    private static Path file;

    @BeforeAll
    static void export() {
        known = Trained.of(new Family_KnownNetwork(), folder.resolve("known"));
        file = NetworkExport.to("safetensors").write(known.network(), folder.resolve("known.safetensors"));
    }

    @Test
    void outAndInAgainChangesNoBit() throws IOException {
        Trained own = Trained.of(new Family_ExcitedNetwork(), folder.resolve("own"));
        Path ownFile = NetworkExport.to("safetensors").write(own.network(), folder.resolve("own.safetensors"));
        requireSameBits(known.network(), file);
        requireSameBits(own.network(), ownFile);
    }

    private static void requireSameBits(TrainedNetwork network, Path written) throws IOException {
        TensorNames names = Names.of(network);
        Map<String, float[]> read = new HashMap<>();
        try (SafetensorsFile in = SafetensorsFile.open(written)) {
            for (Counterpart each : names.counterparts()) {
                TensorEntry entry = in.entry(each.tensor()).orElseThrow();
                assertEquals(each.tensorShape(), entry.shape());
                assertEquals(Dtype.F32, entry.dtype());
                FloatBuffer values = FloatBuffer.allocate((int) (entry.bytes() / Float.BYTES));
                in.read(entry, values::put);
                read.put(each.variable(), each.layout().toVariable(values.array(), each.shape()));
            }
            assertEquals(network.weightsSha256(), in.metadata().get("weightsSha256"));
            assertEquals("pt", in.metadata().get("format"));
        }
        assertEquals(network.weights().size(), read.size());
        for (TrainedNetwork.Weight weight : network.weights()) {
            assertArrayEquals(weight.values(), read.get(weight.name()), 0f, weight.name());
        }
    }

    @Test
    void namesAreThoseOfTheirReaders() throws IOException {
        try (SafetensorsFile in = SafetensorsFile.open(file)) {
            // R17: 122 with the counters of 20 normalizations.
            assertEquals(122, in.entries().size());
            assertEquals(
                    List.of(64L, 3L, 7L, 7L),
                    in.entry("conv1.weight").orElseThrow().shape());
            assertEquals(List.of(10L, 512L), in.entry("fc.weight").orElseThrow().shape());
            TensorEntry counter =
                    in.entry("layer2.0.downsample.1.num_batches_tracked").orElseThrow();
            assertEquals(Dtype.I64, counter.dtype());
            assertEquals(List.of(), counter.shape());
        }
        String said = NetworkExport.to("safetensors").notice(known.network()).orElseThrow();
        assertTrue(said.contains("names of torchvision"), said);
        Trained own = Trained.of(new Family_ExcitedNetwork(), folder.resolve("other"));
        said = NetworkExport.to("safetensors").notice(own.network()).orElseThrow();
        assertTrue(said.contains("Stagecraft's own names"), said);
    }

    @Test
    void realTorchvisionLoadsItStrictlyAndAnswersTheSame() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON))
                        && new ProcessBuilder(PYTHON, "-c", "import torchvision")
                                        .redirectErrorStream(true)
                                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                        .start()
                                        .waitFor()
                                == 0,
                PYTHON + " has no torchvision, so no file was loaded by the real one; name another Python with"
                        + " -Dstagecraft.python");
        ImageShape size = new ImageShape(32, 32, 3);
        byte[] images = Trained.pixels(size, COUNT, 5);
        Path pixels = Files.write(folder.resolve("images"), images);
        Path script = folder.resolve("answers.py");
        try (InputStream in = Objects.requireNonNull(SafetensorsTest.class.getResourceAsStream("answers.py"))) {
            Files.copy(in, script);
        }
        Path said = folder.resolve("said");
        int code = new ProcessBuilder(PYTHON, script.toString(), file.toString(), pixels.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        String text = Files.readString(said);
        assertEquals(0, code, text);
        double[] theirs = Stream.of(text.strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
        float[] ours = known.logits(images, size, COUNT);
        assertEquals(ours.length, theirs.length);
        double largest = 0;
        for (float logit : ours) {
            largest = Math.max(largest, Math.abs(logit));
        }
        for (int i = 0; i < ours.length; i++) {
            assertEquals(ours[i], theirs[i], 1e-4 * largest);
        }
    }
}
