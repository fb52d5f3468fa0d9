package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.ClassNames;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes a checkpoint of weights that somebody else trained. It answers, is evaluated and exported without any training.
 *
 * @param checkpoint the folder of the checkpoint
 * @param weights what became of each variable and each tensor
 * @param classNames that the checkpoint has, in order; empty if it has none
 */
public record WeightsImport(Path checkpoint, InitialWeights weights, List<String> classNames) {
    /** Copies the list. */
    public WeightsImport {
        classNames = List.copyOf(classNames);
    }

    /**
     * Loads weights and saves them as the checkpoint of a new run.
     *
     * @param network that they are for
     * @param place a safetensors file, a folder with {@code model.safetensors}, a checkpoint, or a run
     * @param classes a text file with the name of a class in each line; empty for the names that came with the weights
     * @param folder the folder of the run, which is created if it is missing
     * @throws BadInputException if the weights cannot be read, do not fit the network in all of its layers, the names are not
     *     as many as the classes, or the folder holds a checkpoint already
     * @throws RunFailedException if the checkpoint cannot be written
     */
    public static WeightsImport of(Network network, Path place, Optional<Path> classes, Path folder) {
        Optional<List<String>> names = classes.map(file -> ClassNames.read(file, network.classes()));
        try (TrainableNetwork opened = TrainableNetwork.open(
                network,
                network.input(),
                Device.choose(Device.Preference.CPU),
                network.training().seed())) {
            InitialWeights weights = opened.init(place);
            requireHead(network, place, weights);
            List<String> chosen = names.orElse(weights.classNames());
            try (RunFolder run = RunFolder.open(folder)) {
                run.requireEmpty();
                return new WeightsImport(opened.save(run.path(), chosen), weights, chosen);
            }
        }
    }

    /** A head of first values would answer at random. */
    private static void requireHead(Network network, Path place, InitialWeights weights) {
        if (!weights.report().firstValues().isEmpty()) {
            throw new BadInputException(place + " has no head for " + network.name() + ": "
                    + weights.report().firstValues().get(0).how()
                    + ". Without training it would answer at random; declare the file's number of classes with @Head, or"
                    + " train with --init");
        }
    }
}
