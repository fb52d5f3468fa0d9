package dev.stagecraft.export.savedmodel;

import dev.stagecraft.export.Exporter;
import dev.stagecraft.runtime.answer.TrainableGraph;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a SavedModel for training in other programs: nothing is folded, and the weights are variables. Its layout is that
 * of {@link SavedModelExporter}.
 */
public final class TrainableExporter implements Exporter {
    @Override
    public String format() {
        return "savedmodel-trainable";
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
        TrainableGraph trainable = network.trainable();
        SavedModelFolder.write(target, TrainableDefinition.of(network, trainable), network);
        VariableFiles.write(target.resolve(SavedModelFolder.VARIABLES), network.weights(), StepCounter.NAME);
    }
}
