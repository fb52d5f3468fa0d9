package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.Wanted;
import dev.stagecraft.runtime.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every named network can be trained without a data set at hand. */
class PresetsOnShapesTest extends InThisProcess {
    private static final String ZOO = "dev.stagecraft.samples.zoo.";

    @TempDir
    private Path folder;

    @Test
    void shapesFitEveryPreset() throws Exception {
        List<String> names;
        try (Stream<Path> files = Files.list(Path.of("../samples/src/main/java/dev/stagecraft/samples/zoo"))) {
            names = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .toList();
        }
        Map<Wanted, DataSet> drawn = new HashMap<>();
        assertEquals(54, names.size());
        for (String name : names) {
            Network network = Class.forName(ZOO + name + "Network")
                    .asSubclass(Network.class)
                    .getConstructor()
                    .newInstance();
            DataSet data =
                    drawn.computeIfAbsent(new Wanted(network.input(), network.classes()), PresetsOnShapesTest::draw);
            assertEquals(network.classes(), data.classes(), name);
            assertEquals(network.input().channels(), data.train().channels(), name);
        }
    }

    private static DataSet draw(Wanted wanted) {
        Console console = new Console(System.out, System.err, false, new Interrupt(System.err), Map.of());
        return new DataSets(Map.of())
                .open(new DataPlace(DataPlace.SHAPES, ""), 1, Optional.of(wanted), new ConsoleTransfer(console));
    }

    @Test
    void presetIsTrainedAndEvaluatedOnShapes() throws IOException {
        String run = folder.resolve("run").toString();
        assertEquals(
                0,
                run(
                        "train",
                        "--model",
                        ZOO + "CifarResNet20",
                        "--data",
                        "shapes",
                        "--epochs",
                        "1",
                        "--limit-train",
                        "32",
                        "--limit-test",
                        "20",
                        "--batch-size",
                        "16",
                        "--device",
                        "cpu",
                        "--no-tensorboard",
                        "--out",
                        run),
                err());
        assertTrue(
                out().contains("CifarResNet20 on synthetic shapes (drawings 2): 32 training images, 20 test images"),
                out());
        assertTrue(out().contains("28×28×3"), out());
        assertEquals(0, run("evaluate", "--checkpoint", run), err());
        assertTrue(out().contains("over 20 images"), out());
    }
}
