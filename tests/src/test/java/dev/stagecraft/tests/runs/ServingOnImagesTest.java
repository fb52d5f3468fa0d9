package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.FashionMnist;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.serve.ServingGraph;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.samples.QuickstartResNet18Network;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** A network that has learnt from images answers for others as its evaluation graph does, within float32 rounding. */
class ServingOnImagesTest {
    private static final int BATCH = 64;
    private static final int STEPS = 30;
    private static final int ASKED = 256;

    @Test
    void fashionMnist() {
        String folder = System.getProperty("stagecraft.fashionMnist", "");
        assumeTrue(!folder.isEmpty(), "stagecraft.fashionMnist names no folder, so nothing was asked of real images");
        check(FashionMnist.open(Path.of(folder)));
    }

    @Test
    void standIn() {
        check(Shapes.draw(1, BATCH * STEPS, ASKED));
    }

    private static void check(DataSet data) {
        Network network = new QuickstartResNet18Network();
        try (NetworkGraph graph = NetworkGraph.build(network, data.train().shape(), 1);
                Session session = new Session(graph.graph())) {
            graph.initialize(session);
            train(graph, session, data.train().first(BATCH * STEPS));
            Batch asked = batches(data.test(), ASKED).iterator().next();
            float[] expected =
                    logits(session, graph.images(), graph.evaluation().logits(), asked, network.input());
            try (ServingGraph serving = ServingGraph.freeze(graph, session);
                    Session served = new Session(serving.graph())) {
                float[] found = logits(served, serving.images(), serving.logits(), asked, network.input());
                float largest = 0;
                for (float value : expected) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertArrayEquals(expected, found, 1e-5f * largest);
            }
        }
    }

    private static void train(NetworkGraph graph, Session session, LabeledImages images) {
        long steps = 0;
        for (Batch batch : batches(images, BATCH)) {
            try (TUint8 pixels = tensor(batch, images.shape());
                    TInt32 labels = TInt32.vectorOf(batch.labels());
                    TFloat32 rate = TFloat32.scalarOf(0.02f);
                    TInt64 step = TInt64.scalarOf(steps++)) {
                session.runner()
                        .feed(graph.images(), pixels)
                        .feed(graph.labels(), labels)
                        .feed(graph.learningRate(), rate)
                        .feed(graph.step(), step)
                        .addTarget(graph.trainStep())
                        .run()
                        .close();
            }
        }
    }

    private static Batches batches(LabeledImages images, int size) {
        return new Batches(images, EpochOrder.inSequence(images.size()), size);
    }

    private static TUint8 tensor(Batch batch, ImageShape shape) {
        return TUint8.tensorOf(
                Shape.of(batch.size(), shape.height(), shape.width(), shape.channels()),
                DataBuffers.of(batch.images(), true, false));
    }

    private static float[] logits(
            Session session, Operand<TUint8> input, Operand<TFloat32> wanted, Batch batch, ImageShape shape) {
        try (TUint8 pixels = tensor(batch, shape);
                Result result =
                        session.runner().feed(input, pixels).fetch(wanted).run()) {
            return Weights.floats((TFloat32) result.get(0));
        }
    }
}
