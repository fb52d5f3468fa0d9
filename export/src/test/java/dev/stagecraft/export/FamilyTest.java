package dev.stagecraft.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a network is made of, each of its exports answers as the network does. */
class FamilyTest {
    /** Of the largest logit, for images of the network's size. */
    private static final float SAME = 1e-4f;

    /** Of the largest logit, for images that are resized. */
    private static final float RESIZED = 1e-3f;

    @TempDir
    private Path folder;

    static Iterable<Network> networks() {
        return Family.ALL;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void exportsAnswerAsTheNetwork(Network network) throws IOException {
        Trained trained = Trained.of(network, folder.resolve("run"));
        ImageShape size = network.input();
        Map<String, OpenedExport> exports = new TreeMap<>();
        try {
            for (String format : NetworkExport.formats()) {
                Path place = NetworkExport.to(format).write(trained.network(), folder.resolve(format));
                exports.put(format, Comparison.open(place, trained.network()));
            }
            // In one session, batches of several sizes.
            for (int count : new int[] {1, 7, 2}) {
                compare(trained, exports, size, count, SAME);
            }
            compare(trained, exports, new ImageShape(31, 23, size.channels()), 2, RESIZED);
            ImageShape deeper = new ImageShape(size.height(), size.width(), size.channels() + 1);
            exports.forEach((format, export) -> assertThrows(
                    BadInputException.class, () -> export.logits(new byte[deeper.values()], deeper, 1), format));
        } finally {
            exports.values().forEach(OpenedExport::close);
        }
        requireFolded(folder.resolve("onnx"));
    }

    private static void compare(
            Trained trained, Map<String, OpenedExport> exports, ImageShape shape, int count, float tolerance) {
        byte[] images = Trained.pixels(shape, count, 3);
        float[] expected = trained.logits(images, shape, count);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0.03, "all logits are about zero, which compares nothing: " + largest);
        float most = tolerance * largest;
        exports.forEach((format, export) ->
                assertArrayEquals(expected, export.logits(images, shape, count), most, format + " of " + shape));
    }

    private static void requireFolded(Path onnx) throws IOException {
        Set<String> types = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(onnx)).getGraph().getNodeList().stream()
                .map(OnnxMl.NodeProto::getOpType)
                .collect(Collectors.toSet());
        assertTrue(types.contains("Conv") && !types.contains("BatchNormalization"), types.toString());
    }
}
