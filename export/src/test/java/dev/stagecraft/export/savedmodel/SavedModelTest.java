package dev.stagecraft.export.savedmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import dev.stagecraft.export.Comparison;
import dev.stagecraft.export.Family_BareNetwork;
import dev.stagecraft.export.Family_ColoredNetwork;
import dev.stagecraft.export.Family_PaperNetwork;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.io.MaskedCrc;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.picture.BadPictureException;
import dev.stagecraft.runtime.picture.PictureDecoder;
import dev.stagecraft.runtime.picture.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** What TensorFlow's own loader makes of an export, and what a server would read in it. */
class SavedModelTest {
    private static final int WITH_LENGTH = 2;

    private static final List<ImageShape> SIZES = List.of(
            new ImageShape(32, 24, 3),
            new ImageShape(64, 48, 3),
            new ImageShape(427, 640, 3),
            new ImageShape(640, 427, 3),
            new ImageShape(333, 31, 3),
            new ImageShape(20, 20, 3),
            new ImageShape(5, 7, 3),
            new ImageShape(1, 1, 3),
            new ImageShape(1, 200, 3),
            new ImageShape(31, 23, 3));

    @TempDir
    private Path folder;

    static Stream<Resizing> resizings() {
        return Stream.of(
                Resizing.squeeze(Resizing.Filter.BILINEAR),
                Resizing.squeeze(Resizing.Filter.BICUBIC),
                Resizing.SAMPLED,
                Resizing.crop(Resizing.Filter.BILINEAR, 1),
                Resizing.crop(Resizing.Filter.BICUBIC, 1),
                Resizing.crop(Resizing.Filter.BILINEAR, 0.875),
                Resizing.crop(Resizing.Filter.BICUBIC, 0.9));
    }

    @ParameterizedTest
    @MethodSource("resizings")
    void everyPixelIsOurs(Resizing resizing) {
        Preprocessing preprocessing =
                Preprocessing.usual(new ImageShape(32, 24, 3)).withResizing(resizing);
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            graph.importGraphDef(GraphDef.newBuilder()
                    .addAllNode(PixelNodes.of(preprocessing, "images", "input/floats"))
                    .build());
            try (Session session = SessionSettings.CPU.open(graph)) {
                for (ImageShape from : SIZES) {
                    byte[] images = Trained.pixels(from, 2, from.height());
                    assertArrayEquals(
                            preprocessing.resize(images, from, 2),
                            resized(session, images, from),
                            0.01f,
                            resizing + " from " + from);
                }
            }
        }
    }

    private static float[] resized(Session session, byte[] images, ImageShape from) {
        Shape shape = Shape.of(2, from.height(), from.width(), from.channels());
        try (TUint8 fed = TUint8.tensorOf(shape, DataBuffers.of(images, true, false));
                Result result = session.runner()
                        .feed("images", fed)
                        .fetch("input/floats")
                        .run()) {
            return floats((TFloat32) result.get(0));
        }
    }

    @Test
    void everyFieldIsWhatServersLookFor() throws IOException {
        Trained trained = Trained.of(new Family_ColoredNetwork(), folder.resolve("run"));
        Path place = NetworkExport.to("savedmodel").write(trained.network(), folder.resolve("net"));
        SavedModel model = SavedModel.parseFrom(Files.readAllBytes(place.resolve("saved_model.pb")));
        assertEquals(1, model.getSavedModelSchemaVersion());
        assertEquals(1, model.getMetaGraphsCount());
        MetaGraphDef graph = model.getMetaGraphs(0);
        assertEquals(List.of("serve"), List.copyOf(graph.getMetaInfoDef().getTagsList()));
        assertEquals(
                Set.of("serving_default", "encoded"), graph.getSignatureDefMap().keySet());
        SignatureDef encoded = graph.getSignatureDefOrThrow("encoded");
        assertEquals("tensorflow/serving/predict", encoded.getMethodName());
        assertEquals(Set.of("image_bytes"), encoded.getInputsMap().keySet());
        assertInfo(encoded.getInputsOrThrow("image_bytes"), "image_bytes:0", DataType.DT_STRING, -1);
        assertEquals(
                Set.of("logits", "probabilities", "features"),
                encoded.getOutputsMap().keySet());
        assertInfo(encoded.getOutputsOrThrow("logits"), "encoded/logits:0", DataType.DT_FLOAT, -1, 10);
        SignatureDef signature = graph.getSignatureDefOrThrow("serving_default");
        assertEquals("tensorflow/serving/predict", signature.getMethodName());
        assertEquals(Set.of("images"), signature.getInputsMap().keySet());
        assertInfo(signature.getInputsOrThrow("images"), "images:0", DataType.DT_UINT8, -1, -1, -1, 3);
        assertEquals(
                Set.of("logits", "probabilities", "features"),
                signature.getOutputsMap().keySet());
        assertInfo(signature.getOutputsOrThrow("logits"), "logits:0", DataType.DT_FLOAT, -1, 10);
        assertInfo(signature.getOutputsOrThrow("probabilities"), "probabilities:0", DataType.DT_FLOAT, -1, 10);
        assertInfo(signature.getOutputsOrThrow("features"), "features:0", DataType.DT_FLOAT, -1, 6);
        Set<String> types =
                graph.getGraphDef().getNodeList().stream().map(NodeDef::getOp).collect(Collectors.toSet());
        assertTrue(
                types.stream().noneMatch(type -> type.contains("Var") || type.contains("Restore")), types.toString());
        assertTrue(Files.isDirectory(place.resolve("variables")));
        Path extra = place.resolve("assets.extra");
        assertEquals(trained.network().classNames(), Files.readAllLines(extra.resolve("labels.txt")));
        assertTrue(Files.readString(extra.resolve("stagecraft.json"))
                .contains(trained.network().weightsSha256()));
        assertWarmUp(Files.readAllBytes(extra.resolve("tf_serving_warmup_requests")));
    }

    private static void assertInfo(TensorInfo info, String name, DataType type, long... dims) {
        assertEquals(name, info.getName());
        assertEquals(type, info.getDtype());
        assertArrayEquals(dims, dims(info.getTensorShape()));
    }

    private static long[] dims(TensorShapeProto shape) {
        return shape.getDimList().stream()
                .mapToLong(TensorShapeProto.Dim::getSize)
                .toArray();
    }

    /** The record's frame by TensorFlow's checksums, the message by protobuf's own reader. */
    private static void assertWarmUp(byte[] file) throws IOException {
        ByteBuffer record = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) record.getLong();
        assertEquals(MaskedCrc.of(file, 0, Long.BYTES), record.getInt());
        byte[] message = new byte[length];
        record.get(message);
        assertEquals(MaskedCrc.of(message, 0, length), record.getInt());
        assertEquals(0, record.remaining());
        byte[] request = fields(fields(message).get(6)).get(1);
        Map<Integer, byte[]> parts = fields(request);
        assertEquals(Set.of(1, 2), parts.keySet());
        assertEquals("Family$Colored", text(fields(parts.get(1)).get(1)));
        assertEquals("serving_default", text(fields(parts.get(1)).get(3)));
        Map<Integer, byte[]> input = fields(parts.get(2));
        assertEquals("images", text(input.get(1)));
        TensorProto tensor = TensorProto.parseFrom(input.get(2));
        assertEquals(DataType.DT_UINT8, tensor.getDtype());
        assertArrayEquals(new long[] {1, 16, 12, 3}, dims(tensor.getTensorShape()));
        assertEquals(16 * 12 * 3, tensor.getTensorContent().size());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<Integer, byte[]> fields(byte[] message) throws IOException {
        Map<Integer, byte[]> fields = new HashMap<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            assertEquals(WITH_LENGTH, tag & 7, "a field has no length");
            fields.put(tag >> 3, in.readByteArray());
        }
        return fields;
    }

    /** Pictures in color and in gray, for a network of color and one of gray. */
    @Test
    void filesOfMixedSizesAreDecoded() throws IOException, BadPictureException {
        List<byte[]> files = List.of(
                file("jpg", BufferedImage.TYPE_3BYTE_BGR, 40, 30),
                file("png", BufferedImage.TYPE_3BYTE_BGR, 9, 31),
                file("png", BufferedImage.TYPE_BYTE_GRAY, 12, 16),
                file("jpg", BufferedImage.TYPE_BYTE_GRAY, 25, 60));
        for (Network network : List.of(new Family_ColoredNetwork(), new Family_PaperNetwork())) {
            Trained trained = Trained.of(network, folder.resolve(network.name()));
            Path place =
                    NetworkExport.to("savedmodel").write(trained.network(), folder.resolve("of " + network.name()));
            try (SavedModelBundle bundle = SavedModelBundle.load(place.toString(), "serve")) {
                float[] found = encoded(bundle, files);
                float[] expected = decoded(trained, files);
                float largest = 0;
                for (float value : expected) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertArrayEquals(expected, found, 1e-4f * largest);
                byte[] damaged = Arrays.copyOf(files.get(1), 60);
                assertThrows(TFInvalidArgumentException.class, () -> encoded(bundle, List.of(files.get(0), damaged)));
            }
        }
    }

    private static byte[] file(String format, int type, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 255 / width) << 16 | (y * 255 / height) << 8 | (x * y % 256));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, file));
        return file.toByteArray();
    }

    private static float[] encoded(SavedModelBundle bundle, List<byte[]> files) {
        NdArray<byte[]> bytes = NdArrays.ofObjects(byte[].class, Shape.of(files.size()));
        for (int i = 0; i < files.size(); i++) {
            bytes.setObject(files.get(i), i);
        }
        try (TString fed = TString.tensorOfBytes(bytes);
                Result result = bundle.session()
                        .runner()
                        .feed("image_bytes", fed)
                        .fetch("encoded/logits")
                        .run()) {
            return floats((TFloat32) result.get(0));
        }
    }

    private static float[] decoded(Trained trained, List<byte[]> files) throws BadPictureException {
        int classes = trained.network().network().classes();
        float[] all = new float[files.size() * classes];
        try (PictureDecoder decoder = new PictureDecoder()) {
            for (int i = 0; i < files.size(); i++) {
                Pixels pixels = decoder.decode(
                        files.get(i), trained.network().preprocessing().size().channels(), 10_000);
                ImageShape shape = new ImageShape(pixels.height(), pixels.width(), pixels.channels());
                System.arraycopy(trained.logits(pixels.values(), shape, 1), 0, all, i * classes, classes);
            }
        }
        return all;
    }

    private static float[] floats(TFloat32 tensor) {
        float[] copy = new float[(int) tensor.size()];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(copy, false, false)));
        return copy;
    }

    /** Both forms. */
    @Test
    void networkThatEndsInFeaturesGivesTheirMap() {
        Trained trained = Trained.of(new Family_BareNetwork().withHead(10), folder.resolve("run"));
        byte[] pixels = Trained.pixels(new ImageShape(8, 8, 1), 2, 1);
        for (String format : List.of("savedmodel", "savedmodel-trainable")) {
            Path place = NetworkExport.to(format).write(trained.network(), folder.resolve(format));
            try (SavedModelBundle bundle = SavedModelBundle.load(place.toString(), "serve");
                    TUint8 images = TUint8.tensorOf(Shape.of(2, 8, 8, 1), DataBuffers.of(pixels, true, false));
                    Result result = bundle.function("serving_default").call(Map.of("images", images))) {
                TFloat32 map = (TFloat32) result.get("feature_map").orElseThrow();
                assertEquals(Shape.of(2, 8, 8, 4), map.shape());
                float[] values = floats(map);
                float[] pooled = floats((TFloat32) result.get("features").orElseThrow());
                for (int i = 0; i < pooled.length; i++) {
                    float sum = 0;
                    for (int pixel = 0; pixel < 64; pixel++) {
                        sum += values[(i / 4 * 64 + pixel) * 4 + i % 4];
                    }
                    assertEquals(sum / 64, pooled[i], 1e-5f);
                }
            }
        }
    }

    @Test
    void placeThatExistsGetsItsNextVersion() throws IOException {
        Trained trained = Trained.of(new Family_ColoredNetwork(), folder.resolve("run"));
        NetworkExport export = NetworkExport.to("savedmodel");
        Path place = folder.resolve("net");
        export.write(trained.network(), place);
        assertThrows(BadInputException.class, () -> export.write(trained.network(), place));
        Files.createDirectory(place.resolve("9"));
        Files.createDirectory(place.resolve("notes"));
        assertEquals(place.resolve("10"), export.replace(trained.network(), place));
        try (Stream<Path> entries = Files.list(place)) {
            assertEquals(
                    List.of("1", "10", "9", "notes"),
                    entries.map(entry -> entry.getFileName().toString())
                            .sorted()
                            .toList());
        }
        assertEquals(-1, Files.mismatch(place.resolve("1/saved_model.pb"), place.resolve("10/saved_model.pb")));
        Files.write(place.resolve("10/saved_model.pb"), new byte[] {9, 9});
        BadInputException refused =
                assertThrows(BadInputException.class, () -> Comparison.open(place.resolve("10"), trained.network()));
        assertTrue(refused.getMessage().contains("export it again"), refused.getMessage());
    }
}
