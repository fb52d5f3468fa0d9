package dev.stagecraft.runtime.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.tests.pinned.Arithmetic;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fingerprints and first weights of the samples' networks as an earlier version had them. A run goes on only where the
 * fingerprint is the saved one, so that one which moves here would end every run of its users.
 */
class PinnedFingerprintsTest {
    /** Run with {@code -Dstagecraft.pin=true} to add networks that are new; those that are there stay. */
    private static final boolean PIN = Boolean.getBoolean("stagecraft.pin");

    /** With {@code -Dstagecraft.pinAll=true} the deepest networks too, whose graphs take long to build. */
    private static final boolean ALL = PIN || Boolean.getBoolean("stagecraft.pinAll");

    private static final int MOST_LAYERS = 400;

    private static final Path FILE = Path.of("src/test/resources/pinned/fingerprints.json");
    private static final Path SAMPLES = Path.of("../samples/target/classes");

    @Test
    void fingerprintsStay() throws Exception {
        Map<String, String> pinned = Files.exists(FILE)
                ? new Gson().fromJson(Files.readString(FILE), new TypeToken<TreeMap<String, String>>() {})
                : new TreeMap<>();
        Map<String, String> found = new TreeMap<>(pinned);
        for (Network network : samples()) {
            if (ALL || layers(network) <= MOST_LAYERS) {
                found.put(network.name(), fingerprint(network));
            }
        }
        if (PIN) {
            Map<String, String> merged = new TreeMap<>(found);
            merged.putAll(pinned);
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE, new GsonBuilder().setPrettyPrinting().create().toJson(merged) + "\n");
        } else {
            assertEquals(pinned, found);
        }
        assertTrue(found.size() >= 38, found.size() + " networks");
    }

    @ParameterizedTest
    @CsvSource({
        "dev.stagecraft.samples.QuickstartResNet18Network, 1, 73936eb53bed8ab58d40f6ed4d78c94aae681977389c75dfe098e3fed3b66028",
        "dev.stagecraft.samples.zoo.CifarResNet20Network, 2, 2449eb1292fa2dc6067f0d31274c8c361089968cf4ec33d4b9a2d4dfae512a3c",
        "dev.stagecraft.samples.zoo.CifarPreActResNet110Network, 12345678901, e39bdfa06cd62c4202274f4a3d0ee7e0eec1b101d666bac4cd6e6692d1959cf1"
    })
    void firstWeightsStay(String name, long seed, String expected) throws Exception {
        Network network = Class.forName(name)
                .asSubclass(Network.class)
                .getDeclaredConstructor()
                .newInstance();
        try (TrainableNetwork opened =
                TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), seed)) {
            Assumptions.assumeTrue(
                    Arithmetic.isPinned(),
                    "NOTICE: this machine rounds otherwise than the one that first weights were"
                            + " pinned on; they are not compared");
            assertEquals(expected, opened.weightsSha256());
        }
    }

    private static Iterable<Network> samples() throws Exception {
        TreeMap<String, Network> networks = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            for (Path file : files.filter(each -> each.toString().endsWith("Network.class"))
                    .toList()) {
                String name =
                        SAMPLES.relativize(file).toString().replace('/', '.').replace(".class", "");
                if (Class.forName(name).getDeclaredConstructor().newInstance() instanceof Network network) {
                    networks.put(name, network);
                }
            }
        }
        return networks.values();
    }

    private static String fingerprint(Network network) throws IOException {
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            return NetworkFingerprint.of(graph);
        }
    }

    private static int layers(Backbone network) throws IOException {
        return table(network).getAsJsonArray("layers").size();
    }

    private static JsonObject table(Backbone network) throws IOException {
        try (InputStream in = network.layerTable();
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, JsonObject.class);
        }
    }
}
