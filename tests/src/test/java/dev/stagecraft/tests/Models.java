package dev.stagecraft.tests;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.samples.D2lResNet18Network;
import dev.stagecraft.samples.FashionResNet18Network;
import dev.stagecraft.samples.QuickstartResNet18Network;
import dev.stagecraft.samples.zoo.ResNet152V1Network;
import dev.stagecraft.samples.zoo.ResNet200Network;
import dev.stagecraft.samples.zoo.ResNet50Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Generated networks and what their layer tables, read back by a JSON library, say of them. */
final class Models {
    /** Small ones whose training has nothing random, in which every value can be looked at. */
    static final List<Network> SMALL = List.of(
            new SmallNet_BottlenecksNetwork(),
            new SmallNet_PaperNetwork(),
            new SmallNet_TextNetwork(),
            new SmallFamily_CustomNetwork(),
            new SmallFamily_ExcitedNetwork(),
            new SmallFamily_PlainNetwork(),
            new SmallFamily_PreActivationNetwork(),
            new SmallFamily_ZeroPaddedNetwork());

    static final List<Network> ALL = Stream.concat(
                    SMALL.stream(),
                    Stream.of(
                            new FashionResNet18Network(),
                            new D2lResNet18Network(),
                            new QuickstartResNet18Network(),
                            new ResNet50Network(),
                            new ResNet152V1Network(),
                            new ResNet200Network(),
                            new SmallFamily_RandomNetwork()))
            .toList();

    private Models() {}

    static JsonObject table(Backbone network) throws IOException {
        try (InputStream in = network.layerTable();
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, JsonObject.class);
        }
    }

    static List<JsonObject> layers(Backbone network) throws IOException {
        return StreamSupport.stream(table(network).getAsJsonArray("layers").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static long[] output(JsonObject layer) {
        return StreamSupport.stream(layer.getAsJsonArray("output").spliterator(), false)
                .mapToLong(JsonElement::getAsLong)
                .toArray();
    }
}
