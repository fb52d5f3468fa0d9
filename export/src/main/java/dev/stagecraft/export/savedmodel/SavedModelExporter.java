package dev.stagecraft.export.savedmodel;

import dev.stagecraft.export.Exporter;
import dev.stagecraft.export.OpenedExport;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a folder for TensorFlow Serving: a folder for each version, whose names are numbers. The version is whole when it
 * appears, as a server looks for new ones all the time.
 */
public final class SavedModelExporter implements Exporter {
    /** The model is one message, whose length has 31 bits; this much is left for all but the weights. */
    private static final long MOST_WEIGHT_BYTES = Integer.MAX_VALUE - (64L << 20);

    @Override
    public String format() {
        return "savedmodel";
    }

    @Override
    public long mostWeightBytes() {
        return MOST_WEIGHT_BYTES;
    }

    @Override
    public Path target(Path place) throws IOException {
        return SavedModelFolder.next(place);
    }

    @Override
    public Path billOfMaterials(Path target) {
        return SavedModelFolder.billOfMaterials(target);
    }

    @Override
    public void write(TrainedNetwork network, Path target) throws IOException {
        SavedModelFolder.write(target, ServingDefinition.of(network), network);
    }

    /** Opens both forms. */
    @Override
    public Optional<OpenedExport> open(Path place, TrainedNetwork network) throws IOException {
        if (Files.isRegularFile(place.resolve(SavedModelFolder.FILE))) {
            return Optional.of(new SavedModelNetwork(place, network));
        }
        return Versions.newest(place)
                .map(version -> place.resolve(String.valueOf(version)))
                .filter(folder -> Files.isRegularFile(folder.resolve(SavedModelFolder.FILE)))
                .map(folder -> new SavedModelNetwork(folder, network));
    }
}
