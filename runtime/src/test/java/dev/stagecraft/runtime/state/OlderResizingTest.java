package dev.stagecraft.runtime.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images are resized as the checkpoint says, and as earlier versions did where it says nothing. */
class OlderResizingTest {
    private static final DataSet DATA = Shapes.draw(1, 64, 32);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 32, 0.05, 1);

    @TempDir
    private Path folder;

    private static Network network(Resizing resizing) {
        return new TinyNetwork(4) {
            @Override
            public Preprocessing preprocessing() {
                return super.preprocessing().withResizing(resizing);
            }
        };
    }

    @Test
    void runOfAnEarlierVersionGoesOnToTheSameWeights() throws IOException {
        assertNotEquals(
                network(Resizing.DEFAULT).input().height(), DATA.train().shape().height());
        String sampled = trained(Resizing.SAMPLED);
        assertNotEquals(sampled, trained(Resizing.DEFAULT));
        begin(Resizing.SAMPLED);
        makeOlder(json -> {});
        assertEquals(sampled, wentOn(Resizing.DEFAULT));
        // The run's next checkpoint says it itself.
        JsonObject next = read("checkpoint-4");
        assertEquals(
                "{\"mode\":\"squeeze\",\"filter\":\"sampled\",\"share\":1.0}",
                next.getAsJsonObject("preprocessing").get("resize").toString());
    }

    @Test
    void checkpointIsEvaluatedAsItWasTrained() throws IOException {
        begin(Resizing.SAMPLED);
        double saved = evaluated(Resizing.SAMPLED);
        assertEquals(saved, evaluated(Resizing.DEFAULT));
        makeOlder(json -> {});
        assertEquals(saved, evaluated(Resizing.DEFAULT));
    }

    /** Only what an earlier version saved is compared with the graph that it built. */
    @Test
    void otherGraphIsRefusedAllTheSame() throws IOException {
        begin(Resizing.SAMPLED);
        makeOlder(json -> json.addProperty("networkFingerprint", "0".repeat(64)));
        BadInputException refused = assertThrows(BadInputException.class, () -> wentOn(Resizing.DEFAULT));
        assertTrue(refused.getMessage().contains("belongs to another version of"), refused.getMessage());
    }

    @Test
    void wordsThatNoVersionWritesAreRefused() throws IOException {
        begin(Resizing.DEFAULT);
        edit(json ->
                json.getAsJsonObject("preprocessing").getAsJsonObject("resize").addProperty("filter", "lanczos"));
        BadInputException refused = assertThrows(BadInputException.class, () -> evaluated(Resizing.DEFAULT));
        assertTrue(
                refused.getMessage().contains("its preprocessing.resize is none that this version knows"),
                refused.getMessage());
    }

    private static TrainableNetwork open(Resizing resizing) {
        return TrainableNetwork.open(network(resizing), DATA.train().shape(), CPU, OPTIONS);
    }

    private static String trained(Resizing resizing) {
        try (TrainableNetwork opened = open(resizing)) {
            new Trainer(opened, DATA, OPTIONS).train();
            return opened.weightsSha256();
        }
    }

    /** The first of two epochs, saved after its second step. */
    private void begin(Resizing resizing) {
        try (TrainableNetwork opened = open(resizing)) {
            Progress done =
                    new Trainer(opened, DATA, OPTIONS.withEpochs(1)).train().progress();
            opened.save(folder, DATA, OPTIONS, done);
        }
    }

    /** The second epoch, saved again. */
    private String wentOn(Resizing resizing) {
        try (TrainableNetwork opened = open(resizing);
                RunFolder run = RunFolder.open(folder)) {
            Resumed resumed =
                    opened.resume(run, Optional.empty(), DATA, OPTIONS).orElseThrow();
            Progress done =
                    new Trainer(opened, DATA, OPTIONS).train(resumed.progress()).progress();
            opened.save(folder, DATA, OPTIONS, done);
            return opened.weightsSha256();
        }
    }

    private double evaluated(Resizing resizing) {
        try (TrainableNetwork opened = open(resizing)) {
            opened.restore(folder);
            return opened.evaluate(DATA.test(), 32).loss();
        }
    }

    /** Turns the first checkpoint into one that an earlier version would have written. */
    private void makeOlder(Consumer<JsonObject> further) throws IOException {
        try (NetworkGraph graph =
                NetworkGraph.build(network(Resizing.DEFAULT), DATA.train().shape(), 1)) {
            String fingerprint = NetworkFingerprint.of(graph);
            edit(json -> {
                json.remove("preprocessing");
                json.addProperty("networkFingerprint", fingerprint);
                further.accept(json);
            });
        }
    }

    private void edit(Consumer<JsonObject> change) throws IOException {
        JsonObject json = read("checkpoint-2");
        json.remove("seal");
        change.accept(json);
        String body = new GsonBuilder().setPrettyPrinting().create().toJson(json);
        String seal = HexFormat.of().formatHex(Sha256.of(body));
        String text = body.substring(0, body.length() - 2) + ",\n  \"seal\": \"" + seal + "\"\n}";
        Files.writeString(manifest("checkpoint-2"), text);
    }

    private JsonObject read(String checkpoint) throws IOException {
        return JsonParser.parseString(Files.readString(manifest(checkpoint))).getAsJsonObject();
    }

    private Path manifest(String checkpoint) {
        return folder.resolve(checkpoint).resolve(ManifestFile.NAME);
    }
}
