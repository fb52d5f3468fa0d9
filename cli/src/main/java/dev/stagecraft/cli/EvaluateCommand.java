package dev.stagecraft.cli;

import com.google.gson.JsonObject;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Chosen;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.Evaluation;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.report.ClassFields;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evaluates weights that were saved. */
@Command(
        name = "evaluate",
        description =
                "Evaluates saved weights on the test images of the run that saved them, or on those of --data. If the data"
                        + " has no test images, its validation images are used. Prints loss, accuracy, top-5 accuracy,"
                        + " precision, recall and F1 of each class, and the confusion matrix.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private DataOptions data;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            required = true,
            description = "The folder of a checkpoint, or of a run, whose newest checkpoint is used.")
    private Path checkpoint;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "256",
            description = "Images evaluated at a time; it does not change the result (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--force",
            description = "Evaluate even if the network is not the one that was saved; its variables must be the same.")
    private boolean force;

    @Mixin
    private FormatOptions format;

    private final Console console;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (batchSize < 1) {
            throw new BadInputException("the batch size is " + batchSize + "; it must be at least 1");
        }
        SavedRun saved = Checkpoints.savedRun(checkpoint);
        Network network = model.load(saved);
        Device chosen = device.choose(console, OptionalInt.empty());
        DataSet images = data.openForEvaluation(network, model.classes(), saved, console);
        try (TrainableNetwork trainable = TrainableNetwork.open(network, images.fedShape(network.input()), chosen, 0)) {
            Resumed at = trainable.restore(checkpoint, force);
            at.notices().forEach(console::notice);
            tellOfBest(at.checkpoint());
            return console.interrupt().guarded(() -> evaluate(trainable, images, saved, at));
        }
    }

    /** Other commands take a run's best checkpoint, and this one takes its newest. */
    private void tellOfBest(Path evaluated) {
        Chosen best = Checkpoints.chosen(checkpoint);
        if (!best.checkpoint().equals(evaluated)) {
            console.notice("evaluating " + evaluated + ", the newest of " + checkpoint
                    + "; predict, export and verify use " + best.checkpoint() + ", " + best.reason());
        }
    }

    private int evaluate(TrainableNetwork trainable, DataSet images, SavedRun saved, Resumed at) {
        Optional<Evaluation> found = evaluate(trainable, part(images));
        if (found.isEmpty()) {
            console.err().println("evaluation was interrupted; nothing was changed");
            return Main.INTERRUPTED;
        }
        LossAndAccuracy means = found.get().lossAndAccuracy();
        if (!Double.isFinite(means.loss())) {
            throw new RunFailedException("the loss is " + means.loss() + ": the training that saved the weights in "
                    + checkpoint + " had diverged; use another checkpoint");
        }
        Progress progress = at.progress();
        Found summary = new Found(
                trainable.name(),
                images.name(),
                means.images(),
                progress.step(),
                progress.epochs(),
                means.loss(),
                images.hasTest() ? means.accuracy() : null,
                images.hasTest() ? null : means.accuracy(),
                saved.network(),
                !at.notices().isEmpty());
        print(summary, found.get().classes());
        return 0;
    }

    /** Empty if the user interrupted it. */
    private Optional<Evaluation> evaluate(TrainableNetwork trainable, LabeledImages images) {
        BooleanSupplier stop = console.interrupt()::isAsked;
        if (!console.terminal()) {
            return trainable.evaluate(images, batchSize, List.of(), stop, seen -> {});
        }
        try (ProgressBar bar = Bars.start(console, "evaluating", images.size(), " images", 1)) {
            return trainable.evaluate(images, batchSize, List.of(), stop, bar::stepTo);
        }
    }

    /** A set without images to test on has some to validate on. */
    private static LabeledImages part(DataSet images) {
        return images.hasTest() ? images.test() : images.measured();
    }

    private void print(Found found, ClassResults classes) {
        if (format.isJson()) {
            JsonObject all = Json.LINE.toJsonTree(found).getAsJsonObject();
            ClassFields.all(classes).forEach((name, value) -> all.add(name, Json.LINE.toJsonTree(value)));
            console.out().println(Json.LINE.toJson(all));
            return;
        }
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s after step %d on %s: loss %.4f, %s acc %.3f over %,d images",
                        found.model(),
                        found.step(),
                        found.data(),
                        found.loss(),
                        found.testAccuracy() != null ? "test" : "val",
                        found.testAccuracy() != null ? found.testAccuracy() : found.validationAccuracy(),
                        found.images()));
        ClassTables.of(classes).forEach(console.out()::println);
    }

    /**
     * The fields that programs read, before those for classes; their names are a contract.
     *
     * @param testAccuracy over the images to test on; null where the data has none
     * @param validationAccuracy over the images to validate on, where those were evaluated instead
     * @param savedModel what the weights were saved from
     * @param forced whether {@code --force} made {@code model}, another network, use those weights
     */
    private record Found(
            String model,
            String data,
            long images,
            long step,
            int epoch,
            double loss,
            @Nullable Double testAccuracy,
            @Nullable Double validationAccuracy,
            String savedModel,
            boolean forced) {}
}
