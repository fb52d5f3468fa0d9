package dev.stagecraft.samples;

import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;

/** Trains a declared network from Java: two epochs on synthetic data. The weights are saved in the given folder. */
public final class TrainInCode {
    private TrainInCode() {}

    /** Takes one argument, the folder for the weights. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Network model = new QuickstartResNet18Network();
        DataSet data = Shapes.draw(1);
        TrainingOptions options = TrainingOptions.of(model.training(), 1).withEpochs(2);
        Device device = Device.choose(Device.Preference.AUTO);
        try (TrainableNetwork network =
                TrainableNetwork.open(model, data.train().shape(), device, options)) {
            Outcome outcome = new Trainer(network, data, options).train();
            System.out.println(network.evaluate(data.test(), 128).accuracy());
            network.save(folder, data, options, outcome.progress());
        }
        try (TrainableNetwork again = TrainableNetwork.open(model, data.train().shape(), device, options)) {
            Progress saved = again.restore(folder);
            System.out.println(
                    saved.text() + ": " + again.evaluate(data.test(), 128).accuracy());
        }
    }
}
