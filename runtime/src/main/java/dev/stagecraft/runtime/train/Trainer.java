package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.BatchStream;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.ReadAhead;
import dev.stagecraft.runtime.metric.Evaluation;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.metric.Progress;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Trains a network on mini-batches. */
public final class Trainer {
    private final TrainableNetwork network;
    private final DataSet data;
    private final TrainingOptions options;
    private final List<Metric> metrics;
    private final Listeners listeners;
    private final BooleanSupplier stop;
    private final SkippedSteps skipped;
    private @Nullable LinearProbe probe;

    /**
     * A trainer.
     *
     * @param metrics further metrics, measured after each epoch on the validation images, or on the test images if there are no
     *     validation images
     * @param listeners are told what happens, in the order of their turns
     * @param stop checked between steps; training ends after the step in which it becomes true
     * @throws BadInputException if two metrics have the same name, or one has no name or a name that Stagecraft uses
     *     itself
     */
    public Trainer(
            TrainableNetwork network,
            DataSet data,
            TrainingOptions options,
            List<? extends Metric> metrics,
            List<? extends TrainListener> listeners,
            BooleanSupplier stop) {
        this.network = network;
        this.data = data;
        this.options = options;
        this.metrics = CheckedMetric.all(metrics);
        this.listeners = new Listeners(listeners);
        this.stop = stop;
        skipped = new SkippedSteps(options.learningRate());
    }

    /** A trainer that measures only loss and accuracy. */
    public Trainer(
            TrainableNetwork network,
            DataSet data,
            TrainingOptions options,
            List<? extends TrainListener> listeners,
            BooleanSupplier stop) {
        this(network, data, options, List.of(), listeners, stop);
    }

    /** A trainer that is not asked to stop. */
    public Trainer(TrainableNetwork network, DataSet data, TrainingOptions options, TrainListener... listeners) {
        this(network, data, options, List.of(listeners), () -> false);
    }

    /** Runs all epochs from the beginning; see {@link #train(Progress)}. */
    public Outcome train() {
        return train(Progress.START);
    }

    /**
     * Runs all epochs that are left, until it is asked to stop or its thread is interrupted. In that case it finishes
     * the step and calls its listeners, which save the run. The interrupted flag of the thread stays set.
     *
     * @param from the progress of the network's state
     * @throws BadInputException if a new run has settings that do not fit each other, the data is not what the network
     *     was opened for, steps of one image would give a batch normalization a single value per channel, or a metric,
     *     a schedule or the data returns a wrong value
     * @throws RunFailedException if the loss becomes NaN or infinite, memory runs out, an image cannot be read, or a
     *     listener, a metric or a schedule throws
     */
    public Outcome train(Progress from) {
        if (from.step() == 0) {
            options.requireConsistent();
        }
        network.requireFitting(data, options);
        network.singleValues()
                .flatMap(single -> single.notice(data.train().size(), options.batchSize()))
                .ifPresent(listeners::notice);
        Progress at = network.scaled(from);
        network.setProgress(at);
        if (options.linearProbe()) {
            Optional<LinearProbe> computed = features(at);
            if (computed.isEmpty()) {
                // No listener knows of the run yet, and there is nothing new to save.
                return new Outcome(at, true);
            }
            probe = computed.get();
        }
        keepImages(at);
        listeners.runStarted(at, plan(at));
        for (int epoch = from.epochs() + 1; epoch <= options.epochs(); epoch++) {
            Stopwatch clock = new Stopwatch(at.seconds());
            int images = data.train().size();
            int steps = options.stepsPerEpoch(data);
            listeners.epochStarted(at, epoch, images, Math.min((long) at.batches() * options.batchSize(), images));
            try (BatchStream left = batches(epoch, at.batches())) {
                while (left.hasNext()) {
                    if (isAsked(at)) {
                        return interrupted(at);
                    }
                    StepResult step = step(left, at, steps, clock);
                    at = step.progress();
                    listeners.stepDone(step);
                }
            }
            double imagesPerSecond = images / clock.seconds();
            double waitShare = clock.waitShare();
            listeners.evaluating(at);
            Optional<Measured> measured = evaluate(at);
            if (measured.isEmpty()) {
                return interrupted(at);
            }
            EpochResult result = result(at, measured.get(), clock, imagesPerSecond, waitShare);
            at = result.progress();
            network.setProgress(at);
            listeners.epochDone(result);
        }
        return new Outcome(at, false);
    }

    private Optional<LinearProbe> features(Progress at) {
        try {
            return LinearProbe.of(network.evaluator(), data, options, this::isAsked, listeners::notice);
        } catch (UncheckedIOException e) {
            throw lost("", at, e);
        }
    }

    private void keepImages(Progress at) {
        try {
            network.keepImages().ifPresent(listeners::notice);
        } catch (UncheckedIOException e) {
            throw lost("training ", at, e);
        }
    }

    private BatchStream batches(int epoch, int skipped) {
        int[] order = EpochOrder.shuffled(data.train().size(), options.seed(), epoch);
        if (probe != null) {
            return probe.of(data.train()).batches(order, options.batchSize(), skipped);
        }
        Preparation preparation = options.preparation(data, network.preprocessing(), epoch);
        Batches batches = new Batches(data.train(), order, options.batchSize(), preparation);
        return new ReadAhead(batches, skipped, preparation.feed().readers());
    }

    private RunPlan plan(Progress from) {
        int images = data.train().size();
        int steps = options.stepsPerEpoch(data);
        int tested = data.validation().isPresent() ? data.test().size() : 0;
        return new RunPlan(options.epochs(), steps, images, data.measured().size(), tested, from);
    }

    private boolean isAsked() {
        return stop.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    private boolean isAsked(Progress at) {
        return saving(at, this::isAsked);
    }

    private Outcome interrupted(Progress at) {
        listeners.stopped(at);
        return new Outcome(at, true);
    }

    /** What fails without touching the weights ends the run when they have been saved. */
    private <T> T saving(Progress at, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            listeners.stopped(at, e);
            throw e;
        }
    }

    private StepResult step(Iterator<Batch> left, Progress at, int stepsPerEpoch, Stopwatch clock) {
        Batch batch = clock.waiting(() -> saving(at, () -> next(left, at)));
        double rate = saving(at, () -> options.rate(at, stepsPerEpoch));
        Optional<LossAndAccuracy> done = network.tryStep(batch, (float) rate);
        done.ifPresent(step -> requireFinite("loss", step.loss(), at.epochs() + 1, at.step() + 1));
        done.ifPresentOrElse(step -> skipped.end(), () -> skipped.add(at));
        Progress after = done.map(step -> at.afterStep(step, clock.seconds()))
                .orElseGet(() -> at.afterSkippedStep(clock.seconds()));
        network.setProgress(after);
        double loss = done.map(LossAndAccuracy::loss).orElse(Double.NaN);
        return new StepResult(after, batch.size(), loss, after.seen().loss(), rate);
    }

    /** Empty where training was asked to stop. */
    private Optional<Measured> evaluate(Progress at) {
        boolean last = at.epochs() + 1 == options.epochs();
        if (data.validation().isEmpty()) {
            return evaluate(data.test(), "test", metrics, at)
                    .map(test -> new Measured(Optional.empty(), Optional.of(test), last));
        }
        Optional<Evaluation> validation = evaluate(data.validation().get(), "validation", metrics, at);
        // Whoever compares trainings by the test images chooses one that is good on them by chance.
        boolean tests = last && data.hasTest();
        Optional<Evaluation> test =
                tests && validation.isPresent() ? evaluate(data.test(), "test", List.of(), at) : Optional.empty();
        return tests && test.isEmpty()
                ? Optional.empty()
                : validation.map(found -> new Measured(validation, test, last));
    }

    private Optional<Evaluation> evaluate(LabeledImages images, String which, List<Metric> measured, Progress at) {
        Optional<Evaluation> done = saving(at, () -> measure(images, which, measured, at));
        // No training loss shows the epoch's last update.
        done.ifPresent(
                found -> requireFinite(which + " loss", found.lossAndAccuracy().loss(), at.epochs() + 1, at.step()));
        return done;
    }

    private Optional<Evaluation> measure(LabeledImages images, String which, List<Metric> measured, Progress at) {
        try {
            int all = images.size();
            IntConsumer told = seen -> listeners.evaluated(at, seen, all);
            return probe == null
                    ? network.evaluate(images, options.batchSize(), measured, this::isAsked, told)
                    : network.evaluator()
                            .evaluate(probe.of(images), options.batchSize(), measured, this::isAsked, told);
        } catch (UncheckedIOException e) {
            throw lost(which + " ", at, e);
        }
    }

    private EpochResult result(
            Progress at, Measured measured, Stopwatch clock, double imagesPerSecond, double waitShare) {
        Optional<LossAndAccuracy> test = measured.test().map(Evaluation::lossAndAccuracy);
        return new EpochResult(
                at.epochs() + 1,
                at.seen().loss(),
                at.seen().accuracy(),
                test.map(LossAndAccuracy::accuracy).orElse(Double.NaN),
                clock.seconds(),
                imagesPerSecond,
                waitShare,
                test.map(LossAndAccuracy::loss).orElse(Double.NaN),
                measured.validation().map(Evaluation::lossAndAccuracy),
                measured.ofEpoch().metrics(),
                Optional.of(measured.ofEpoch().classes()),
                measured.ofRun(),
                network.weightsSha256(),
                at.afterEpoch());
    }

    private Batch next(Iterator<Batch> left, Progress at) {
        try {
            return left.next();
        } catch (UncheckedIOException e) {
            throw lost("training ", at, e);
        }
    }

    private RunFailedException lost(String which, Progress at, UncheckedIOException e) {
        return new RunFailedException(
                "the " + which + "images of " + data.name() + " can no longer be read, in epoch " + (at.epochs() + 1)
                        + " after step " + at.step() + " (" + e.getMessage() + "); restore them and resume the run",
                e);
    }

    private void requireFinite(String what, double loss, int epoch, long step) {
        if (!Double.isFinite(loss)) {
            throw new RunFailedException("the " + what + " is " + loss + " in epoch " + epoch + ", step " + step
                    + ": training has diverged; try a smaller learning rate than " + options.learningRate()
                    + (options.skipBadSteps() ? "" : ", or skip such steps with --on-nonfinite skip"));
        }
    }

    /** Time of an epoch, with what it took before it was taken up again, and how much of it was spent waiting since then. */
    private static final class Stopwatch {
        private final long start = System.nanoTime();
        private final double before;
        private long waited;

        Stopwatch(double before) {
            this.before = before;
        }

        double seconds() {
            return before + (System.nanoTime() - start) / 1e9;
        }

        <T> T waiting(Supplier<T> work) {
            long begin = System.nanoTime();
            T result = work.get();
            waited += System.nanoTime() - begin;
            return result;
        }

        double waitShare() {
            return waited / (double) Math.max(1, System.nanoTime() - start);
        }
    }
}
