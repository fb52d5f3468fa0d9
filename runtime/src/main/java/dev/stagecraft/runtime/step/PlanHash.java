package dev.stagecraft.runtime.step;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.network.Backbone;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a network was declared to compute, as one hash: what its layer table says of each layer. It stays where another
 * version builds the same layers of other operations.
 */
final class PlanHash {
    /** What later versions add to a table is not compared. */
    private static final List<String> COMPARED = List.of("name", "kind", "output", "parameters", "multiplyAccumulates");

    private PlanHash() {}

    /** Empty where the network has no table. */
    static Optional<String> of(Backbone network) {
        try (InputStream in = network.layerTable()) {
            if (in == null) {
                return Optional.empty();
            }
            JsonObject table = new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), JsonObject.class);
            return table != null && table.get("layers") instanceof JsonArray layers
                    ? Optional.of(of(layers))
                    : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            // A network of a user's own may have a table of another form.
            return Optional.empty();
        }
    }

    private static String of(JsonArray layers) {
        Sha256 hash = new Sha256();
        for (JsonElement layer : layers) {
            for (String each : COMPARED) {
                String text = each + " " + layer.getAsJsonObject().get(each) + "\n";
                hash.add(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return hash.hex();
    }
}
