package dev.stagecraft.tests.runs;

import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Training steps of a graph. */
final class Steps {
    private Steps() {}

    /** One step. */
    static void run(NetworkGraph graph, Session session, TUint8 images, TInt32 labels, TFloat32 rate) {
        session.runner()
                .feed(graph.images(), images)
                .feed(graph.labels(), labels)
                .feed(graph.learningRate(), rate)
                .addTarget(graph.trainStep())
                .run()
                .close();
    }

    /** Images of the size of a network. */
    static TUint8 images(Network network, int count, byte[] bytes) {
        Shape shape = Shape.of(
                count,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        return TUint8.tensorOf(shape, DataBuffers.of(bytes, true, false));
    }
}
