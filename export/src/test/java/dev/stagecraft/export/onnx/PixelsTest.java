package dev.stagecraft.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime resizes as we do, at every pixel up to the borders. */
class PixelsTest {
    /** Larger, smaller, both, of the same size, of odd and of extreme proportions. */
    private static final List<int[]> SIZES = List.of(
            new int[] {32, 24},
            new int[] {64, 48},
            new int[] {427, 640},
            new int[] {640, 427},
            new int[] {333, 31},
            new int[] {20, 20},
            new int[] {5, 7},
            new int[] {1, 1},
            new int[] {1, 200},
            new int[] {200, 3},
            new int[] {33, 25},
            new int[] {31, 23});

    static Stream<Resizing> resizings() {
        return Stream.of(
                Resizing.squeeze(Resizing.Filter.BILINEAR),
                Resizing.squeeze(Resizing.Filter.BICUBIC),
                Resizing.SAMPLED,
                Resizing.crop(Resizing.Filter.BILINEAR, 1),
                Resizing.crop(Resizing.Filter.BICUBIC, 1),
                Resizing.crop(Resizing.Filter.BILINEAR, 0.875),
                Resizing.crop(Resizing.Filter.BICUBIC, 0.9),
                Resizing.crop(Resizing.Filter.BILINEAR, 0.95));
    }

    @ParameterizedTest
    @MethodSource("resizings")
    void everyPixelIsOurs(Resizing resizing) throws OrtException {
        for (int channels : new int[] {1, 3}) {
            Preprocessing preprocessing =
                    Preprocessing.usual(new ImageShape(32, 24, channels)).withResizing(resizing);
            try (OnnxSession session = new OnnxSession(model(preprocessing))) {
                for (int[] size : SIZES) {
                    compare(session, preprocessing, new ImageShape(size[0], size[1], channels));
                }
            }
        }
    }

    private static void compare(OnnxSession session, Preprocessing preprocessing, ImageShape from) throws OrtException {
        byte[] images = Trained.pixels(from, 2, from.height());
        float[] expected = preprocessing.resize(images, from, 2);
        float[] found = session.run(images, from, 2, "pixels");
        assertEquals(expected.length, found.length);
        assertArrayEquals(expected, found, 0.01f, preprocessing + " from " + from);
    }

    private static OnnxMl.ModelProto model(Preprocessing preprocessing) {
        OnnxNodes nodes = new OnnxNodes();
        int channels = preprocessing.size().channels();
        String pixels = Pixels.add(nodes, preprocessing, "images");
        String last =
                nodes.node("Transpose", "last", pixels).with("perm", 0, 2, 3, 1).add();
        nodes.output(
                new Shapes()
                        .named("batch")
                        .sized(32)
                        .sized(24)
                        .sized(channels)
                        .of("pixels", OnnxMl.TensorProto.DataType.FLOAT),
                last);
        OnnxMl.ValueInfoProto input = new Shapes()
                .named("batch")
                .named("height")
                .named("width")
                .sized(channels)
                .of("images", OnnxMl.TensorProto.DataType.UINT8);
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(18))
                .setGraph(nodes.graph("pixels", input))
                .build();
    }
}
