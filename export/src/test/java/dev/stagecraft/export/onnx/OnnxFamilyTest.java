package dev.stagecraft.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.stagecraft.export.Family;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.network.Network;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime answers as we do, whatever a network is made of. */
class OnnxFamilyTest {
    /** Of the largest logit. */
    private static final float SAME = 1e-4f;

    @TempDir
    private Path folder;

    static List<Network> networks() {
        return Family.ALL;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersAreOurs(Network network) throws OrtException {
        Trained trained = Trained.of(network, folder);
        OnnxMl.ModelProto model = OnnxModel.of(trained.network());
        assertEquals(model, OnnxModel.of(trained.network()));
        Set<String> types = model.getGraph().getNodeList().stream()
                .map(OnnxMl.NodeProto::getOpType)
                .collect(Collectors.toSet());
        assertFalse(types.contains("BatchNormalization"), types.toString());
        try (OnnxSession session = new OnnxSession(model)) {
            ImageShape size = network.input();
            for (int count : new int[] {1, 7, 2}) {
                compare(trained, session, size, count, SAME);
            }
            compare(trained, session, new ImageShape(31, 23, size.channels()), 2, 1e-3f);
            assertThrows(
                    OrtException.class,
                    () -> session.run(new byte[size.values() * 2], size(size, 2 * size.channels()), 1, "logits"));
            assertThrows(
                    OrtException.class,
                    () -> session.run(new byte[size.values()], "logits", size.height(), size.width(), size.channels()));
        }
    }

    private static ImageShape size(ImageShape shape, int channels) {
        return new ImageShape(shape.height(), shape.width(), channels);
    }

    private static void compare(Trained trained, OnnxSession session, ImageShape shape, int count, float tolerance)
            throws OrtException {
        byte[] images = Trained.pixels(shape, count, 3);
        float[] expected = trained.logits(images, shape, count);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0.03, "all logits are about zero, which compares nothing: " + largest);
        float[] found = session.run(images, shape, count, "logits");
        assertArrayEquals(expected, found, tolerance * largest, Arrays.toString(expected));
        float sum = 0;
        for (float probability : session.run(images, shape, count, "probabilities")) {
            sum += probability;
        }
        assertEquals(count, sum, 1e-4);
        assertEquals(0, session.run(images, shape, count, "features").length % count);
    }
}
