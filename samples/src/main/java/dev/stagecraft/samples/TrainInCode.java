package dev.stagecraft.samples;

import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.run.TrainingRun;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;

/** Trains a declared network from Java on a folder of pictures, in a run that is resumed if it is started again. */
public final class TrainInCode {
    private TrainInCode() {}

    /** Takes two arguments, the folder of pictures and the folder of the run. */
    public static void main(String[] args) {
        Network network = new QuickstartResNet18Network();
        TrainingOptions options = TrainingOptions.of(network.training()).withEpochs(2);
        try (TrainingRun run = TrainingRun.of(network)
                .data("folder:" + args[0])
                .options(options)
                .resume()
                .open(Path.of(args[1]))) {
            run.train();
            System.out.println("best weights: " + run.best().orElseThrow());
        }
    }
}
