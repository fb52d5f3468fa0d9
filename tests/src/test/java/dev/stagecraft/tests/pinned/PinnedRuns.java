package dev.stagecraft.tests.pinned;

import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.AdamW;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The runs whose checkpoints are pinned, and what was seen when they went on. */
final class PinnedRuns {
    static final Path FOLDER = Path.of("src/test/resources/pinned");

    /** In the middle of the second epoch, which is of 5 steps. */
    static final int SAVED_AFTER = 7;

    static final PinnedNetNetwork NETWORK = new PinnedNetNetwork();

    static final Path EXPECTED = FOLDER.resolve("expected.json");

    private PinnedRuns() {}

    /**
     * What a run did after its checkpoint.
     *
     * @param arithmetic of the machine that wrote it
     * @param firstLoss of the step after the checkpoint
     * @param secondLoss of the one after that
     * @param evaluationLoss of the checkpoint as it is
     * @param evaluationAccuracy of the checkpoint as it is
     * @param weightsSha256 at the end of the second epoch
     */
    record Expected(
            String arithmetic,
            double firstLoss,
            double secondLoss,
            double evaluationLoss,
            double evaluationAccuracy,
            String weightsSha256) {}

    static TrainingOptions options(String run) {
        Optimizer optimizer = switch (run) {
            case "sgd" -> Sgd.PLAIN;
            case "momentum" -> new Sgd(0.9, false, 1e-4);
            case "nesterov" -> new Sgd(0.9, true, 0);
            case "adam" -> Adam.DEFAULT;
            case "adamw" -> AdamW.DEFAULT;
            default -> throw new IllegalArgumentException(run);
        };
        double rate = run.startsWith("adam") ? 0.005 : 0.05;
        // These runs are older than the setting.
        return new TrainingOptions(2, 16, rate, 3)
                .withOptimizer(optimizer)
                .withSchedule(new Cosine(0.001))
                .withEngine(Engine.REWRITTEN);
    }

    static TrainableNetwork open(TrainingOptions options) {
        return TrainableNetwork.open(
                NETWORK, FormulaImages.DATA.train().shape(), Device.choose(Device.Preference.CPU), options);
    }

    /** Goes on to the end of the second epoch. */
    static Expected goOn(TrainableNetwork network, TrainingOptions options, Progress from) throws IOException {
        LossAndAccuracy evaluation = network.evaluate(FormulaImages.DATA.test(), 16);
        List<Double> losses = new ArrayList<>();
        TrainListener listener = new TrainListener() {
            @Override
            public void stepDone(StepResult step) {
                losses.add(step.loss());
            }
        };
        new Trainer(network, FormulaImages.DATA, options, listener).train(from);
        return new Expected(
                Arithmetic.ofThisMachine(),
                losses.get(0),
                losses.get(1),
                evaluation.loss(),
                evaluation.accuracy(),
                network.weightsSha256());
    }

    static Map<String, Expected> expected() throws IOException {
        return new GsonBuilder()
                .create()
                .fromJson(Files.readString(EXPECTED), new TypeToken<TreeMap<String, Expected>>() {});
    }

    static void write(Map<String, Expected> expected) throws IOException {
        Files.writeString(
                EXPECTED, new GsonBuilder().setPrettyPrinting().create().toJson(new TreeMap<>(expected)) + "\n");
    }
}
