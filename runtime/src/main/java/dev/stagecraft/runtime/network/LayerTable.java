package dev.stagecraft.runtime.network;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The layer table of a network, which the processor writes next to the generated class. {@code docs/layer-table.md}
 * describes it. A field that is missing, as it may be in a table written by hand, is empty or 0.
 *
 * @param network binary name of the annotated type
 * @param preset the declared preset, or {@code NONE}
 * @param declaration the network written out as annotations without a preset, one annotation per element
 * @param input {@code [height, width, channels]} of the images
 * @param classes number of classes; 0 if the network ends in features
 * @param parameters of the whole network
 * @param multiplyAccumulates for one image
 * @param trainingBytes an estimate; empty if the table has none
 * @param layers in the order in which they run
 */
public record LayerTable(
        String network,
        String preset,
        List<String> declaration,
        List<Integer> input,
        int classes,
        Parameters parameters,
        long multiplyAccumulates,
        Optional<TrainingBytes> trainingBytes,
        List<Layer> layers) {
    /** Copies the lists. */
    public LayerTable {
        declaration = List.copyOf(declaration);
        input = List.copyOf(input);
        layers = List.copyOf(layers);
    }

    /**
     * The number of values of a network.
     *
     * @param trainable values that training changes
     * @param nonTrainable moving means and variances
     */
    public record Parameters(long trainable, long nonTrainable) {}

    /**
     * Memory that training with the declared optimizer needs, in bytes.
     *
     * @param fixed for any batch size
     * @param perImage what each image of a batch adds
     */
    public record TrainingBytes(long fixed, long perImage) {}

    /**
     * One operation.
     *
     * @param name such as {@code stage2/block1/conv1}
     * @param kind such as {@code conv2d}
     * @param output {@code [height, width, channels]} or {@code [features]}, without the batch
     * @param parameters that training changes
     * @param nonTrainable moving means and variances
     * @param multiplyAccumulates for one image
     */
    public record Layer(
            String name,
            String kind,
            List<Integer> output,
            long parameters,
            long nonTrainable,
            long multiplyAccumulates) {
        /** Copies the list. */
        public Layer {
            output = List.copyOf(output);
        }
    }

    /**
     * Reads the table of a network.
     *
     * @return empty if the network has no table, or an empty one
     * @throws BadInputException if its table cannot be read
     */
    public static Optional<LayerTable> of(Backbone network) {
        try (InputStream in = network.layerTable()) {
            JsonElement json = in == null ? JsonNull.INSTANCE : parsed(in);
            return json.isJsonNull() ? Optional.empty() : Optional.of(of(json));
        } catch (IOException e) {
            throw new BadInputException(
                    "the layer table of " + network.name() + " cannot be read ("
                            + ForeignText.printed(String.valueOf(e.getMessage())) + "); compile the network again",
                    e);
        }
    }

    /**
     * Reads a table.
     *
     * @param in JSON in UTF-8; the stream is not closed
     * @throws IOException if it cannot be read, is not a JSON object, or a field has a wrong type
     */
    public static LayerTable read(InputStream in) throws IOException {
        return of(parsed(in));
    }

    private static JsonElement parsed(InputStream in) throws IOException {
        try {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw new IOException("it is not JSON: " + e.getMessage(), e);
        }
    }

    private static LayerTable of(JsonElement json) throws IOException {
        try {
            return of(json.getAsJsonObject());
        } catch (IllegalStateException | NumberFormatException | UnsupportedOperationException e) {
            throw new IOException("it is not a layer table: " + e.getMessage(), e);
        }
    }

    private static LayerTable of(JsonObject json) {
        return new LayerTable(
                text(json, "network"),
                text(json, "preset"),
                list(json, "declaration", JsonElement::getAsString),
                list(json, "input", JsonElement::getAsInt),
                (int) number(json, "classes"),
                object(json, "parameters")
                        .map(found -> new Parameters(number(found, "trainable"), number(found, "nonTrainable")))
                        .orElse(new Parameters(0, 0)),
                number(json, "multiplyAccumulates"),
                object(json, "trainingBytes")
                        .map(found -> new TrainingBytes(number(found, "fixed"), number(found, "perImage"))),
                list(json, "layers", layer -> layer(layer.getAsJsonObject())));
    }

    private static Layer layer(JsonObject json) {
        return new Layer(
                text(json, "name"),
                text(json, "kind"),
                list(json, "output", JsonElement::getAsInt),
                number(json, "parameters"),
                number(json, "nonTrainable"),
                number(json, "multiplyAccumulates"));
    }

    private static String text(JsonObject json, String field) {
        return json.has(field) ? json.get(field).getAsString() : "";
    }

    private static long number(JsonObject json, String field) {
        return json.has(field) ? json.get(field).getAsLong() : 0;
    }

    private static Optional<JsonObject> object(JsonObject json, String field) {
        return json.has(field) ? Optional.of(json.get(field).getAsJsonObject()) : Optional.empty();
    }

    private static <T> List<T> list(JsonObject json, String field, Function<JsonElement, T> item) {
        List<T> all = new ArrayList<>();
        if (json.has(field)) {
            JsonArray array = json.get(field).getAsJsonArray();
            array.forEach(each -> all.add(item.apply(each)));
        }
        return all;
    }
}
