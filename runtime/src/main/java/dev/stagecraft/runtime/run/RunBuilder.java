package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Reading;
import dev.stagecraft.runtime.data.Split;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.report.ProgressLines;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Configures a run and opens it. Only data must be given. By default, a run has the settings that the network declares, uses
 * a GPU if there is one, and saves checkpoints by {@link CheckpointPolicy#DEFAULT}. It prints epoch lines and progress
 * lines, and writes a file of metrics and event files for TensorBoard to its folder.
 */
public final class RunBuilder {
    private static final Duration USUAL_TIME = Duration.ofSeconds(30);

    private final Network network;
    private RunData.@Nullable Source data;
    private TrainingOptions options;
    private Supplier<Device> device = () -> Device.choose(Device.Preference.AUTO);
    private CheckpointPolicy policy = CheckpointPolicy.DEFAULT;
    private Start start = Start.NEW;
    private Printing printing = Printing.standard();
    private Optional<Function<PrintStream, ProgressLines>> progress = every(USUAL_TIME);
    private Reports.MetricsPlace metricsFile = new Reports.MetricsPlace(Optional.empty(), true);
    private boolean tensorBoard = true;
    private List<Metric> metrics = List.of();
    private List<TrainListener> listeners = List.of();
    private BooleanSupplier stop = () -> false;

    RunBuilder(Network network) {
        this.network = network;
        this.options = TrainingOptions.of(network.training());
    }

    /**
     * The data to train on, as {@code --data} on the command line names it: {@code folder:photos} reads a folder of
     * pictures, {@code csv:table.csv} a table of them. It is opened when the run is opened, and checkpoints record where
     * it is.
     *
     * @param kindAndPlace a kind, or a kind and a place with a colon between them
     * @return this
     */
    public RunBuilder data(String kindAndPlace) {
        return data(kindAndPlace, Split.DEFAULT);
    }

    /**
     * As {@link #data(String)}, with another share of test and validation images.
     *
     * @return this
     */
    public RunBuilder data(String kindAndPlace, Split split) {
        return data(kindAndPlace, split, Reading.DEFAULT);
    }

    /**
     * As {@link #data(String, Split)}, for pictures.
     *
     * @param reading how files of pictures are read, and what to do with those that cannot be read
     * @return this
     */
    public RunBuilder data(String kindAndPlace, Split split, Reading reading) {
        data = RunData.named(kindAndPlace, split, reading);
        return this;
    }

    /**
     * Data that was made or opened in code. Checkpoints do not record where it is.
     *
     * @return this
     */
    public RunBuilder data(DataSet images) {
        data = (trained, printed) -> new RunData(images, Optional.empty());
        return this;
    }

    /**
     * Data that was opened in code.
     *
     * @param origin where it was found, which checkpoints record
     * @return this
     */
    public RunBuilder data(DataSet images, RunOrigin origin) {
        data = (trained, printed) -> new RunData(images, Optional.of(origin));
        return this;
    }

    /**
     * The settings to train with.
     *
     * @return this
     */
    public RunBuilder options(TrainingOptions settings) {
        options = settings;
        return this;
    }

    /**
     * The device to train on.
     *
     * @return this
     */
    public RunBuilder device(Device chosen) {
        device = () -> chosen;
        return this;
    }

    /**
     * When the run is saved and which checkpoints are kept.
     *
     * @return this
     */
    public RunBuilder saving(CheckpointPolicy checkpoints) {
        policy = checkpoints;
        return this;
    }

    /**
     * Continues the run from the newest checkpoint in its folder, or starts it if nothing was saved there yet. Without
     * this a folder that holds a checkpoint is refused.
     *
     * @return this
     */
    public RunBuilder resume() {
        start = new Start(true, start.from(), start.weights(), start.force());
        return this;
    }

    /**
     * Continues the run from one of its checkpoints. Later ones are renamed.
     *
     * @param checkpoint its folder, or the name of its folder in that of the run
     * @return this
     */
    public RunBuilder resumeFrom(Path checkpoint) {
        start = new Start(true, Optional.of(checkpoint), start.weights(), start.force());
        return this;
    }

    /**
     * Begins with weights that were trained before, in place of drawn ones. See {@link TrainableNetwork#init}. A run that is
     * resumed has its weights, so this and {@link #resume} cannot be combined.
     *
     * @param place a safetensors file, a folder with {@code model.safetensors}, a checkpoint, or a run
     * @return this
     */
    public RunBuilder init(Path place) {
        start = new Start(start.resumes(), start.from(), Optional.of(place), start.force());
        return this;
    }

    /**
     * Continues the run even if this version of Stagecraft builds the network from other operations than the version
     * that saved it. The weights may then differ.
     *
     * @return this
     */
    public RunBuilder force() {
        start = new Start(start.resumes(), start.from(), start.weights(), true);
        return this;
    }

    /**
     * Further metrics, measured after each epoch on the validation images, or on the test images if there are no
     * validation images.
     *
     * @return this
     */
    public RunBuilder metrics(Metric... further) {
        metrics = List.of(further);
        return this;
    }

    /**
     * Further listeners. Those of one turn are called before the run's own of that turn. The run closes them when training
     * ends.
     *
     * @return this
     */
    public RunBuilder listeners(TrainListener... further) {
        listeners = List.of(further);
        return this;
    }

    /**
     * Streams to print to, in place of standard output and standard error. They are not closed.
     *
     * @param out for what the run does and for epoch lines
     * @param err for notices and progress lines
     * @return this
     */
    public RunBuilder print(PrintStream out, PrintStream err) {
        printing = Printing.to(out, err);
        return this;
    }

    /**
     * Prints nothing. Notices are logged as warnings.
     *
     * @return this
     */
    public RunBuilder quiet() {
        printing = Printing.none();
        return this;
    }

    /**
     * Who gets notices, such as that a class has no images. Call it after {@link #print} and {@link #quiet}.
     *
     * @return this
     */
    public RunBuilder notices(Consumer<String> told) {
        printing = printing.withNotices(told);
        return this;
    }

    /**
     * Prints a progress line at this interval. The default is 30 seconds.
     *
     * @param time between two lines; zero for no progress lines
     * @return this
     */
    public RunBuilder progressEvery(Duration time) {
        progress = time.isZero() ? Optional.empty() : every(time);
        return this;
    }

    private static Optional<Function<PrintStream, ProgressLines>> every(Duration time) {
        return Optional.of(out -> ProgressLines.every(out, time));
    }

    /**
     * Prints a progress line each time that this number of steps is done.
     *
     * @param steps between two lines, at least 1
     * @return this
     */
    public RunBuilder progressEverySteps(int steps) {
        progress = Optional.of(out -> ProgressLines.everySteps(out, steps));
        return this;
    }

    /**
     * Writes a line of JSON per epoch to this file, in place of {@code metrics.jsonl} in the folder of the run.
     *
     * @return this
     */
    public RunBuilder metricsFile(Path file) {
        metricsFile = new Reports.MetricsPlace(Optional.of(file), true);
        return this;
    }

    /**
     * Writes no file of metrics.
     *
     * @return this
     */
    public RunBuilder withoutMetricsFile() {
        metricsFile = new Reports.MetricsPlace(Optional.empty(), false);
        return this;
    }

    /**
     * Whether to write event files for TensorBoard to the folder {@code tensorboard} in that of the run. The default is
     * true.
     *
     * @return this
     */
    public RunBuilder tensorBoard(boolean written) {
        tensorBoard = written;
        return this;
    }

    /**
     * Ends training after the step in which this becomes true; the run is saved and can be resumed.
     *
     * @return this
     */
    public RunBuilder stop(BooleanSupplier asked) {
        stop = asked;
        return this;
    }

    /**
     * Opens the run in a folder, which is created if it is missing. The caller closes it.
     *
     * @throws BadInputException if data or weights cannot be opened or do not fit the network, settings do not fit each other,
     *     the folder cannot be written or another run is in it, or the folder holds a checkpoint and the run is not
     *     resumed
     */
    public TrainingRun open(Path folder) {
        return open(() -> RunFolder.open(folder));
    }

    /**
     * As {@link #open}, in a new folder: if the name is taken, {@code -2}, {@code -3} and so on is appended to it.
     *
     * @throws BadInputException as for {@link #open}
     */
    public TrainingRun openNew(Path folder) {
        return open(() -> RunFolder.openNew(folder));
    }

    private TrainingRun open(Supplier<RunFolder> folder) {
        RunData.Source source = Objects.requireNonNull(data, "no data was given; call data");
        start.require();
        if (!start.resumes()) {
            options.requireConsistent();
        }
        Device chosen = device.get();
        RunData found = source.open(network, printing);
        Reports reports = new Reports(printing, progress, metricsFile, tensorBoard, metrics, listeners, stop);
        return TrainingRun.open(network, found, options, chosen, policy, start, reports, folder);
    }
}
