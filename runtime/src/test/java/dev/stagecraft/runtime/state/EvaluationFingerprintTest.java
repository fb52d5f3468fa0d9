package dev.stagecraft.runtime.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.Phase;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.SizedNetwork;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.step.UpdateRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What an evaluation computes is known again, on images of whatever size; what computes otherwise is told apart. */
class EvaluationFingerprintTest {
    private static final ImageShape OWN = new ImageShape(8, 8, 1);
    private static final UpdateRule PLAIN = new UpdateRule(Sgd.PLAIN, false);

    @Test
    void sizeOfTheImagesAndTheOptimizerDoNotCount() {
        String expected = of(new TinyNetwork(4), OWN, PLAIN);
        for (ImageShape size : List.of(new ImageShape(28, 28, 1), new ImageShape(8, 7, 1), new ImageShape(1, 1, 1))) {
            assertEquals(expected, of(new TinyNetwork(4), size, PLAIN), size.toString());
        }
        assertEquals(expected, of(new TinyNetwork(4), OWN, new UpdateRule(Adam.DEFAULT, true)));
    }

    static Stream<TinyNetwork> others() {
        return Stream.of(
                // Another size of the network's own input.
                new TinyNetwork(4) {
                    @Override
                    public ImageShape input() {
                        return new ImageShape(9, 8, 1);
                    }
                },
                // Another operation before the same variables.
                new TinyNetwork(4) {
                    @Override
                    public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
                        return super.logits(net, net.pad("wider", images, 1, 0f));
                    }
                },
                // One number of an operation.
                new TinyNetwork(4) {
                    @Override
                    public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
                        return super.logits(
                                net,
                                net.at("own")
                                        .tf()
                                        .withName("twice")
                                        .math
                                        .mul(images, net.at("own").tf().constant(2f)));
                    }
                },
                // What becomes of its images.
                new SizedNetwork(new Preprocessing(OWN, 1f, List.of(), List.of())),
                new SizedNetwork(new Preprocessing(OWN, 255f, List.of(0.5f), List.of())),
                new SizedNetwork(new Preprocessing(OWN, 255f, List.of(), List.of(2f))),
                // A network written by hand may evaluate otherwise than it trains.
                new TinyNetwork(4) {
                    @Override
                    public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
                        Operand<TFloat32> logits = super.logits(net, images);
                        return net.phase() == Phase.EVALUATION
                                ? net.at("own").tf().withName("negative").math.neg(logits)
                                : logits;
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatComputesOtherwiseIsToldApart(TinyNetwork other) {
        assertNotEquals(of(new TinyNetwork(4), OWN, PLAIN), of(other, OWN, PLAIN));
    }

    private static String of(TinyNetwork network, ImageShape size, UpdateRule rule) {
        try (NetworkGraph graph = NetworkGraph.build(network, size, 1, rule)) {
            return NetworkFingerprint.ofEvaluation(graph);
        }
    }
}
