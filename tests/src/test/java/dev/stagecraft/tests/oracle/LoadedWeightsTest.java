package dev.stagecraft.tests.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.runtime.train.ServingNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.tests.oracle.Architecture.Activation;
import dev.stagecraft.tests.oracle.Architecture.Antialiasing;
import dev.stagecraft.tests.oracle.Architecture.Block;
import dev.stagecraft.tests.oracle.Architecture.Norm;
import dev.stagecraft.tests.support.TorchFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files in torchvision's and timm's names, with drawn weights, against the same networks written from the papers over PyTorch
 * in double precision: a file that is loaded answers as PyTorch does, and as a twin of the same names and shapes does not.
 */
class LoadedWeightsTest {
    /** Of the largest logit. */
    private static final double SAME = 1e-4;

    private static final double OTHER = 1e-2;

    private static final int CLASSES = 10;

    @TempDir
    private Path folder;

    @BeforeEach
    void assumePyTorch() {
        Oracle.assumeAvailable();
    }

    static List<Arguments> families() {
        return List.of(
                family(PostActivated.Basic.VARIANT, TorchFile.resnet(false), it -> it.with(Antialiasing.BLUR)),
                family(
                        PostActivated.StrideOnFirst.VARIANT,
                        TorchFile.resnet(false),
                        it -> it.with(Block.BOTTLENECK.strideOn(2))),
                family(PostActivated.StrideOnSecond.VARIANT, TorchFile.resnet(false), it -> it.with(Block.BOTTLENECK)),
                family(PreActivated.Basic.VARIANT, TorchFile.resnetV2(), it -> it.with(new Norm(0.9f, 1e-1f))),
                family(PreActivated.Bottleneck.VARIANT, TorchFile.resnetV2(), it -> it.with(Activation.RELU)),
                family(Shortcuts.Pooled.VARIANT, TorchFile.resnet(true, 3), it -> it.with(Antialiasing.BLUR)),
                family(Wider.Grouped.VARIANT, TorchFile.resnet(false), it -> it.with(Block.BOTTLENECK.grouped(2))),
                family(Wider.Wide.VARIANT, TorchFile.resnet(false), it -> it.with(Block.BOTTLENECK)),
                family(Wider.Squeezed.VARIANT, TorchFile.resnet(false), it -> it.with(Activation.RELU)),
                family(Attention.Everywhere.VARIANT, TorchFile.resnet(false), it -> it.with(Activation.SILU)),
                family(Antialiased.Bottlenecks.VARIANT, TorchFile.resnet(false), it -> it.with(Antialiasing.NONE)),
                family(Antialiased.StrideOnFirst.VARIANT, TorchFile.resnet(true), it -> it.with(Antialiasing.NONE)),
                family(Wider.SqueezedToMultiples.VARIANT, TorchFile.resnet(false), it -> it.with(Activation.SILU)),
                family(Antialiased.Averaged.VARIANT, TorchFile.resnet(true, 2), it -> it.with(Antialiasing.NONE)),
                family(
                        Antialiased.AveragedPreActivated.VARIANT,
                        TorchFile.resnetV2(),
                        it -> it.with(Antialiasing.NONE)),
                family(Revisited.Whole.VARIANT, TorchFile.resnet(true, 3), it -> it.with(Activation.SILU)),
                family(Antialiased.PreActivated.VARIANT, TorchFile.resnetV2(), it -> it.with(Antialiasing.NONE)));
    }

    /** @param twin another network of the same names and shapes */
    private static Arguments family(Variant variant, TorchFile file, UnaryOperator<Architecture> twin) {
        return Arguments.of(variant, file, twin.apply(variant.architecture()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void answersAsItsOwnNetworkAndNotAsItsTwin(Variant variant, TorchFile file, Architecture twin) throws IOException {
        Network network = variant.network();
        Map<String, Weight> weights = draw(network, file);
        Path written = file.write(folder.resolve("model.safetensors"));
        Images images = darkened(variant.images());
        double[] logits;
        try (TrainableNetwork trainable =
                TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), 1)) {
            assertEquals(
                    weights.size(), trainable.init(written).report().loads().size());
            try (ServingNetwork serving = trainable.serving()) {
                logits = doubles(serving.logits(images.pixels(), images.count()));
            }
        }
        double[] expected = logits(variant.architecture(), weights, images);
        double largest = largest(expected);
        assertTrue(largest > 0.1 && largest < 100, () -> "the largest logit is " + largest);
        assertTrue(apart(first(expected), last(expected)) > OTHER * largest, "pictures look alike");
        assertTrue(apart(expected, logits) <= SAME * largest, () -> apart(expected, logits) / largest + " apart");
        double[] otherwise = logits(twin, weights, images);
        assertTrue(
                apart(otherwise, logits) > OTHER * largest,
                () -> "a twin is only " + apart(otherwise, logits) / largest + " apart");
    }

    /** Draws a weight for each variable and adds it to the file. */
    private static Map<String, Weight> draw(Network network, TorchFile file) {
        Random random = new Random(7);
        Map<String, Weight> weights = new LinkedHashMap<>();
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            for (Variable variable : graph.variables()) {
                String name = variable.name();
                Weight weight = Weight.draw(name, variable.shape().asArray(), variable.trainable(), random);
                weights.put(name, weight);
                file.add(name, weight.shape(), weight.values());
                if (name.endsWith("/gamma")) {
                    file.addCounter(name.substring(0, name.lastIndexOf('/')));
                }
            }
        }
        return weights;
    }

    private static double[] logits(Architecture architecture, Map<String, Weight> weights, Images images) {
        return Oracle.evaluation(architecture, weights, images).get("evaluation logits");
    }

    /** Noise alone looks alike once it is averaged, so each picture is brighter than the one before. */
    private static Images darkened(Images images) {
        byte[] pixels = images.pixels();
        int each = pixels.length / images.count();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ((pixels[i] & 0xff) * (i / each + 1) / images.count());
        }
        return images;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double[] first(double[] logits) {
        return Arrays.copyOfRange(logits, 0, CLASSES);
    }

    private static double[] last(double[] logits) {
        return Arrays.copyOfRange(logits, logits.length - CLASSES, logits.length);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static double apart(double[] one, double[] other) {
        double most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(one[i] - other[i]));
        }
        return most;
    }
}
