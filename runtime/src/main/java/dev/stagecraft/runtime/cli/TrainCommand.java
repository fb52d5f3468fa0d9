package dev.stagecraft.runtime.cli;

import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.RunFacts;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.graph.Network;
import dev.stagecraft.runtime.graph.TrainingDefaults;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network and keeps its weights. */
@Command(
        name = "train",
        description = "Trains a network and keeps its weights; prints a line per epoch.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private DataOptions data;

    @Mixin
    private DeviceOptions device;

    @Option(names = "--epochs", paramLabel = "N", description = "Default: as the network was declared, else 5.")
    private Integer epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Images in a step (default: as the network was declared, else 256).")
    private Integer batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "Of stochastic gradient descent (default: as the network was declared, else 0.05).")
    private Double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "All randomness follows from it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--limit-train", paramLabel = "N", description = "Use only the first N images to train on.")
    private Integer limitTrain;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where weights are kept (default: a new folder below runs).")
    private Path out;

    @Option(names = "--metrics", paramLabel = "FILE", description = "Write a line of JSON per epoch.")
    private Path metrics;

    private final Console console;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Network network = model.load();
        TrainingOptions options = options(network.training());
        Device chosen = device.choose();
        DataSet images = data.open(network, limitTrain, console);
        Path run = out != null ? out : defaultFolder(network);
        Checkpoints.prepare(run);
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s on %s: %,d images to train on, %,d to test on, %s",
                        network.name(),
                        images.name(),
                        images.train().size(),
                        images.test().size(),
                        images.train().shape()));
        console.out().println("training on " + chosen.name() + " (" + chosen.reason() + ")");
        try (TrainableNetwork trainable =
                TrainableNetwork.open(network, images.train().shape(), chosen, seed)) {
            return console.interrupt().guarded(() -> train(trainable, images, options, run));
        }
    }

    private int train(TrainableNetwork trainable, DataSet images, TrainingOptions options, Path run) {
        try (Listeners listeners = Listeners.of(console, metrics)) {
            Outcome outcome =
                    new Trainer(trainable, images, options, listeners.all(), console.interrupt()::isAsked).train();
            if (outcome.interrupted()) {
                console.err()
                        .println("interrupted after step " + outcome.steps() + ", " + outcome.epochs()
                                + " whole epochs; nothing was saved");
                return Main.INTERRUPTED;
            }
            Path saved =
                    trainable.save(run, new RunFacts(outcome.steps(), outcome.epochs(), images.name(), options.seed()));
            console.out().println("weights are in " + saved);
            console.out()
                    .println("evaluate them: ./stagecraft evaluate --checkpoint " + ShellWord.of(saved.toString()) + " "
                            + model.text(trainable.name()) + " " + data.text(images));
            return 0;
        }
    }

    private TrainingOptions options(TrainingDefaults declared) {
        return new TrainingOptions(
                epochs != null ? epochs : declared.epochs(),
                batchSize != null ? batchSize : declared.batchSize(),
                learningRate != null ? learningRate : declared.learningRate(),
                seed);
    }

    private static Path defaultFolder(Network network) {
        String now = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", ModelOptions.simpleName(network) + "-" + now);
    }

    /** The listeners of a run, closed in one go. */
    private record Listeners(List<TrainListener> all) implements AutoCloseable {
        static Listeners of(Console console, Path metrics) {
            List<TrainListener> all = new ArrayList<>();
            if (console.terminal()) {
                all.add(new ProgressListener(console));
            }
            all.add(new EpochLines(console.out()));
            if (metrics != null) {
                all.add(MetricsFile.open(metrics));
            }
            return new Listeners(all);
        }

        @Override
        public void close() {
            for (TrainListener listener : all) {
                if (listener instanceof ProgressListener progress) {
                    progress.close();
                } else if (listener instanceof MetricsFile file) {
                    file.close();
                }
            }
        }
    }
}
