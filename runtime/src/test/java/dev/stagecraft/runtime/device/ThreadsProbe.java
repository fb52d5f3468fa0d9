package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.host.StandardError;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Opens a network on as many threads, and prints how many threads the process has beside those that Java names. */
final class ThreadsProbe {
    private ThreadsProbe() {}

    public static void main(String[] arguments) throws IOException {
        Device device = Device.choose(Device.Preference.AUTO, Integer.parseInt(arguments[0]));
        StandardError.takeFirstRun();
        TinyNetwork network = new TinyNetwork(4);
        try (TrainableNetwork opened = TrainableNetwork.open(network, network.input(), device, 1)) {
            opened.weightsSha256();
            int own = 0;
            try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
                for (Path task : tasks.toList()) {
                    // Java names its own threads, and TensorFlow does not name its.
                    own += Files.readString(task.resolve("comm")).strip().equals("java") ? 1 : 0;
                }
            }
            System.out.println(own + " on " + device.threads());
        }
    }
}
