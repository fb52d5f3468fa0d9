package dev.stagecraft.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.export.Family_BareNetwork;
import dev.stagecraft.export.Family_ColoredNetwork;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.FrozenNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** What a client finds in a model. */
class OnnxModelTest {
    @TempDir
    private Path folder;

    @Test
    void modelDescribesItself() throws OrtException {
        Trained trained = Trained.of(new Family_ColoredNetwork(), folder);
        OnnxMl.ModelProto model = OnnxModel.of(trained.network());
        assertEquals(8, model.getIrVersion());
        assertEquals(18, model.getOpsetImport(0).getVersion());
        try (OnnxSession session = new OnnxSession(model)) {
            TensorInfo input =
                    (TensorInfo) session.session().getInputInfo().get("images").getInfo();
            assertArrayEquals(new long[] {-1, -1, -1, 3}, input.getShape());
            assertArrayEquals(new String[] {"batch", "height", "width", ""}, input.getDimensionNames());
            assertEquals("UINT8", input.type.name());
            assertEquals(
                    Set.of("logits", "probabilities", "features"),
                    session.session().getOutputNames());
            Map<String, String> facts = session.session().getMetadata().getCustomMetadata();
            assertEquals("dev.stagecraft.export.Family$Colored", facts.get("network"));
            assertEquals(trained.network().weightsSha256(), facts.get("weightsSha256"));
            JsonArray names = JsonParser.parseString(facts.get("classNames")).getAsJsonArray();
            assertEquals(trained.network().classNames().get(9), names.get(9).getAsString());
            JsonObject done = JsonParser.parseString(facts.get("preprocessing")).getAsJsonObject();
            assertEquals("bicubic, crop 0.875", done.get("resizing").getAsString());
            assertEquals(0.406f, done.getAsJsonArray("mean").get(2).getAsFloat());
            // Of the wrong rank and of the wrong type.
            assertThrows(OrtException.class, () -> session.run(new byte[16 * 12 * 3], "logits", 16, 12, 3));
            assertThrows(OrtException.class, () -> session.runFloats(new float[16 * 12 * 3], 1, 16, 12, 3));
        }
    }

    @Test
    void networkThatEndsInFeaturesGivesThem() throws OrtException {
        Trained trained = Trained.of(new Family_BareNetwork().withHead(10), folder);
        ImageShape size = new ImageShape(8, 8, 1);
        try (OnnxSession session = new OnnxSession(OnnxModel.of(trained.network()))) {
            byte[] images = Trained.pixels(size, 2, 1);
            float[] map = session.run(images, "feature_map", 2, 8, 8, 1);
            float[] pooled = session.run(images, "features", 2, 8, 8, 1);
            assertEquals(2 * 8 * 8 * 4, map.length);
            assertEquals(2 * 4, pooled.length);
            // Channels come last: the mean over the pixels of each is the pooled feature.
            for (int i = 0; i < pooled.length; i++) {
                float sum = 0;
                for (int pixel = 0; pixel < 64; pixel++) {
                    sum += map[(i / 4 * 64 + pixel) * 4 + i % 4];
                }
                assertEquals(sum / 64, pooled[i], 1e-5f);
            }
            float[] probabilities = session.run(images, "probabilities", 2, 8, 8, 1);
            float[] logits = session.run(images, "logits", 2, 8, 8, 1);
            assertEquals(Math.exp(logits[3] - logits[7]), probabilities[3] / probabilities[7], 1e-4);
        }
    }

    @Test
    void operationsThatOnnxLacksAreNamed() {
        FrozenNetwork network =
                Trained.of(new Family_ColoredNetwork(), folder).network().frozen();
        List<NodeDef> changed = network.graph().getNodeList().stream()
                .map(node -> node.getOp().equals("Relu")
                        ? node.toBuilder().setOp("Selu").build()
                        : node)
                .collect(Collectors.toList());
        FrozenNetwork other = new FrozenNetwork(
                GraphDef.newBuilder().addAllNode(changed).build(),
                network.shapes(),
                network.images(),
                network.logits(),
                network.features());
        BadInputException refused =
                assertThrows(BadInputException.class, () -> Conversion.of(other, new OnnxNodes(), "images"));
        assertTrue(refused.getMessage().startsWith("stem/relu (Selu) cannot be written as ONNX"), refused.getMessage());
    }
}
