package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.WeightsRefusedException;
import dev.stagecraft.runtime.data.ClassNames;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.WeightsCheck;
import dev.stagecraft.weights.match.WeightsReport;
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
    private static final int FEWEST_CLASSES = 2;

    /** Copies the list. */
    public WeightsImport {
        classNames = List.copyOf(classNames);
    }

    /**
     * Loads weights and saves them as the checkpoint of a new run.
     *
     * @param network that they are for. A network that ends in features gets the head of the weights, for as many classes as
     *     they have
     * @param place a safetensors file, a folder with {@code model.safetensors}, a checkpoint, or a run
     * @param classes a text file with the name of a class in each line; empty for the names that came with the weights
     * @param folder the folder of the run, which is created if it is missing
     * @throws BadInputException if the weights cannot be read, the names are not as many as the classes, or the folder holds a
     *     checkpoint already
     * @throws WeightsRefusedException if the weights do not fit the network in all of its layers
     * @throws RunFailedException if the checkpoint cannot be written
     */
    public static WeightsImport of(Backbone network, Path place, Optional<Path> classes, Path folder) {
        return ofWhole(whole(network, place), place, classes, folder);
    }

    private static Network whole(Backbone backbone, Path place) {
        if (backbone instanceof Network network) {
            return network;
        }
        // The head of the weights is compared as well: its features must be as many as the network's.
        WeightsReport report = WeightsCheck.ofPlace(backbone.withHead(FEWEST_CLASSES), place);
        WeightsRefusedException.requireFit(place, report);
        if (report.classes() < FEWEST_CLASSES) {
            throw new WeightsRefusedException(
                    place + " has no head of at least 2 classes, and " + backbone.name()
                            + " has no head either. A checkpoint needs a head, and without training a new one would"
                            + " answer at random",
                    report);
        }
        return backbone.withHead(Math.toIntExact(report.classes()));
    }

    private static WeightsImport ofWhole(Network network, Path place, Optional<Path> classes, Path folder) {
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
            throw new WeightsRefusedException(
                    place + " has no head for " + network.name() + ": "
                            + weights.report().firstValues().get(0).how()
                            + ". Without training it would answer at random; declare the file's number of classes with"
                            + " @Head, or train with --init",
                    weights.report());
        }
    }
}
