package dev.stagecraft.runtime.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.io.MaskedCrc;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.metric.LossScale;
import dev.stagecraft.runtime.metric.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.VersionDef;

/**
 * A checkpoint that no TensorFlow wrote, as right as one that it did, or with one of its parts changed. Sizes, hashes and
 * seal are made to fit when it is written: they keep nobody out who can compute them.
 */
final class CraftedCheckpoint {
    private static final Gson JSON =
            new GsonBuilder().serializeNulls().setPrettyPrinting().create();

    /** Some blocks of a network with momentum, in an index of several blocks. */
    private static final CraftedCheckpoint RIGHT = new CraftedCheckpoint();

    final List<Manifest.SavedVariable> weights = new ArrayList<>();
    final List<Manifest.SavedVariable> state = new ArrayList<>();
    final SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    byte[] data;
    JsonObject manifest;

    /** One with nothing wrong in it yet. */
    static CraftedCheckpoint right() {
        return new CraftedCheckpoint(RIGHT);
    }

    private CraftedCheckpoint(CraftedCheckpoint other) {
        weights.addAll(other.weights);
        state.addAll(other.state);
        entries.putAll(other.entries);
        data = other.data;
        manifest = other.manifest.deepCopy();
    }

    private CraftedCheckpoint() {
        add(weights, "head/dense/bias", 10);
        add(weights, "head/dense/kernel", 4, 10);
        for (int block = 1; block <= 12; block++) {
            add(weights, String.format("stage1/block%02d/conv/kernel", block), 3, 3, 1, 4);
            add(weights, String.format("stage1/block%02d/norm/beta", block), 4);
            add(weights, String.format("stage1/block%02d/norm/gamma", block), 4);
        }
        add(state, "optimizer/beta1_power");
        weights.forEach(variable ->
                state.add(new Manifest.SavedVariable("optimizer/momentum/" + variable.name(), variable.shape())));
        fill();
    }

    private static void add(List<Manifest.SavedVariable> to, String name, long... shape) {
        to.add(new Manifest.SavedVariable(name, Arrays.stream(shape).boxed().toList()));
    }

    private void fill() {
        Random random = new Random(1);
        entries.put(new byte[0], header().build().toByteArray());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int weightBytes = 0;
        for (Manifest.SavedVariable variable :
                Stream.concat(weights.stream(), state.stream()).toList()) {
            ByteBuffer values =
                    ByteBuffer.allocate(Math.toIntExact(variable.bytes())).order(ByteOrder.LITTLE_ENDIAN);
            while (values.hasRemaining()) {
                values.putFloat((float) random.nextGaussian());
            }
            entries.put(
                    key(variable.name()),
                    entry(variable, all.size(), values.array()).build().toByteArray());
            all.writeBytes(values.array());
            weightBytes += weights.contains(variable) ? values.capacity() : 0;
        }
        data = all.toByteArray();
        Manifest right = new Manifest(
                Manifest.FORMAT_VERSION,
                "net.Crafted",
                "0".repeat(Sha256.HEX_DIGITS),
                "1".repeat(Sha256.HEX_DIGITS),
                "2".repeat(Sha256.HEX_DIGITS),
                new SavedPreprocessing(
                        255f,
                        List.of(0.5f),
                        List.of(0.25f),
                        new SavedPreprocessing.SavedResize("crop", "bicubic", 0.875)),
                "1",
                "2",
                "17",
                2,
                new RunMetadata(
                        "shapes",
                        1,
                        Map.of("seed", "1", "batch size", "64"),
                        "cpu",
                        "shapes",
                        "",
                        "classes",
                        "seed 1, test share 0.2, validation share 0.0",
                        "3".repeat(Sha256.HEX_DIGITS),
                        2,
                        List.of("cat", "dog"),
                        new SavedInitialWeights("model.safetensors", "4".repeat(Sha256.HEX_DIGITS), "apache-2.0")),
                new Progress(7, 1, 2, 12.5, 30, 128, 1.5, new LossScale(1024, 5, 1)),
                new Manifest.RandomState(1, 2),
                0.05,
                Map.of("testAccuracy", 0.5),
                weights,
                state,
                new Sha256().add(data, weightBytes).hex(),
                Map.of());
        manifest = JSON.toJsonTree(right).getAsJsonObject();
    }

    static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    static BundleHeaderProto.Builder header() {
        return BundleHeaderProto.newBuilder()
                .setNumShards(1)
                .setVersion(VersionDef.newBuilder().setProducer(1));
    }

    static BundleEntryProto.Builder entry(Manifest.SavedVariable variable, long offset, byte[] values) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        variable.shape()
                .forEach(size -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size)));
        return BundleEntryProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setShape(shape)
                .setOffset(offset)
                .setSize(values.length)
                .setCrc32C(MaskedCrc.of(values, 0, values.length));
    }

    CraftedTable table() {
        return new CraftedTable(entries, 1000);
    }

    /** With an index as it should be. */
    void write(Path folder) throws IOException {
        write(folder, table().bytes());
    }

    void write(Path folder, byte[] index) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(Bundle.INDEX), index);
        Files.write(folder.resolve(Bundle.DATA), data);
        if (manifest.get("files") instanceof JsonObject files && files.isEmpty()) {
            manifest.add("files", files(index));
        }
        write(folder, JSON.toJson(manifest));
    }

    JsonObject files(byte[] index) {
        JsonObject files = new JsonObject();
        files.add(Bundle.INDEX, file(index));
        files.add(Bundle.DATA, file(data));
        return files;
    }

    private static JsonObject file(byte[] bytes) {
        JsonObject file = new JsonObject();
        file.addProperty("bytes", bytes.length);
        file.addProperty("sha256", new Sha256().add(bytes).hex());
        return file;
    }

    static void write(Path folder, String manifest) throws IOException {
        Files.writeString(folder.resolve(ManifestFile.NAME), ManifestFile.seal(manifest));
    }

    String json() {
        return JSON.toJson(manifest);
    }
}
