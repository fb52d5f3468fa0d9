package dev.stagecraft.runtime.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.sun.management.ThreadMXBean;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.state.WeightsHash;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TFloat32;

/** Checkpoints that were changed, by chance or by intent: refused with one clear error, or read as they were saved. */
class MutatedCheckpointTest {
    private static final DataSet DATA = Shapes.draw(1, 64, 10);
    private static final TrainingOptions OPTIONS =
            new TrainingOptions(1, 64, 0.05, 1).withOptimizer(Adam.DEFAULT, 0.01);
    private static final int MUTATIONS = 900;

    @TempDir
    private Path run;

    private TrainableNetwork network;
    private Path saved;
    private String weights;
    private final Map<String, byte[]> right = new TreeMap<>();

    @BeforeEach
    void save() throws IOException {
        network = TrainableNetwork.open(
                new TinyNetwork(4), DATA.train().shape(), Device.choose(Device.Preference.CPU), OPTIONS);
        Outcome outcome = new Trainer(network, DATA, OPTIONS).train();
        saved = network.save(run, DATA, OPTIONS, outcome.progress());
        weights = network.weightsSha256();
        for (String name : List.of("manifest.json", "variables.index", "variables.data-00000-of-00001")) {
            right.put(name, Files.readAllBytes(saved.resolve(name)));
        }
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void everyChangedFileIsRefusedByName() throws IOException {
        Random random = new Random(1);
        List<String> names = List.copyOf(right.keySet());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (RunFolder folder = RunFolder.open(run)) {
            for (int i = 0; i < MUTATIONS; i++) {
                String name = names.get(i % names.size());
                byte[] wrong = mutated(right.get(name), random);
                if (Arrays.equals(wrong, right.get(name))) {
                    continue;
                }
                Files.write(saved.resolve(name), wrong);
                long before =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                BadInputException error = assertThrows(
                        BadInputException.class, () -> use(folder, wrong.length % 3), name + " was changed and read");
                assertTrue(error.getMessage().contains(saved.toString()), error.getMessage());
                long allocated =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
                assertTrue(allocated < 16 << 20, allocated + " bytes were allocated");
                Files.write(saved.resolve(name), right.get(name));
            }
            assertReadsAsSaved(folder);
        }
    }

    /** Hashes and seal made to fit again: now TensorFlow's own checksums stand alone. */
    @Test
    void changedFilesUnderAFittingManifestNeverGiveOtherWeights() throws IOException {
        Random random = new Random(2);
        try (RunFolder folder = RunFolder.open(run)) {
            int refused = 0;
            for (int i = 0; i < 300; i++) {
                String name = i % 2 == 0 ? "variables.index" : "variables.data-00000-of-00001";
                Files.write(saved.resolve(name), mutated(right.get(name), random));
                reseal(json -> json.getAsJsonObject("files").add(name, described(name)));
                try {
                    use(folder, i % 3);
                    assertReadsAsSaved(folder);
                } catch (BadInputException e) {
                    refused++;
                    assertTrue(e.getMessage().contains(saved.toString()), e.getMessage());
                }
                Files.write(saved.resolve(name), right.get(name));
                Files.write(saved.resolve("manifest.json"), right.get("manifest.json"));
            }
            assertTrue(refused > 250, refused + " were refused");
        }
    }

    /** A manifest that was made, not spoilt: every value is at its word. */
    @Test
    void sealedLiesAreRefused() throws IOException {
        try (RunFolder folder = RunFolder.open(run)) {
            for (Lie lie : List.<Lie>of(
                    json -> json.getAsJsonObject("position").addProperty("step", -1),
                    json -> json.getAsJsonObject("position").addProperty("step", Long.MAX_VALUE),
                    json -> json.getAsJsonObject("position").addProperty("batches", 7),
                    json -> json.getAsJsonObject("position").addProperty("epochs", Integer.MAX_VALUE),
                    json -> json.getAsJsonObject("position").addProperty("epochs", 1e300),
                    json -> json.getAsJsonObject("position").addProperty("seconds", "NaN"),
                    json -> json.remove("position"),
                    json -> json.remove("random"),
                    json -> json.add("metrics", null),
                    json -> json.getAsJsonObject("run").remove("settings"),
                    json -> json.add("run", new JsonArray()),
                    json -> json.add("variables", new JsonArray()),
                    json -> json.getAsJsonArray("variables").set(0, new JsonPrimitive("x")),
                    json -> json.getAsJsonArray("optimizerVariables").remove(0),
                    json -> first(json).add("shape", shape(3, 3, 1, 1L << 40)),
                    json -> first(json).addProperty("name", "../elsewhere"),
                    json -> json.addProperty("weightsSha256", "00"),
                    json -> json.addProperty("networkFingerprint", "00"),
                    json -> json.add("files", new JsonObject()),
                    json -> json.addProperty("formatVersion", "two"))) {
                reseal(lie);
                BadInputException error = assertThrows(BadInputException.class, () -> use(folder, 2));
                assertTrue(error.getMessage().contains(saved.toString()), error.getMessage());
            }
        }
    }

    @Test
    void manifestsThatAreNoneAreRefused() throws IOException {
        for (String text : List.of(
                "",
                "null",
                "[]",
                "7",
                "{",
                "{\"formatVersion\": 1e9999}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000))) {
            Files.writeString(saved.resolve("manifest.json"), text);
            BadInputException error = assertThrows(BadInputException.class, () -> Checkpoints.inspect(saved));
            assertTrue(error.getMessage().contains("manifest.json"), error.getMessage());
        }
    }

    @Test
    void nothingOutsideTheFolderIsWrittenOrNamed() throws IOException {
        Path outside = Files.writeString(run.resolve("outside"), "as it was");
        for (String name : List.of("../outside", outside.toString(), "..", "variables.index/../../outside")) {
            reseal(json -> {
                JsonObject files = json.getAsJsonObject("files");
                files.add(name, files.remove("variables.index"));
            });
            BadInputException error = assertThrows(BadInputException.class, () -> network.restore(saved));
            assertTrue(
                    error.getMessage().contains("it must name the files")
                            || error.getMessage().contains("missing"),
                    name);
            Files.write(saved.resolve("manifest.json"), right.get("manifest.json"));
        }
        assertEquals("as it was", Files.readString(outside));
    }

    /** Weights that were saved before there was state: they are evaluated, and no run goes on from them. */
    @Test
    void weightsOfTheFirstFormatAreStillRead() throws IOException {
        asTheFirstFormatHadIt();
        JsonObject json = new Gson().fromJson(Files.readString(saved.resolve("manifest.json")), JsonObject.class);
        JsonObject old = new JsonObject();
        old.addProperty("formatVersion", 1);
        for (String name : List.of(
                "network",
                "runtimeVersion",
                "tensorFlowVersion",
                "javaVersion",
                "variables",
                "weightsSha256",
                "files")) {
            old.add(name, json.get(name));
        }
        JsonObject facts = new JsonObject();
        facts.addProperty("step", 1);
        facts.addProperty("epoch", 1);
        facts.addProperty("data", "shapes");
        facts.addProperty("seed", 1);
        old.add("run", facts);
        Files.writeString(
                saved.resolve("manifest.json"),
                new GsonBuilder().setPrettyPrinting().create().toJson(old));
        assertEquals(new Progress(1, 1, 0, 0, 0, 0, 0), network.restore(run));
        assertEquals(weights, network.weightsSha256());
        assertEquals(weights, Checkpoints.inspect(run).weightsSha256());
        try (RunFolder folder = RunFolder.open(run)) {
            BadInputException error = assertThrows(BadInputException.class, () -> use(folder, 2));
            assertTrue(
                    error.getMessage().contains("which has only weights and no state to resume from"),
                    error.getMessage());
        }
    }

    /** Its files held weights alone. */
    private void asTheFirstFormatHadIt() throws IOException {
        close();
        DurableFiles.deleteTree(saved);
        TrainingOptions plain = new TrainingOptions(1, 64, 0.05, 1);
        network = TrainableNetwork.open(
                new TinyNetwork(4), DATA.train().shape(), Device.choose(Device.Preference.CPU), plain);
        Outcome outcome = new Trainer(network, DATA, plain).train();
        saved = network.save(run, DATA, plain, outcome.progress());
        weights = network.weightsSha256();
    }

    /** So that what is crafted elsewhere is wrong in one thing alone. */
    @Test
    void craftedTablesAreTensorFlowsByteForByte() throws IOException {
        byte[] index = right.get("variables.index");
        TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        SortedTable.read(index, entries::put);
        assertArrayEquals(index, new CraftedTable(entries, 256 << 10).bytes());
    }

    /** The operation that other TensorFlows read with; this runtime has no other use for it. */
    @Test
    void otherTensorFlowsReadWhatIsSaved() {
        List<Inspection.SavedTensor> variables = Checkpoints.inspect(saved).variables();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            String[] names =
                    variables.stream().map(Inspection.SavedTensor::name).toArray(String[]::new);
            String[] slices = variables.stream().map(variable -> "").toArray(String[]::new);
            Restore restore = tf.train.restore(
                    tf.constant(saved.resolve(Bundle.PREFIX).toString()),
                    tf.array(names),
                    tf.array(slices),
                    Collections.nCopies(names.length, TFloat32.class));
            Session.Runner runner = session.runner();
            restore.tensors().forEach(runner::fetch);
            try (Result found = runner.run()) {
                List<TFloat32> tensors = new ArrayList<>();
                found.forEach(entry -> tensors.add((TFloat32) entry.getValue()));
                assertEquals(weights, WeightsHash.of(tensors).sha256());
            }
        }
    }

    /** What only looks at a checkpoint never changes it. */
    @Test
    void readingLeavesEveryByte() throws IOException {
        try (RunFolder folder = RunFolder.open(run)) {
            assertReadsAsSaved(folder);
        }
        for (Map.Entry<String, byte[]> file : right.entrySet()) {
            assertTrue(Arrays.equals(file.getValue(), Files.readAllBytes(saved.resolve(file.getKey()))));
        }
        assertFalse(Files.exists(run.resolve("aside-checkpoint-1")));
    }

    private void assertReadsAsSaved(RunFolder folder) {
        for (int way = 0; way < 3; way++) {
            use(folder, way);
            assertEquals(weights, network.weightsSha256());
        }
    }

    /** Every way that a checkpoint is read. */
    private void use(RunFolder folder, int way) {
        if (way == 0) {
            network.restore(saved);
        } else if (way == 1) {
            assertEquals(weights, Checkpoints.inspect(saved).weightsSha256());
        } else {
            network.resume(folder, Optional.empty(), DATA, OPTIONS);
        }
    }

    private interface Lie {
        void tell(JsonObject json);
    }

    private void reseal(Lie lie) throws IOException {
        JsonObject json =
                new Gson().fromJson(new String(right.get("manifest.json"), StandardCharsets.UTF_8), JsonObject.class);
        json.remove("seal");
        String before = json.toString();
        lie.tell(json);
        assertNotEquals(before, json.toString());
        Files.writeString(
                saved.resolve("manifest.json"),
                ManifestFile.seal(new GsonBuilder()
                        .serializeNulls()
                        .setPrettyPrinting()
                        .create()
                        .toJson(json)));
    }

    private JsonObject described(String name) {
        try {
            JsonObject file = new JsonObject();
            file.addProperty("bytes", Files.size(saved.resolve(name)));
            file.addProperty("sha256", Sha256.of(saved.resolve(name)));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject first(JsonObject json) {
        return json.getAsJsonArray("variables").get(0).getAsJsonObject();
    }

    private static JsonArray shape(long... dims) {
        JsonArray shape = new JsonArray();
        for (long dim : dims) {
            shape.add(dim);
        }
        return shape;
    }

    private static byte[] mutated(byte[] right, Random random) {
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Arrays.copyOf(right, random.nextInt(right.length));
        }
        byte[] wrong = kind == 1 ? Arrays.copyOf(right, right.length + 1 + random.nextInt(50)) : right.clone();
        if (kind == 2) {
            wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
        } else {
            int at = kind == 1 ? right.length : random.nextInt(wrong.length);
            for (int i = at; i < Math.min(wrong.length, at + 40); i++) {
                wrong[i] = (byte) random.nextInt();
            }
        }
        return wrong;
    }
}
