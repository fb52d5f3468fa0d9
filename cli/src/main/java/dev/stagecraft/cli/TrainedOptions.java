package dev.stagecraft.cli;

import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Chosen;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which weights a command takes, with the network that they are for. */
final class TrainedOptions {
    @Mixin
    private ModelOptions model;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            required = true,
            description =
                    "The folder of a checkpoint, or of a run, whose best checkpoint by validation or test accuracy is"
                            + " used, else its newest.")
    private Path checkpoint;

    private TrainedOptions() {}

    /** Where classes that users name are looked for. */
    ClassLoader classes() {
        return model.classes();
    }

    /** The network and its weights; where a run was named, a notice says which checkpoint is used. */
    TrainedNetwork load(Console console) {
        TensorFlowLibrary.load(console::notice);
        Chosen chosen = Checkpoints.chosen(checkpoint);
        Backbone found = model.loadAny(Checkpoints.savedRun(chosen.checkpoint()));
        TrainedNetwork trained = found instanceof Network network
                ? TrainedNetwork.load(checkpoint, network)
                : TrainedNetwork.load(checkpoint, model.classes());
        if (!trained.chosen().checkpoint().equals(checkpoint)) {
            console.notice("using " + trained.chosen().checkpoint() + ", "
                    + trained.chosen().reason());
        }
        return trained;
    }

    /** What the loaded checkpoint tells of its run. */
    static SavedRun run(TrainedNetwork trained) {
        return Checkpoints.savedRun(trained.chosen().checkpoint());
    }
}
