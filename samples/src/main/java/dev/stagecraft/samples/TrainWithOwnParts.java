package dev.stagecraft.samples;

import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.RunLength;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.Update;
import dev.stagecraft.runtime.optimize.Weight;
import dev.stagecraft.runtime.run.TrainingRun;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A run with parts that Stagecraft does not have: a data set, a metric, a schedule, an optimizer and a listener, each
 * in a few lines. The run is saved, and is resumed if the program is started again.
 */
public final class TrainWithOwnParts {
    private TrainWithOwnParts() {}

    /** Takes one argument, the folder of the run. */
    public static void main(String[] args) {
        Network model = new QuickstartResNet18Network();
        DataSet data = new DataSet("stripes", new Stripes(200), new Stripes(50));
        TrainingOptions options = new TrainingOptions(2, 20, 0.001, 1)
                .withOptimizer(new SignDescent(), 0.001)
                .withSchedule(new Triangle());
        CheckpointPolicy policy =
                new CheckpointPolicy(1, 5, CheckpointPolicy.DEFAULT.every(), 2, Optional.of("topTwoAccuracy"));
        try (TrainingRun run = TrainingRun.of(model)
                .data(data)
                .options(options)
                .metrics(new TopTwo())
                .listeners(new Curve())
                .saving(policy)
                .resume()
                .open(Path.of(args[0]))) {
            Outcome outcome = run.train();
            System.out.println(
                    outcome.progress().text() + ", weights " + run.network().weightsSha256());
        }
    }

    /** Images of stripes, drawn when they are read. The class is the width of the stripes. */
    private record Stripes(int size) implements LabeledImages {
        @Override
        public ImageShape shape() {
            return new ImageShape(28, 28, 1);
        }

        @Override
        public int classes() {
            return 10;
        }

        @Override
        public int label(int index) {
            return index % classes();
        }

        @Override
        public void read(int index, ByteBuffer target) {
            for (int i = 0; i < shape().values(); i++) {
                int column = i % shape().width() + index;
                target.put((byte) (column / (1 + label(index)) % 2 == 0 ? 255 : index % 100));
            }
        }
    }

    /** The share of images whose class has one of the two largest logits. */
    private static final class TopTwo implements Metric {
        @Override
        public String name() {
            return "topTwoAccuracy";
        }

        @Override
        public Measurement begin() {
            return new Measurement() {
                private long right;
                private long all;

                @Override
                public void add(float[][] logits, int[] labels) {
                    for (int i = 0; i < labels.length; i++) {
                        int larger = 0;
                        for (float logit : logits[i]) {
                            larger += logit > logits[i][labels[i]] ? 1 : 0;
                        }
                        right += larger < 2 ? 1 : 0;
                        all++;
                    }
                }

                @Override
                public double value() {
                    return (double) right / all;
                }
            };
        }
    }

    /** A rate that grows until the middle of the run and then falls. */
    private record Triangle() implements Schedule {
        @Override
        public double rate(double base, Progress done, RunLength run) {
            double share = run.epochsDone(done) / run.epochs();
            return base * (1 - Math.abs(2 * share - 1));
        }

        @Override
        public String describe() {
            return "triangle";
        }
    }

    /** Changes every weight by the learning rate, in the direction against the sign of its gradient. */
    private record SignDescent() implements Optimizer {
        @Override
        public List<Op> update(Update update) {
            Ops tf = update.tf();
            List<Op> steps = new ArrayList<>();
            for (Weight weight : update.weights()) {
                Operand<TFloat32> sign =
                        tf.withName(weight.node() + ".sign").math.sign(weight.gradient());
                Operand<TFloat32> step =
                        tf.withName(weight.node() + ".step").math.mul(sign, update.learningRate());
                steps.add(tf.withName(weight.node()).assignSubVariableOp(weight.handle(), step));
            }
            return steps;
        }

        @Override
        public String describe() {
            return "sign descent";
        }
    }

    /** Prints the loss as a bar of text. */
    private static final class Curve implements TrainListener {
        @Override
        public void stepDone(StepResult step) {
            System.out.println("#".repeat((int) Math.min(10 * step.loss(), 60)));
        }

        @Override
        public void epochDone(EpochResult result) {
            System.out.println("epoch " + result.epoch() + ": " + result.metrics());
        }
    }
}
