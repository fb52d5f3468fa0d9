package dev.stagecraft.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.stagecraft.export.Family_BareNetwork;
import dev.stagecraft.export.Family_ColoredNetwork;
import dev.stagecraft.export.Family_KnownNetwork;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.checkpoint.WeightsRefusedException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.run.WeightsImport;
import dev.stagecraft.weights.file.OutgoingTensor;
import dev.stagecraft.weights.file.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that are exported as safetensors, imported, and exported as ONNX still answer the same. */
class ImportedWeightsTest {
    private static final int CLASSES = 7;

    @TempDir
    private Path folder;

    private TrainedNetwork imported(Trained trained, Backbone network) {
        Path file = NetworkExport.to("safetensors").write(trained.network(), folder.resolve("weights.safetensors"));
        WeightsImport done = WeightsImport.of(network, file, Optional.empty(), folder.resolve("imported"));
        assertEquals(List.of(), done.weights().report().firstValues());
        return TrainedNetwork.load(done.checkpoint(), ImportedWeightsTest.class.getClassLoader());
    }

    private void requireSameAnswers(Trained trained, TrainedNetwork imported, String... outputs)
            throws OrtException, IOException {
        assertEquals(trained.network().weightsSha256(), imported.weightsSha256());
        ImageShape size = trained.network().network().input();
        byte[] images = Trained.pixels(size, 2, 1);
        Path file = NetworkExport.to("onnx").write(imported, folder.resolve("imported.onnx"));
        try (OnnxSession before = new OnnxSession(OnnxModel.of(trained.network()));
                OnnxSession after = new OnnxSession(OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)))) {
            float[] ours = trained.logits(images, size, 2);
            assertArrayEquals(ours, after.run(images, size, 2, "logits"), 1e-4f * largest(ours));
            for (String output : outputs) {
                assertArrayEquals(before.run(images, size, 2, output), after.run(images, size, 2, output), output);
            }
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0);
        return largest;
    }

    @Test
    void aClassifierInTheNamesOfTorchvision() throws OrtException, IOException {
        Network network = new Family_KnownNetwork();
        Trained trained = Trained.of(network, folder.resolve("run"));
        requireSameAnswers(trained, imported(trained, network), "logits", "features");
    }

    @Test
    void aNetworkThatEndsInFeaturesTakesTheHeadOfTheWeights() throws OrtException, IOException {
        Trained trained = Trained.of(new Family_BareNetwork().withHead(CLASSES), folder.resolve("run"));
        TrainedNetwork imported = imported(trained, new Family_BareNetwork());
        assertEquals(CLASSES, imported.network().classes());
        requireSameAnswers(trained, imported, "logits", "features", "feature_map");
    }

    @Test
    void aCheckpointIsAPlaceOfWeightsAsWell() {
        Trained trained = Trained.of(new Family_BareNetwork().withHead(CLASSES), folder.resolve("run"));
        WeightsImport done = WeightsImport.of(
                new Family_BareNetwork(), trained.checkpoint(), Optional.empty(), folder.resolve("imported"));
        assertEquals(CLASSES, done.weights().report().classes());
        assertEquals(
                trained.network().weightsSha256(),
                TrainedNetwork.load(done.checkpoint(), ImportedWeightsTest.class.getClassLoader())
                        .weightsSha256());
    }

    /** Its checkpoint would need a head, which would answer at random. */
    @Test
    void weightsWithoutAHeadAreRefusedWithTheReport() throws IOException {
        Trained trained = Trained.of(new Family_BareNetwork().withHead(CLASSES), folder.resolve("run"));
        Path file = folder.resolve("headless.safetensors");
        SafetensorsWriter.write(
                file,
                trained.network().weights().stream()
                        .filter(weight -> !weight.name().startsWith("head/"))
                        .map(weight -> OutgoingTensor.floats(
                                weight.name(),
                                Arrays.stream(weight.shape().asArray()).boxed().toList(),
                                weight::values))
                        .toList(),
                Map.of());
        WeightsRefusedException refused = assertThrows(
                WeightsRefusedException.class,
                () -> WeightsImport.of(new Family_BareNetwork(), file, Optional.empty(), folder.resolve("imported")));
        assertTrue(refused.getMessage().contains("has no head of at least 2 classes"), refused.getMessage());
        assertTrue(refused.report().fits());
        assertFalse(Files.exists(folder.resolve("imported")));
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedWithTheReport() {
        Trained trained = Trained.of(new Family_ColoredNetwork(), folder.resolve("run"));
        WeightsRefusedException refused = assertThrows(
                WeightsRefusedException.class,
                () -> WeightsImport.of(
                        new Family_BareNetwork(), trained.checkpoint(), Optional.empty(), folder.resolve("imported")));
        assertTrue(
                refused.getMessage().contains("does not fit dev.stagecraft.export.Family$Bare"), refused.getMessage());
        assertFalse(refused.report().fits());
    }
}
