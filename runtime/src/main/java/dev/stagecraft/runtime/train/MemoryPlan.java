package dev.stagecraft.runtime.train;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.stagecraft.runtime.graph.Network;
import dev.stagecraft.runtime.graph.NetworkGraph;
import dev.stagecraft.runtime.graph.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The memory that a training step takes, by the network's layer table. For each image every operation's output is kept
 * for the backward pass, and two gradients as large as the largest of them are under way; beside them stand weights, their
 * gradients, and what the optimiser keeps. A real step of ResNet-18 at 96×96 and batches of 128 took 6 % more.
 *
 * @param fixedBytes whatever the batch
 * @param bytesPerImage for each image of a batch
 */
record MemoryPlan(long fixedBytes, long bytesPerImage) {
    private static final double MEBIBYTE = 1 << 20;

    /** Of a network; empty where its layer table does not tell. */
    static Optional<MemoryPlan> of(Network network, NetworkGraph graph) {
        try (InputStream in = network.layerTable();
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            JsonObject table = new Gson().fromJson(reader, JsonObject.class);
            if (table == null || !(table.get("layers") instanceof JsonArray layers)) {
                return Optional.empty();
            }
            long kept = network.input().values();
            long largest = kept;
            for (JsonElement layer : layers) {
                long values = 1;
                for (JsonElement dim : layer.getAsJsonObject().getAsJsonArray("output")) {
                    values *= dim.getAsLong();
                }
                kept += values;
                largest = Math.max(largest, values);
            }
            long weights = values(graph.variables().stream());
            long gradients = values(graph.variables().stream().filter(Variable::trainable));
            long state = values(graph.optimizerVariables().stream());
            return Optional.of(
                    new MemoryPlan(Float.BYTES * (weights + gradients + state), Float.BYTES * (kept + 2 * largest)));
        } catch (IOException e) {
            throw new UncheckedIOException("the layer table of " + network.name() + " cannot be read", e);
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            // A network of a user's own may have a table of another form; it is planned without.
            return Optional.empty();
        }
    }

    private static long values(Stream<Variable> variables) {
        return variables.mapToLong(variable -> variable.shape().size()).sum();
    }

    /** What a step takes. */
    long bytes(int batch) {
        return fixedBytes + bytesPerImage * batch;
    }

    /** The largest batch that fits into some memory, 0 where none does. */
    long largestBatch(long availableBytes) {
        return Math.max(0, (availableBytes - fixedBytes) / bytesPerImage);
    }

    /**
     * What to tell where memory ran out.
     *
     * @param batch that was too large
     * @param available bytes that are free for a step; empty where nobody knows
     */
    String advice(int batch, OptionalLong available) {
        String plan = String.format(
                Locale.ROOT,
                "the plan expects %,.0f MiB for it, %.1f MiB an image and %,.0f MiB for weights, gradients and the"
                        + " optimiser's state",
                bytes(batch) / MEBIBYTE,
                bytesPerImage / MEBIBYTE,
                fixedBytes / MEBIBYTE);
        if (available.isEmpty()) {
            return plan + "; " + half(batch);
        }
        String free = String.format(Locale.ROOT, "; %,.0f MiB are free, ", available.getAsLong() / MEBIBYTE);
        long fits = Math.min(largestBatch(available.getAsLong()), batch - 1L);
        if (fits < 1) {
            return plan + free
                    + "into which not even one image fits: choose a smaller network or input, or free memory";
        }
        return plan + free + "into which a batch of " + fits + " would fit: try --batch-size " + fits;
    }

    /** Where there is no plan. */
    static String half(int batch) {
        return batch > 1
                ? "try a smaller batch, as with --batch-size " + batch / 2
                : "choose a smaller network or input, or free memory";
    }
}
