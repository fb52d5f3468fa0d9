package dev.stagecraft.cli;

import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.tests.SmallNet_PaperNetwork;
import dev.stagecraft.tests.support.TorchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Writes weights of a small network as torchvision would. */
final class SmallNetFile {
    static final String MODEL = "dev.stagecraft.tests.SmallNet$Paper";
    static final int CLASSES = 10;

    private SmallNetFile() {}

    interface Change {
        float of(String variable, float value);
    }

    /** A file with a head of some classes, {@code model.safetensors} in a folder that is made for it. */
    static Path write(Path folder, int classes, Change change) throws IOException {
        TorchFile file = TorchFile.resnet(false);
        Network network = new SmallNet_PaperNetwork();
        Random random = new Random(1);
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            for (Variable variable : graph.variables()) {
                long[] shape = variable.shape().asArray();
                if (variable.name().startsWith("head/")) {
                    shape[shape.length - 1] = classes;
                }
                float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = change.of(variable.name(), 0.2f + 0.5f * random.nextFloat());
                }
                file.add(variable.name(), shape, values);
                if (variable.name().endsWith("/gamma")) {
                    file.addCounter(variable.name().replaceFirst("/gamma$", ""));
                }
            }
        }
        return file.write(Files.createDirectory(folder).resolve("model.safetensors"));
    }
}
