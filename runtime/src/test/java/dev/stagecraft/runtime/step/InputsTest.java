package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Picture;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** What becomes of images, in the graph and while they are read. */
class InputsTest {
    /**
     * Earlier versions resized in the graph. To the bit, on a CPU, their runs go on with images that are resized while they
     * are read: both do the same operations on float32.
     */
    @ParameterizedTest
    @CsvSource({
        "8, 8, 8, 8, 1", "8, 8, 16, 16, 1", "28, 28, 32, 32, 1", "28, 28, 32, 32, 3", "100, 100, 64, 64, 3",
        "375, 500, 224, 224, 3", "224, 224, 375, 500, 3", "1, 1, 7, 5, 3", "7, 5, 1, 1, 3", "2, 3, 31, 33, 4",
        "33, 31, 3, 2, 2", "8, 9, 8, 7, 1", "17, 8, 5, 8, 1", "640, 3, 3, 640, 1", "97, 89, 83, 79, 3",
        "13, 29, 96, 96, 1", "300, 300, 299, 301, 3"
    })
    void samplingIsTheSameInBothPlaces(int height, int width, int toHeight, int toWidth, int channels) {
        ImageShape from = new ImageShape(height, width, channels);
        ImageShape to = new ImageShape(toHeight, toWidth, channels);
        byte[] values = new byte[from.values()];
        new Random(height * 31L + width).nextBytes(values);
        float[] read = new float[to.values()];
        Preprocessing.usual(to).withResizing(Resizing.SAMPLED).resize(new Picture(from, values), read, 0);
        try (NetworkGraph network = NetworkGraph.build(new SizedNetwork(Preprocessing.usual(to)), from, 1)) {
            assertArrayEquals(read, run(network, network.floats(), from, values));
        }
    }

    @Test
    void scaleMeanAndDeviationFollowEachOther() {
        ImageShape size = new ImageShape(8, 8, 2);
        Preprocessing preprocessing = new Preprocessing(size, 127.5f, List.of(1f, 0.25f), List.of(1f, 0.5f));
        byte[] values = new byte[size.values()];
        values[2] = (byte) 255;
        values[3] = 51;
        try (NetworkGraph network = NetworkGraph.build(new SizedNetwork(preprocessing), size, 1)) {
            Operand<TFloat32> prepared =
                    network.graph().operation("input/standardized").<TFloat32>output(0);
            float[] found = run(network, prepared, size, values);
            assertArrayEquals(
                    new float[] {-1f, -0.5f, 1f, 0.3f}, new float[] {found[0], found[1], found[2], found[3]}, 1e-6f);
            assertArrayEquals(
                    new float[] {0f, 0f, 2f, 0.4f}, first(run(network, network.pixels(), size, values)), 1e-6f);
        }
    }

    private static float[] first(float[] values) {
        return new float[] {values[0], values[1], values[2], values[3]};
    }

    @Test
    void whatIsNotDeclaredAddsNoOperation() {
        ImageShape size = new ImageShape(8, 8, 1);
        Set<String> usual = Set.of(
                "input/images",
                "input/labels",
                "input/learning_rate",
                "input/first_step",
                "input/step",
                "input/floats",
                "input/white",
                "input/pixels");
        assertEquals(new TreeSet<>(usual), nodes(Preprocessing.usual(size)));
        Set<String> centered = new TreeSet<>(usual);
        centered.addAll(Set.of("input/mean", "input/centered"));
        assertEquals(centered, nodes(new Preprocessing(size, 255f, List.of(0.5f), List.of())));
    }

    private static Set<String> nodes(Preprocessing preprocessing) {
        Set<String> names = new TreeSet<>();
        try (NetworkGraph network = NetworkGraph.build(new SizedNetwork(preprocessing), preprocessing.size(), 1)) {
            network.graph().operations().forEachRemaining(operation -> names.add(operation.name()));
        }
        names.removeIf(name -> !name.startsWith("input/"));
        return names;
    }

    private static float[] run(NetworkGraph network, Operand<TFloat32> wanted, ImageShape size, byte[] values) {
        Shape shape = Shape.of(1, size.height(), size.width(), size.channels());
        try (Session session = new Session(network.graph());
                TUint8 images = TUint8.tensorOf(shape, DataBuffers.of(values, true, false));
                Result result = session.runner()
                        .feed(network.images(), images)
                        .fetch(wanted)
                        .run()) {
            TFloat32 found = (TFloat32) result.get(0);
            float[] copy = new float[Math.toIntExact(found.size())];
            found.copyTo(NdArrays.wrap(found.shape(), DataBuffers.of(copy, false, false)));
            return copy;
        }
    }
}
