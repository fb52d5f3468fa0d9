package dev.stagecraft.runtime.step;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.NetworkBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The places of a network's structure, as its layer table has them. TensorFlow Java walks the whole graph each time a place
 * is made, so that all are made while the graph is still small; a place that the table does not have is made when it is
 * asked for.
 */
record Places(List<List<String>> paths) {
    static Places of(Backbone network) {
        List<List<String>> paths = new ArrayList<>();
        try (InputStream in = network.layerTable()) {
            if (in == null) {
                return new Places(paths);
            }
            InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            JsonObject table = new Gson().fromJson(reader, JsonObject.class);
            // A network written by hand may have no such table.
            if (table != null && table.has("layers")) {
                for (JsonElement layer : table.getAsJsonArray("layers")) {
                    JsonElement name = layer.getAsJsonObject().get("name");
                    if (name != null) {
                        List<String> parts = List.of(name.getAsString().split("/", -1));
                        paths.add(parts.subList(0, parts.size() - 1));
                    }
                }
            }
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new BadInputException(
                    "the layer table of " + network.name() + " cannot be read ("
                            + ForeignText.printed(String.valueOf(e.getMessage())) + "); compile the network again",
                    e);
        }
        return new Places(paths);
    }

    /** Makes every place below a builder at a network's root. */
    void prepare(NetworkBuilder root) {
        for (List<String> path : paths) {
            NetworkBuilder place = root;
            for (String part : path) {
                place = place.at(part);
            }
        }
    }
}
