package dev.stagecraft.cli;

import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.TrainingMemory;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import java.util.Locale;

/**
 * The largest batch of a training step that fits into some memory.
 *
 * @param size the memory
 * @param precision of the step
 * @param recompute blocks that it computes again
 * @param memory what it takes
 */
record FittingBatch(MemorySize size, Precision precision, Recompute recompute, TrainingMemory memory) {
    private static final double MEBIBYTE = 1 << 20;

    /** In images; 0 if not even one fits. */
    long images() {
        return memory.largestBatch(size.bytes());
    }

    /** One line that answers. */
    String line() {
        long images = images();
        String form = precision.word() + (recompute.isOfBlocks() ? ", with blocks computed again" : "");
        String need = String.format(
                Locale.ROOT,
                "%,.0f MiB and %.1f MiB for each image (%s, an estimate)",
                memory.fixedBytes() / MEBIBYTE,
                memory.bytesPerImage() / MEBIBYTE,
                form);
        return images == 0
                ? String.format(
                        Locale.ROOT,
                        "not even one image fits into %s: a training step of one takes %,.0f MiB, which are %s",
                        size.text(),
                        memory.bytes(1) / MEBIBYTE,
                        need)
                : String.format(
                        Locale.ROOT,
                        "the largest batch that fits into %s: %,d; a training step takes %s",
                        size.text(),
                        images,
                        need);
    }

    /** The same for programs. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("bytes", size.bytes());
        json.addProperty("precision", precision.word());
        json.addProperty("recompute", recompute.isOfBlocks());
        json.addProperty("batchSize", images());
        json.addProperty("fixedBytes", memory.fixedBytes());
        json.addProperty("bytesPerImage", memory.bytesPerImage());
        return json;
    }
}
