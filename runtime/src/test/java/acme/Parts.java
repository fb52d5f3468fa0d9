package acme;

import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.RunLength;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.optimize.Update;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.RunPlan;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.tensorflow.op.Op;

/** What users write, in a package of theirs: each as right or wrong as its suppliers. */
public final class Parts {
    private Parts() {}

    public record OwnMetric(Supplier<String> named, Supplier<Measurement> begun) implements Metric {
        @Override
        public String name() {
            return named.get();
        }

        @Override
        public Measurement begin() {
            return begun.get();
        }
    }

    public record OwnMeasurement(Runnable added, Supplier<Double> found) implements Metric.Measurement {
        @Override
        public void add(float[][] logits, int[] labels) {
            added.run();
        }

        @Override
        public double value() {
            return found.get();
        }
    }

    public record OwnSchedule(ToDoubleFunction<Progress> rated, Supplier<String> described) implements Schedule {
        @Override
        public double rate(double base, Progress done, RunLength run) {
            return rated.applyAsDouble(done);
        }

        @Override
        public String describe() {
            return described.get();
        }
    }

    public record OwnOptimizer(Function<Update, List<Op>> updated, Supplier<String> described) implements Optimizer {
        /** One that does what {@link Sgd#PLAIN} does. */
        public static OwnOptimizer described(Supplier<String> described) {
            return new OwnOptimizer(Sgd.PLAIN::update, described);
        }

        @Override
        public List<Op> update(Update update) {
            return updated.apply(update);
        }

        @Override
        public String describe() {
            return described.get();
        }
    }

    /** A listener that throws at one call. */
    public record OwnListener(String at) implements TrainListener {
        private void called(String name) {
            if (name.equals(at)) {
                throw new IllegalStateException("no\u001b[2J such luck");
            }
        }

        @Override
        public void runStarted(RunPlan plan) {
            called("runStarted");
        }

        @Override
        public void evaluated(int seen, int images) {
            called("evaluated");
        }

        @Override
        public void epochStarted(int epoch, int images, long seen) {
            called(epoch == 2 ? "epochStarted" : "");
        }

        @Override
        public void stepDone(StepResult step) {
            called(step.progress().step() == 6 ? "stepDone" : "");
        }

        @Override
        public void evaluating() {
            called("evaluating");
        }

        @Override
        public void epochDone(EpochResult result) {
            called("epochDone");
        }
    }
}
