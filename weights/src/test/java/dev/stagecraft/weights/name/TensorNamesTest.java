package dev.stagecraft.weights.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.weights.name.NetworkLayers.Layer;
import dev.stagecraft.weights.name.NetworkLayers.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The names of torchvision and timm, both ways. */
class TensorNamesTest {
    @ParameterizedTest
    @CsvSource({
        "stem/conv/kernel, conv1.weight, 64×3×7×7",
        "stem/norm/gamma, bn1.weight, 64",
        "stem/norm/beta, bn1.bias, 64",
        "stem/norm/moving_mean, bn1.running_mean, 64",
        "stem/norm/moving_variance, bn1.running_var, 64",
        "stage1/block1/conv1/kernel, layer1.0.conv1.weight, 64×64×3×3",
        "stage2/block1/shortcut/conv/kernel, layer2.0.downsample.0.weight, 128×64×1×1",
        "stage2/block1/shortcut/norm/gamma, layer2.0.downsample.1.weight, 128",
        "stage4/block2/norm2/moving_variance, layer4.1.bn2.running_var, 512",
        "head/dense/kernel, fc.weight, 1000×512",
        "head/dense/bias, fc.bias, 1000"
    })
    void torchvisionsResNet18(String variable, String tensor, String shape) {
        assertNamed(Family.basic(), Vocabulary.RESNET, variable, tensor, shape);
    }

    @ParameterizedTest
    @CsvSource({
        "stem/conv1/kernel, conv1.0.weight, 32×3×3×3",
        "stem/norm1/beta, conv1.1.bias, 32",
        "stem/conv2/kernel, conv1.3.weight, 32×32×3×3",
        "stem/norm2/moving_mean, conv1.4.running_mean, 32",
        "stem/conv3/kernel, conv1.6.weight, 64×32×3×3",
        "stem/norm3/gamma, bn1.weight, 64",
        // The first stage has no stride and so no pool, but the place of one.
        "stage1/block1/shortcut/conv/kernel, layer1.0.downsample.1.weight, 256×64×1×1",
        "stage1/block1/shortcut/norm/gamma, layer1.0.downsample.2.weight, 256",
        "stage2/block1/shortcut/conv/kernel, layer2.0.downsample.1.weight, 512×256×1×1",
        "stage1/block1/se/reduce/kernel, layer1.0.se.fc1.weight, 16×256×1×1",
        "stage1/block1/se/reduce/bias, layer1.0.se.fc1.bias, 16",
        "stage1/block2/se/expand/kernel, layer1.1.se.fc2.weight, 256×16×1×1"
    })
    void timmsDeepStemPooledShortcutsAndExcitation(String variable, String tensor, String shape) {
        Family family =
                Family.bottleneck().stem(3, 32, 32, 64).pooledShortcuts().squeezed(16);
        assertNamed(family, Vocabulary.RESNET, variable, tensor, shape);
    }

    @ParameterizedTest
    @CsvSource({
        "stem/pool/conv/kernel, maxpool.0.weight, 64×64×3×3",
        "stem/pool/norm/moving_variance, maxpool.1.running_var, 64",
        "stage1/block1/eca/conv/kernel, layer1.0.se.conv.weight, 1×1×3",
        "stage1/block1/conv2/kernel, layer1.0.conv2.weight, 128×4×3×3"
    })
    void timmsStemOfResNetRsAttentionAndGroups(String variable, String tensor, String shape) {
        Family family = Family.bottleneck()
                .stem(3, 32, 32, 64)
                .poolConvolution()
                .attending()
                .grouped(32, 4);
        assertNamed(family, Vocabulary.RESNET, variable, tensor, shape);
    }

    @ParameterizedTest
    @CsvSource({
        "stem/conv/kernel, stem.conv.weight, 64×3×7×7",
        "stage1/block1/norm1/gamma, stages.0.blocks.0.norm1.weight, 64",
        "stage1/block1/conv1/kernel, stages.0.blocks.0.conv1.weight, 64×64×1×1",
        "stage1/block1/shortcut/conv/kernel, stages.0.blocks.0.downsample.conv.weight, 256×64×1×1",
        "stage4/block2/conv3/kernel, stages.3.blocks.1.conv3.weight, 2048×512×1×1",
        "final/norm/moving_mean, norm.running_mean, 2048",
        "head/dense/kernel, head.fc.weight, 1000×2048×1×1",
        "head/dense/bias, head.fc.bias, 1000"
    })
    void timmsPreActivation(String variable, String tensor, String shape) {
        assertNamed(Family.bottleneck().preActivated(), Vocabulary.RESNET_V2, variable, tensor, shape);
    }

    @Test
    void aDeepStemWithPreActivation() {
        Family family = Family.bottleneck().stem(3, 32, 32, 64).preActivated();
        assertNamed(family, Vocabulary.RESNET_V2, "stem/conv3/kernel", "stem.conv3.weight", "64×32×3×3");
        assertNamed(family, Vocabulary.RESNET_V2, "stem/norm2/beta", "stem.norm2.bias", "32");
    }

    private static void assertNamed(
            Family family, Vocabulary vocabulary, String variable, String tensor, String shape) {
        Counterpart found = byVariable(family.layers(), vocabulary).get(variable);
        assertEquals(tensor, found.tensor());
        assertEquals(shape, found.tensorShape().stream().map(String::valueOf).collect(Collectors.joining("×")));
    }

    private static Map<String, Counterpart> byVariable(NetworkLayers network, Vocabulary vocabulary) {
        return TensorNames.of(network, vocabulary).counterparts().stream()
                .collect(Collectors.toMap(Counterpart::variable, Function.identity()));
    }

    /** The published number of keys, with and without counters. */
    @Test
    void asManyTensorsAsTorchvisionSaves() {
        TensorNames names = TensorNames.of(Family.basic().layers(), Vocabulary.RESNET);
        assertEquals(102, names.counterparts().size());
        assertEquals(122 - 102, names.counters().size());
        assertTrue(names.counters().contains("layer2.0.downsample.1.num_batches_tracked"), names.counters()::toString);
    }

    static Stream<Family> published() {
        return Stream.of(
                Family.basic(),
                Family.bottleneck(),
                Family.bottleneck().stem(3, 32, 32, 64).pooledShortcuts(),
                Family.bottleneck().squeezed(16),
                Family.bottleneck().attending(),
                Family.bottleneck().grouped(32, 4),
                Family.bottleneck()
                        .stem(3, 32, 32, 64)
                        .poolConvolution()
                        .pooledShortcuts()
                        .squeezed(4),
                Family.basic().preActivated(),
                Family.bottleneck().preActivated(),
                Family.bottleneck().stem(3, 24, 32, 64).pooledShortcuts().preActivated());
    }

    @ParameterizedTest
    @MethodSource("published")
    void translatesBack(Family family) {
        NetworkLayers network = family.layers();
        TensorNames names = TensorNames.forOthers(network);
        assertTrue(names.vocabulary() != Vocabulary.OWN, names.vocabulary()::title);
        assertEquals(List.of(), names.unnamed());
        assertEquals(network.variables().size(), new HashSet<>(tensors(names)).size());
        TranslatedTensors back = TranslatedTensors.of(tensors(names));
        assertEquals(names.vocabulary(), back.vocabulary());
        assertEquals(network.variables(), List.copyOf(back.variables().values()));
    }

    private static List<Tensor> tensors(TensorNames names) {
        return names.counterparts().stream()
                .map(each -> new Tensor(each.tensor(), each.tensorShape()))
                .toList();
    }

    static Stream<Family> ours() {
        return Stream.of(
                Family.basic().withBiases(),
                Family.basic().withoutShortcutNorm(),
                Family.basic().stages(3, 2),
                Family.basic().squeezed(16).attending(),
                Family.basic().stem(3, 32, 64),
                Family.bottleneck().squeezed(16).preActivated());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatNobodyElseBuildsKeepsItsOwnNames(Family family) {
        NetworkLayers network = family.layers();
        TensorNames names = TensorNames.forOthers(network);
        assertEquals(Vocabulary.OWN, names.vocabulary());
        assertEquals(List.of(), names.counters());
        assertEquals(
                network.variables().stream().map(Variable::name).toList(),
                names.counterparts().stream().map(Counterpart::tensor).toList());
        assertEquals(
                network.variables(),
                List.copyOf(TranslatedTensors.of(tensors(names)).variables().values()));
    }

    /** A network that was written by hand has no layer table, and so no kinds of layers. */
    @ParameterizedTest
    @MethodSource("ours")
    void kindsOfLayersDoNotMatter(Family family) {
        assertEquals(
                Vocabulary.OWN, TensorNames.forOthers(kindless(family.layers())).vocabulary());
        assertEquals(
                Vocabulary.RESNET,
                TensorNames.forOthers(kindless(Family.basic().squeezed(16).layers()))
                        .vocabulary());
    }

    private static NetworkLayers kindless(NetworkLayers network) {
        return new NetworkLayers(
                network.network(),
                List.of(),
                network.layers().stream()
                        .map(layer -> new Layer(layer.name(), "unknown", layer.variables()))
                        .toList());
    }

    /** timm would count the blur before the normalization. */
    @Test
    void aBlurAmongTheConvolutionsOfThePoolIsNobodyElses() {
        NetworkLayers network =
                Family.basic().stem(3, 32, 32, 64).poolConvolution().layers();
        List<Layer> blurred = new ArrayList<>(network.layers());
        blurred.add(Layer.plain("stem/pool/blur", "blur"));
        assertEquals(Vocabulary.RESNET, TensorNames.forOthers(network).vocabulary());
        assertEquals(
                Vocabulary.OWN,
                TensorNames.forOthers(new NetworkLayers(network.network(), List.of(), blurred))
                        .vocabulary());
    }

    /** timm allows each stage its own kind of block, but not each block. */
    @Test
    void stagesMayHaveBlocksOfTheirOwnKind() {
        NetworkLayers basic = Family.basic().layers();
        assertEquals(
                Vocabulary.RESNET, TensorNames.forOthers(longer(basic, 1, 2)).vocabulary());
        assertEquals(Vocabulary.OWN, TensorNames.forOthers(longer(basic, 2)).vocabulary());
    }

    /** Some blocks of the third stage get a third convolution. */
    private static NetworkLayers longer(NetworkLayers network, int... blocks) {
        List<Layer> layers = new ArrayList<>(network.layers());
        for (int block : blocks) {
            layers.add(Layer.convolution("stage3/block" + block + "/conv3", 1, 256, 256, false));
            layers.add(Layer.normalization("stage3/block" + block + "/norm3", 256));
        }
        return new NetworkLayers(network.network(), List.of(), layers);
    }

    @Test
    void wordsThatAreMissingAreSaid() {
        TensorNames names = TensorNames.of(Family.basic().preActivated().layers(), Vocabulary.RESNET);
        assertFalse(names.isPublished());
        assertEquals(
                List.of("final/norm/gamma", "final/norm/beta", "final/norm/moving_mean", "final/norm/moving_variance"),
                names.unnamed().stream().map(Variable::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "conv1.2.weight",
        "layer0.0.conv1.weight",
        "layer1.00.conv1.weight",
        "layer1.0.conv1",
        "layer1.0.bn1.running_mean.x",
        "layer1.0.conv1.running_mean",
        "layer99999999999.0.conv1.weight",
        "weight"
    })
    void strangersNames(String name) {
        List<Tensor> tensors = List.of(new Tensor("fc.weight", List.of(10L, 64L)), new Tensor(name, List.of(1L)));
        assertEquals(Map.of("fc.weight", "head/dense/kernel"), names(TranslatedTensors.of(tensors)));
    }

    private static Map<String, String> names(TranslatedTensors translated) {
        return translated.variables().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().name()));
    }

    @Test
    void counters() {
        assertTrue(TensorNames.isCounter("bn1.num_batches_tracked"));
        assertTrue(TensorNames.isCounter("num_batches_tracked"));
        assertFalse(TensorNames.isCounter("bn1_num_batches_tracked"));
    }
}
