package dev.stagecraft.export.bill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.export.Family_PaperNetwork;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.run.RunBuilder;
import dev.stagecraft.runtime.run.TrainingRun;
import dev.stagecraft.runtime.run.WeightsImport;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bill of materials says about exports of a run from nothing, of one that began with other weights, and of none. */
class BillOfMaterialsTest {
    private static final Network NETWORK = new Family_PaperNetwork();

    @TempDir
    private static Path runs;

    private static TrainedNetwork drawn;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        drawn = run("drawn", Optional.empty());
    }

    private static TrainedNetwork run(String name, Optional<Path> init) {
        DataSet data = Shapes.draw(1, 32, 16, NETWORK.input().channels(), NETWORK.classes());
        RunBuilder builder = TrainingRun.of(NETWORK)
                .data(data)
                .options(new TrainingOptions(1, 8, 0.05, 11))
                .device(Device.choose(Device.Preference.CPU))
                .tensorBoard(false)
                .quiet();
        init.ifPresent(builder::init);
        Path place = runs.resolve(name);
        try (TrainingRun run = builder.open(place)) {
            run.train();
        }
        return TrainedNetwork.load(place, NETWORK);
    }

    /** The weights of the first run as a stranger's, with a license beside them. */
    private Path weights(String license) throws IOException {
        Path place = NetworkExport.to("safetensors").write(drawn, folder.resolve("begun/model.safetensors"));
        Files.writeString(place.resolveSibling("config.json"), "{\"license\": \"" + license + "\"}");
        return place;
    }

    private static JsonObject bill(Path file) throws IOException {
        BillCheck.requireValid(file);
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static JsonObject model(JsonObject bill) {
        return bill.getAsJsonObject("metadata").getAsJsonObject("component");
    }

    private static Stream<JsonObject> objects(JsonElement list) {
        return StreamSupport.stream(list.getAsJsonArray().spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static List<String> values(JsonObject owner, String name) {
        return objects(owner.get("properties"))
                .filter(each -> each.get("name").getAsString().equals("stagecraft:" + name))
                .map(each -> each.get("value").getAsString())
                .toList();
    }

    private static String value(JsonObject owner, String name) {
        List<String> found = values(owner, name);
        assertEquals(1, found.size(), name);
        return found.get(0);
    }

    private static String sha256(JsonObject component) {
        JsonObject hash = component.getAsJsonArray("hashes").get(0).getAsJsonObject();
        assertEquals("SHA-256", hash.get("alg").getAsString());
        return hash.get("content").getAsString();
    }

    @Test
    void aRunFromNothingHasItsDataSettingsAndMetrics() throws IOException {
        Path place = NetworkExport.to("onnx").withBillOfMaterials().write(drawn, folder.resolve("my  net.onnx"));
        JsonObject bill = bill(folder.resolve("my  net.onnx.cdx.json"));
        JsonObject model = model(bill);
        assertEquals("machine-learning-model", model.get("type").getAsString());
        assertEquals(NETWORK.name(), model.get("name").getAsString());
        assertFalse(model.has("pedigree"));
        assertFalse(bill.getAsJsonObject("metadata").has("timestamp"));

        JsonObject file = objects(model.get("components")).findFirst().orElseThrow();
        // The library that validates would fold the two spaces.
        assertEquals("my  net.onnx", file.get("name").getAsString());
        assertEquals(Sha256.of(place), sha256(file));

        Inspection inspection = drawn.inspection();
        assertEquals("onnx", value(model, "format"));
        assertEquals(drawn.weightsSha256(), value(model, "weightsSha256"));
        assertEquals(inspection.networkFingerprint(), value(model, "networkFingerprint"));
        LayerTable table = LayerTable.of(NETWORK).orElseThrow();
        assertEquals(table.declaration(), values(model, "declaration"));
        assertEquals(String.valueOf(table.parameters().trainable()), value(model, "parameters:trainable"));
        assertEquals(String.valueOf(table.parameters().nonTrainable()), value(model, "parameters:nonTrainable"));
        assertEquals(
                table.layers().size(),
                objects(model.get("properties"))
                        .filter(each -> each.get("name").getAsString().startsWith("stagecraft:layer:"))
                        .count());
        LayerTable.Layer first = table.layers().get(0);
        assertTrue(value(model, "layer:" + first.name()).startsWith(first.kind() + " " + first.output()));
        assertEquals(
                drawn.classNames().size(),
                JsonParser.parseString(value(model, "classNames"))
                        .getAsJsonArray()
                        .size());
        assertEquals(NETWORK.input().toString(), value(model, "preprocessing:size"));

        JsonObject card = model.getAsJsonObject("modelCard");
        assertEquals("11", value(card, "seed"));
        assertEquals("4", value(card, "step"));
        assertEquals(inspection.settings().get("batch size"), value(card, "setting:batch size"));
        assertEquals(Version.current(), value(card, "savedBy:stagecraft"));
        assertEquals(inspection.tensorFlowVersion(), value(card, "savedBy:tensorflow"));
        assertEquals(System.getProperty("java.version"), value(card, "savedBy:java"));
        JsonObject metric = objects(card.getAsJsonObject("quantitativeAnalysis").get("performanceMetrics"))
                .filter(each -> each.get("type").getAsString().equals("testAccuracy"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                String.valueOf(inspection.metrics().get("testAccuracy")),
                metric.get("value").getAsString());

        List<JsonObject> datasets =
                objects(card.getAsJsonObject("modelParameters").get("datasets")).toList();
        assertEquals(
                List.of("test images", "training images"),
                datasets.stream()
                        .map(each -> each.get("description").getAsString())
                        .toList());
        JsonObject training = datasets.get(1);
        assertEquals(inspection.data(), training.get("name").getAsString());
        assertEquals("32", value(training.getAsJsonObject("contents"), "images"));
        assertTrue(inspection
                .settings()
                .get("training images")
                .contains(value(training.getAsJsonObject("contents"), "sha256")));
    }

    @Test
    void weightsThatARunBeganWithAreItsAncestor() throws IOException {
        Path weights = weights("apache-2.0");
        TrainedNetwork begun = run("begun", Optional.of(weights));
        Path place =
                NetworkExport.to("safetensors").withBillOfMaterials().write(begun, folder.resolve("net.safetensors"));
        JsonObject ancestor = ancestor(bill(folder.resolve("net.safetensors.cdx.json")));
        assertEquals("model.safetensors", ancestor.get("name").getAsString());
        assertEquals(Sha256.of(weights), sha256(ancestor));
        assertEquals("{\"id\":\"Apache-2.0\"}", license(ancestor));
        assertTrue(Files.exists(place));
    }

    private static JsonObject ancestor(JsonObject bill) {
        List<JsonObject> all = objects(model(bill).getAsJsonObject("pedigree").get("ancestors"))
                .toList();
        assertEquals(1, all.size());
        return all.get(0);
    }

    private static String license(JsonObject component) {
        return objects(component.get("licenses"))
                .findFirst()
                .orElseThrow()
                .get("license")
                .toString();
    }

    @Test
    void importedWeightsAreAncestorsAndWereTrainedElsewhere() throws IOException {
        Path weights = weights("Acme's own, ask \\\"legal\\\"");
        WeightsImport done = WeightsImport.of(NETWORK, weights, Optional.empty(), folder.resolve("imported"));
        TrainedNetwork imported = TrainedNetwork.load(done.checkpoint(), NETWORK);
        NetworkExport.to("onnx").withBillOfMaterials().write(imported, folder.resolve("net.onnx"));
        JsonObject bill = bill(folder.resolve("net.onnx.cdx.json"));
        assertEquals("{\"name\":\"Acme's own, ask \\\"legal\\\"\"}", license(ancestor(bill)));
        assertEquals(Sha256.of(weights), sha256(ancestor(bill)));
        JsonObject card = model(bill).getAsJsonObject("modelCard");
        assertEquals("0", value(card, "step"));
        // The declaration's settings trained nothing.
        assertEquals(List.of(), values(card, "seed"));
        assertFalse(card.has("quantitativeAnalysis"));
        assertFalse(card.getAsJsonObject("modelParameters").has("datasets"));
    }

    @Test
    void theBillOfASavedModelListsItsFiles() throws IOException {
        Path version = NetworkExport.to("savedmodel").withBillOfMaterials().write(drawn, folder.resolve("net"));
        Path file = version.resolve("assets.extra/bom.cdx.json");
        TreeSet<String> listed = new TreeSet<>();
        for (JsonObject each : objects(model(bill(file)).get("components")).toList()) {
            String name = each.get("name").getAsString();
            assertEquals(Sha256.of(version.resolve(name)), sha256(each));
            listed.add(name);
        }
        TreeSet<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.walk(version)) {
            files.filter(Files::isRegularFile)
                    .filter(each -> !each.equals(file))
                    .forEach(each -> there.add(version.relativize(each).toString()));
        }
        assertTrue(there.contains("saved_model.pb"), there.toString());
        assertEquals(there, listed);
    }

    @Test
    void twoBillsAreTheSameBytesAndThoseOfOtherWeightsAreNot() throws IOException {
        NetworkExport onnx = NetworkExport.to("onnx").withBillOfMaterials();
        Path one = Files.createDirectory(folder.resolve("one")).resolve("net.onnx");
        Path two = Files.createDirectory(folder.resolve("two")).resolve("net.onnx");
        onnx.write(drawn, one);
        onnx.write(TrainedNetwork.load(drawn.chosen().checkpoint(), NETWORK), two);
        Path first = onnx.billOfMaterials(one).orElseThrow();
        assertArrayEquals(
                Files.readAllBytes(first),
                Files.readAllBytes(onnx.billOfMaterials(two).orElseThrow()));

        onnx.replace(run("other", Optional.of(drawn.chosen().checkpoint())), two);
        String serial = bill(first).get("serialNumber").getAsString();
        assertTrue(
                serial.matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), serial);
        JsonObject other = bill(onnx.billOfMaterials(two).orElseThrow());
        assertFalse(serial.equals(other.get("serialNumber").getAsString()), serial);
        // A checkpoint is an ancestor by the hash of its weights.
        assertEquals(drawn.weightsSha256(), sha256(ancestor(other)));
        assertFalse(ancestor(other).has("licenses"));
    }

    @Test
    void noBillDescribesAnotherExport() throws IOException {
        NetworkExport plain = NetworkExport.to("onnx");
        Path place = folder.resolve("net.onnx");
        Path bill = Files.writeString(folder.resolve("net.onnx.cdx.json"), "mine");
        NetworkExport billed = plain.withBillOfMaterials();
        for (NetworkExport each : List.of(plain, billed)) {
            BadInputException refused = assertThrows(BadInputException.class, () -> each.write(drawn, place));
            assertTrue(refused.getMessage().contains(bill.toString()), refused.getMessage());
        }
        assertThrows(BadInputException.class, () -> plain.replace(drawn, place));
        assertEquals("mine", Files.readString(bill));
        assertFalse(Files.exists(place));
        billed.replace(drawn, place);
        assertEquals(drawn.weightsSha256(), value(model(bill(bill)), "weightsSha256"));
        Files.delete(bill);
        Files.createDirectory(bill);
        assertThrows(BadInputException.class, () -> billed.replace(drawn, place));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("net.onnx", "net.onnx.cdx.json"),
                    left.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }

    /** Each validation above goes through this too: nothing is fetched, and what is wrong is found. */
    @Test
    void validationNeedsNoNetworkAndFindsFaults() throws IOException {
        Path place = NetworkExport.to("onnx").withBillOfMaterials().write(drawn, folder.resolve("net.onnx"));
        Path bill = folder.resolve("net.onnx.cdx.json");
        List<URI> asked = new ArrayList<>();
        ProxySelector usual = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                // Nobody is there.
            }
        });
        try {
            BillCheck.requireValid(bill);
            assertEquals(List.of(), asked);
            assertThrows(
                    IOException.class,
                    () -> URI.create("http://cyclonedx.org/schema/spdx.schema.json")
                            .toURL()
                            .openStream()
                            .close());
            assertEquals(1, asked.size());
        } finally {
            ProxySelector.setDefault(usual);
        }
        String text = Files.readString(bill);
        for (String fault : List.of(
                text.replace("\"machine-learning-model\"", "\"network\""),
                text.replace(Sha256.of(place), "none"),
                text.replace("\"specVersion\"", "\"spec\""))) {
            Files.writeString(bill, fault);
            assertThrows(AssertionError.class, () -> BillCheck.requireValid(bill));
        }
    }
}
