package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.ServingNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.tests.support.Models;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;

/**
 * Random valid declarations: the generated code compiles without a warning, the graph builds with every planned shape and
 * a gradient for every variable, one training step gives a finite loss, evaluation gives finite answers, and the frozen
 * network the same ones.
 *
 * <p>{@code -Dstagecraft.declarations=N} draws more, {@code -Dstagecraft.declarationSeed=N} others; a failure prints the
 * declaration.
 */
class RandomDeclarationsTest {
    private static final int COUNT = Integer.getInteger("stagecraft.declarations", 100);
    private static final long SEED = Long.getLong("stagecraft.declarationSeed", 1);
    private static final int AT_ONCE = 50;
    private static final int BATCH = 3;

    @Test
    void buildAndTrainAsPlanned() {
        for (int first = 0; first < COUNT; first += AT_ONCE) {
            List<Integer> numbers = IntStream.range(first, Math.min(first + AT_ONCE, COUNT))
                    .boxed()
                    .toList();
            Compilation compilation = Compiler.javac()
                    .withProcessors(new StagecraftProcessor())
                    .withOptions("-Xlint:all,-processing", "-Werror")
                    .compile(numbers.stream()
                            .map(number -> JavaFileObjects.forSourceString(
                                    "random.Net" + number, Declarations.draw(SEED, number)))
                            .toArray(JavaFileObject[]::new));
            assertThat(compilation).succeededWithoutWarnings();
            Compiled classes = new Compiled(compilation);
            assertAll(numbers.stream().map(number -> () -> {
                try {
                    check(classes.network("random.Net" + number + "Network"));
                } catch (Exception | AssertionError e) {
                    throw new AssertionError(e + "\nin the declaration\n" + Declarations.draw(SEED, number), e);
                }
            }));
        }
    }

    private static void check(Network network) throws IOException {
        Random random = new Random(1);
        byte[] images = new byte[BATCH * network.input().values()];
        random.nextBytes(images);
        Batch batch = new Batch(
                BATCH, images, random.ints(BATCH, 0, network.classes()).toArray());
        try (TrainableNetwork trainable =
                TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), 1)) {
            checkShapes(trainable, network);
            String before = trainable.weightsSha256();
            LossAndAccuracy step = trainable.step(batch, 0.01f);
            assertTrue(Double.isFinite(step.loss()), "loss " + step.loss());
            assertTrue(!before.equals(trainable.weightsSha256()), "the step changed no weight");
            checkAnswers(trainable, new Drawn(network.input(), network.classes(), batch));
        }
    }

    private static void checkShapes(TrainableNetwork trainable, Network network) throws IOException {
        try (Graph graph = new Graph()) {
            graph.importGraphDef(trainable.graphDef());
            for (JsonObject layer : Models.layers(network)) {
                String name = layer.get("name").getAsString();
                long[] planned = LongStream.concat(
                                LongStream.of(Shape.UNKNOWN_SIZE), LongStream.of(Models.output(layer)))
                        .toArray();
                assertArrayEquals(
                        planned, graph.outputOrThrow(name + ":0").shape().asArray(), name);
            }
        }
    }

    private static void checkAnswers(TrainableNetwork trainable, Drawn drawn) {
        Answers answers = new Answers(new ArrayList<>());
        double loss = trainable
                .evaluate(drawn, BATCH, List.of(answers))
                .lossAndAccuracy()
                .loss();
        assertTrue(Double.isFinite(loss), "evaluated loss " + loss);
        float largest = 0;
        float[] expected = new float[BATCH * drawn.classes()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = answers.logits().get(i / drawn.classes())[i % drawn.classes()];
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        try (ServingNetwork serving = trainable.serving()) {
            assertArrayEquals(expected, serving.logits(drawn.batch().images(), BATCH), 1e-3f * largest, "frozen");
        }
    }

    /** The images of the one batch. */
    private record Drawn(ImageShape shape, int classes, Batch batch) implements LabeledImages {
        @Override
        public int size() {
            return batch.size();
        }

        @Override
        public void read(int index, ByteBuffer target) {
            target.put(batch.images(), index * shape.values(), shape.values());
        }

        @Override
        public int label(int index) {
            return batch.labels()[index];
        }
    }

    /** Keeps the logits that an evaluation sees. */
    private record Answers(List<float[]> logits) implements Metric, Metric.Measurement {
        @Override
        public String name() {
            return "answers";
        }

        @Override
        public Measurement begin() {
            return this;
        }

        @Override
        public void add(float[][] batch, int[] labels) {
            logits.addAll(List.of(batch));
        }

        @Override
        public double value() {
            return logits.size();
        }
    }
}
