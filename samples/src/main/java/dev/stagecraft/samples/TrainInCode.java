package dev.stagecraft.samples;

import dev.stagecraft.runtime.checkpoint.RunFacts;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.graph.Network;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;
import java.util.List;

/** Trains a declared network from Java: the built-in stand-in, two epochs, weights kept in the folder it is given. */
public final class TrainInCode {
    private TrainInCode() {}

    /** Takes one argument, the folder that the weights go to. */
    public static void main(String[] args) {
        Network model = new QuickstartResNet18Network();
        DataSet data = Shapes.draw(1);
        TrainingOptions options = new TrainingOptions(2, 128, 0.02, 1);
        Device device = Device.choose(Device.Preference.AUTO);
        TrainListener printer = new TrainListener() {
            @Override
            public void epochDone(EpochResult result) {
                System.out.println(result);
            }
        };
        try (TrainableNetwork network =
                TrainableNetwork.open(model, data.train().shape(), device, options.seed())) {
            Outcome outcome = new Trainer(network, data, options, List.of(printer), () -> false).train();
            network.save(
                    Path.of(args[0]), new RunFacts(outcome.steps(), outcome.epochs(), data.name(), options.seed()));
            System.out.println(
                    "test accuracy " + network.evaluate(data.test(), 128).accuracy());
        }
    }
}
