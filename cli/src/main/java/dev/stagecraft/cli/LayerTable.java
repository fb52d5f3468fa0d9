package dev.stagecraft.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.Backbone;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The layer table that a generated class carries; {@code docs/layer-table.md} describes it.
 *
 * @param network binary name of the annotated type
 * @param preset the published network that was varied, or {@code NONE}
 * @param declaration what the network is, written out as annotations without a preset, one a line
 * @param input {@code [height, width, channels]}
 * @param classes number of classes; 0 where the network ends in features
 * @param parameters of the whole network
 * @param multiplyAccumulates for one image
 * @param layers in the order they run
 */
record LayerTable(
        String network,
        String preset,
        List<String> declaration,
        List<Integer> input,
        int classes,
        Parameters parameters,
        long multiplyAccumulates,
        List<Layer> layers) {
    /** How many are trained, and how many are kept beside them. */
    record Parameters(long trainable, long nonTrainable) {}

    /** One operation. */
    record Layer(
            String name,
            String kind,
            List<Integer> output,
            long parameters,
            long nonTrainable,
            long multiplyAccumulates) {}

    static LayerTable of(Backbone network) {
        return read(network, LayerTable.class);
    }

    /** The table as it is stored, with whatever fields it has. */
    static JsonObject json(Backbone network) {
        return read(network, JsonObject.class);
    }

    private static <T> T read(Backbone network, Class<T> type) {
        try (InputStream in = network.layerTable();
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return new Gson().fromJson(reader, type);
        } catch (IOException e) {
            throw new UncheckedIOException("the layer table of " + network.name() + " cannot be read", e);
        }
    }
}
