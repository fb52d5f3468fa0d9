package dev.stagecraft.tests.support;

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
import dev.stagecraft.tests.SmallFamily_AntialiasedNetwork;
import dev.stagecraft.tests.SmallFamily_AttentiveEverywhereNetwork;
import dev.stagecraft.tests.SmallFamily_AttentiveNetwork;
import dev.stagecraft.tests.SmallFamily_AveragedNetwork;
import dev.stagecraft.tests.SmallFamily_BlurredNetwork;
import dev.stagecraft.tests.SmallFamily_CustomNetwork;
import dev.stagecraft.tests.SmallFamily_ExcitedNetwork;
import dev.stagecraft.tests.SmallFamily_PlainNetwork;
import dev.stagecraft.tests.SmallFamily_PreActivationNetwork;
import dev.stagecraft.tests.SmallFamily_RandomNetwork;
import dev.stagecraft.tests.SmallFamily_RevisitedNetwork;
import dev.stagecraft.tests.SmallFamily_ZeroPaddedNetwork;
import dev.stagecraft.tests.SmallNet_BottlenecksNetwork;
import dev.stagecraft.tests.SmallNet_PaperNetwork;
import dev.stagecraft.tests.SmallNet_TextNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Generated networks and what their layer tables, read back by a JSON library, say of them. */
public final class Models {
    /** Small ones whose training has nothing random, in which every value can be looked at. */
    public static final List<Network> SMALL = List.of(
            new SmallNet_BottlenecksNetwork(),
            new SmallNet_PaperNetwork(),
            new SmallNet_TextNetwork(),
            new SmallFamily_AntialiasedNetwork(),
            new SmallFamily_AttentiveEverywhereNetwork(),
            new SmallFamily_AttentiveNetwork(),
            new SmallFamily_AveragedNetwork(),
            new SmallFamily_BlurredNetwork(),
            new SmallFamily_CustomNetwork(),
            new SmallFamily_ExcitedNetwork(),
            new SmallFamily_PlainNetwork(),
            new SmallFamily_PreActivationNetwork(),
            new SmallFamily_RevisitedNetwork(),
            new SmallFamily_ZeroPaddedNetwork());

    /** The small ones, one whose training is random, and larger ones among the samples. */
    public static final List<Network> ALL = Stream.concat(
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

    /** The layer table that lies beside the generated class. */
    public static JsonObject table(Backbone network) throws IOException {
        try (InputStream in = network.layerTable();
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, JsonObject.class);
        }
    }

    /** The rows of the layer table, in order. */
    public static List<JsonObject> layers(Backbone network) throws IOException {
        return StreamSupport.stream(table(network).getAsJsonArray("layers").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** The output shape that a row of the layer table tells, without the batch. */
    public static long[] output(JsonObject layer) {
        return StreamSupport.stream(layer.getAsJsonArray("output").spliterator(), false)
                .mapToLong(JsonElement::getAsLong)
                .toArray();
    }
}
