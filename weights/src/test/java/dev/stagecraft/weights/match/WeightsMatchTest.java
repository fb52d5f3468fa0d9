package dev.stagecraft.weights.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.weights.file.Dtype;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.match.Difference.Kind;
import dev.stagecraft.weights.match.TensorLine.Use;
import dev.stagecraft.weights.name.Family;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.TensorNames;
import dev.stagecraft.weights.name.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is loaded, what stays, what is refused, and what is said about it. */
class WeightsMatchTest {
    @Test
    void allOfTorchvisionsResNet18() {
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), file(Family.basic()));
        assertTrue(report.fits(), () -> report.refusal().orElseThrow());
        assertEquals(102, report.loads().size());
        assertEquals(Vocabulary.RESNET, report.vocabulary());
        assertEquals(List.of(), report.firstValues());
        assertEquals(20, count(report, Use.NOT_NEEDED));
        assertEquals(102, count(report, Use.USED));
        assertEquals(
                "102 of 102 variables of com.acme.Net are loaded, from tensors with torchvision's and timm's resnet.py"
                        + " names",
                report.summary());
    }

    private static long count(WeightsReport report, Use use) {
        return report.tensors().stream().filter(line -> line.use() == use).count();
    }

    /** The file that a network of others would be saved to. */
    static List<TensorEntry> file(Family family) {
        return file(family.layers());
    }

    static List<TensorEntry> file(NetworkLayers network) {
        TensorNames published = TensorNames.forOthers(network);
        Vocabulary vocabulary =
                network.layers().stream().anyMatch(layer -> layer.name().equals("final/norm"))
                        ? Vocabulary.RESNET_V2
                        : Vocabulary.RESNET;
        TensorNames names = published.isPublished() && published.vocabulary() != Vocabulary.OWN
                ? published
                : TensorNames.of(network, vocabulary);
        List<TensorEntry> entries = new ArrayList<>();
        names.counterparts().forEach(each -> entries.add(entry(each.tensor(), Dtype.F32, each.tensorShape())));
        names.counters().forEach(each -> entries.add(entry(each, Dtype.I64, List.of())));
        return entries;
    }

    static TensorEntry entry(String name, Dtype dtype, List<Long> shape) {
        long elements = shape.stream().reduce(1L, (a, b) -> a * b);
        return new TensorEntry(name, dtype, shape, 0, elements * dtype.bits() / Byte.SIZE);
    }

    static List<TensorEntry> changed(List<TensorEntry> entries, UnaryOperator<TensorEntry> change) {
        return entries.stream().map(change).toList();
    }

    private static List<TensorEntry> renamed(List<TensorEntry> entries, UnaryOperator<String> change) {
        return changed(entries, each -> entry(change.apply(each.name()), each.dtype(), each.shape()));
    }

    @Test
    void theHeadOfOtherClassesKeepsItsFirstValues() {
        WeightsReport report = WeightsMatch.of(Family.basic().classes(10).layers(), file(Family.basic()));
        assertTrue(report.fits(), () -> report.refusal().orElseThrow());
        assertEquals(
                List.of("head/dense/kernel", "head/dense/bias"),
                report.firstValues().stream().map(VariableLine::variable).toList());
        assertEquals(
                "the file has 1000 classes and the network 10",
                report.firstValues().get(0).how());
        assertEquals(100, report.loads().size());
        assertEquals(20 + 2, count(report, Use.NOT_NEEDED));
    }

    @Test
    void aFileWithoutHead() {
        WeightsReport report =
                WeightsMatch.of(Family.basic().layers(), file(Family.basic().classes(0)));
        assertTrue(report.fits());
        assertEquals("the file has no head", report.firstValues().get(0).how());
    }

    @Test
    void aNetworkThatEndsInFeatures() {
        WeightsReport report = WeightsMatch.of(Family.basic().classes(0).layers(), file(Family.basic()));
        assertTrue(report.fits());
        assertEquals(
                List.of("the network ends in features", "the network ends in features"),
                report.tensors().stream()
                        .filter(line -> line.tensor().startsWith("fc."))
                        .map(TensorLine::why)
                        .toList());
    }

    @Test
    void halfAHeadIsRefused() {
        List<TensorEntry> entries = new ArrayList<>(file(Family.basic()));
        entries.removeIf(each -> each.name().equals("fc.bias"));
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertEquals(
                Optional.of("head/dense/bias"),
                report.difference().orElseThrow().variable());
    }

    @Test
    void oneChannelTakesTheSumOfThreeColors() {
        WeightsReport report = WeightsMatch.of(Family.basic().channels(1).layers(), file(Family.basic()));
        assertTrue(report.fits(), () -> report.refusal().orElseThrow());
        assertTrue(report.loads().get(0).sumsColors());
        assertTrue(report.remarks().toString().contains("conv1.weight are summed"), report.remarks()::toString);
        assertTrue(report.variables().get(0).how().endsWith("three colors summed"));
        assertFalse(report.loads().get(1).sumsColors());
    }

    @Test
    void prefixesOfWrappersAreTakenOff() {
        List<TensorEntry> entries = renamed(file(Family.basic()), name -> "_orig_mod.module." + name);
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertTrue(report.fits(), () -> report.refusal().orElseThrow());
        assertEquals(List.of("the wrapper prefix _orig_mod.module. is removed from names"), report.remarks());
    }

    @Test
    void twoTensorsOfOneNameAreRefused() {
        List<TensorEntry> entries = new ArrayList<>(file(Family.basic()));
        entries.add(entry("module.fc.bias", Dtype.F32, List.of(1000L)));
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertTrue(
                report.refusal().orElseThrow().startsWith("the file has fc.bias and module.fc.bias"),
                report.refusal()::toString);
        assertEquals(
                List.of("fc.bias USED", "module.fc.bias LEFT_OVER"),
                report.tensors().stream()
                        .filter(line -> line.tensor().endsWith("fc.bias"))
                        .map(line -> line.tensor() + " " + line.use())
                        .toList());
    }

    @Test
    void otherFloatsAreConvertedAndSaidSo() {
        List<TensorEntry> entries = changed(
                file(Family.basic()),
                each -> entry(each.name(), each.shape().size() == 4 ? Dtype.BF16 : each.dtype(), each.shape()));
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertTrue(report.fits());
        assertEquals(List.of("BF16 tensors are converted to float32"), report.remarks());
        assertEquals(
                "axes reordered from OIHW to HWIO, BF16 converted to float32",
                report.variables().get(0).how());
    }

    @Test
    void wholeNumbersAreNoWeights() {
        List<TensorEntry> entries = changed(
                file(Family.basic()),
                each -> entry(
                        each.name(),
                        each.name().equals("layer1.0.conv1.weight") ? Dtype.I8 : each.dtype(),
                        each.shape()));
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertEquals(Kind.TYPE, report.difference().orElseThrow().kind());
        assertTrue(report.refusal().orElseThrow().startsWith("layer1.0.conv1.weight for"), report.refusal()::toString);
    }

    /** The first differing layer, in both vocabularies, with both shapes. */
    @Test
    void theFirstDifferenceIsNamedInBothVocabularies() {
        WeightsReport report =
                WeightsMatch.of(Family.basic().layers(), file(Family.basic().stages(4, 3)));
        Difference first = report.difference().orElseThrow();
        assertEquals(Kind.LEFT_OVER, first.kind());
        assertEquals(
                "the file has layer1.2.conv1.weight [64, 64, 3, 3], which would be stage1/block3/conv1/kernel"
                        + " [3, 3, 64, 64], but the network has no such variable",
                first.text());

        Difference missing = WeightsMatch.of(Family.basic().stages(4, 3).layers(), file(Family.basic()))
                .difference()
                .orElseThrow();
        assertEquals(Kind.MISSING, missing.kind());
        assertEquals(
                "the network has stage1/block3/conv1/kernel [3, 3, 64, 64], which would be layer1.2.conv1.weight"
                        + " [64, 64, 3, 3], but the file has no tensor of that name",
                missing.text());

        Difference shape = WeightsMatch.of(
                        Family.bottleneck().layers(), file(Family.bottleneck().grouped(32, 4)))
                .difference()
                .orElseThrow();
        assertEquals(Kind.SHAPE, shape.kind());
        assertEquals(
                "stage1/block1/conv1/kernel is [1, 1, 64, 64] in the network, which would be layer1.0.conv1.weight"
                        + " [64, 64, 1, 1], but the file has layer1.0.conv1.weight [128, 64, 1, 1], which would be"
                        + " [1, 1, 64, 128]",
                shape.text());
    }

    @Test
    void groupNormalizationIsRefusedByItsKind() {
        List<TensorEntry> entries = file(Family.bottleneck()).stream()
                .filter(each -> !each.name().contains("running_") && !TensorNames.isCounter(each.name()))
                .toList();
        WeightsReport report = WeightsMatch.of(Family.bottleneck().layers(), entries);
        assertTrue(
                report.refusal().orElseThrow().contains("group normalization"),
                report.refusal().orElseThrow());
    }

    @Test
    void namesThatNobodyKnows() {
        List<TensorEntry> entries = renamed(file(Family.basic()), name -> "encoder." + name);
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertTrue(
                report.refusal().orElseThrow().contains("the first is encoder.conv1.weight"),
                report.refusal().orElseThrow());
    }

    @Test
    void aStrangersNameIsEscaped() {
        List<TensorEntry> entries = new ArrayList<>(file(Family.basic()));
        entries.add(entry("evil\u001b[2J", Dtype.F32, List.of(1L)));
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertFalse(report.fits());
        assertFalse(report.text().contains("\u001b"));
        assertTrue(report.json().contains("evil\\u001b[2J"), report.json());
    }

    /** Names of our own form are not translated, so that a stranger's text is left in them. */
    @Test
    void aStrangersNameOfOurFormIsEscaped() {
        NetworkLayers network = Family.basic().layers();
        List<TensorEntry> entries = new ArrayList<>(network.variables().stream()
                .map(each -> entry(each.name(), Dtype.F32, each.shape()))
                .toList());
        entries.add(entry("head/\u001b[2J", Dtype.F32, List.of(1L)));
        WeightsReport report = WeightsMatch.of(network, entries);
        assertFalse(report.fits());
        assertFalse(report.text().contains("\u001b"));
        assertFalse(report.refusal().orElseThrow().contains("\u001b"));
    }

    @Test
    void aNameOfAHundredThousandPrefixes() {
        List<TensorEntry> entries = new ArrayList<>(file(Family.basic()));
        entries.add(entry("module.".repeat(100_000) + "x", Dtype.F32, List.of(1L)));
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertFalse(report.fits());
    }

    /** Nothing in a file makes the report slow or fail. */
    @Test
    void absurdNames() {
        List<TensorEntry> entries = new ArrayList<>(file(Family.basic()));
        entries.add(entry("layer999999.999999.conv1.weight", Dtype.F32, List.of(1L, 1L, 1L, 1L)));
        entries.add(entry("layer99999999999.0.conv1.weight", Dtype.F32, List.of(1L)));
        entries.add(entry("stage99999999999/block1/conv1/kernel", Dtype.F32, List.of()));
        entries.add(entry("layer1.0.se.fc1.weight", Dtype.F32, List.of(0L, 0L, 1L, 1L)));
        entries.add(entry("", Dtype.BOOL, List.of()));
        WeightsReport report = WeightsMatch.of(Family.basic().layers(), entries);
        assertFalse(report.fits());
        assertEquals(entries.size(), report.tensors().size());
    }

    @Test
    void ownNames() {
        NetworkLayers network = Family.basic().stages(3, 2).withBiases().layers();
        List<TensorEntry> entries = network.variables().stream()
                .map(each -> entry(each.name(), Dtype.F32, each.shape()))
                .toList();
        WeightsReport report = WeightsMatch.of(network, entries);
        assertTrue(report.fits(), () -> report.refusal().orElseThrow());
        assertEquals(Vocabulary.OWN, report.vocabulary());
        assertEquals("unchanged", report.variables().get(0).how());
    }

    /** Those of a network that is written by hand, in a checkpoint or a file of its own. */
    @Test
    void ownNamesOfAnyForm() {
        NetworkLayers network = new NetworkLayers(
                "com.acme.ByHand",
                List.of(),
                List.of(
                        NetworkLayers.Layer.convolution("body/first", 3, 1, 4, false),
                        NetworkLayers.Layer.dense("classes", 4, 10)));
        List<TensorEntry> entries = network.variables().stream()
                .map(each -> entry(each.name(), Dtype.F32, each.shape()))
                .toList();
        WeightsReport report = WeightsMatch.of(network, entries);
        assertTrue(report.fits(), () -> report.refusal().orElseThrow());
        assertEquals(Vocabulary.OWN, report.vocabulary());
        assertEquals(3, report.loads().size());
    }

    @Test
    void whatShowsInNoNameIsTakenFromTheDeclaration() {
        NetworkLayers layers = Family.basic().layers();
        NetworkLayers declared = new NetworkLayers(
                layers.network(),
                List.of(
                        "@ResidualNetwork(input = @Input(height = 8, width = 8, channels = 3), activation ="
                                + " Activation.SILU, norm = @BatchNorm(epsilon = 1.0E-3), shortcut = @Shortcut(kind ="
                                + " ShortcutKind.POOLED_PROJECTION), antialias = Antialias.BLUR)",
                        "@Stem(channels = 64, kernel = 7, stride = 2)"),
                layers.layers());
        List<String> lines = WeightsMatch.of(declared, file(Family.basic())).fromDeclaration();
        assertEquals(
                List.of(
                        "activation: activation = Activation.SILU",
                        "padding: padding = Padding.SYMMETRIC",
                        "blur or pool that has the strides: antialias = Antialias.BLUR",
                        "kind of shortcut: kind = ShortcutKind.POOLED_PROJECTION",
                        "epsilon of normalization: epsilon = 1.0E-3",
                        "stride on the first 1×1 of a bottleneck: strideOnFirst = false",
                        "strides and pool: @Stem(channels = 64, kernel = 7, stride = 2)"),
                lines);
    }

    @Test
    void theReportNamesEveryVariableAndTensor() {
        WeightsReport report = WeightsMatch.of(Family.basic().classes(10).layers(), file(Family.basic()));
        String text = report.text();
        report.variables().forEach(line -> assertTrue(text.contains("  " + line.variable() + " "), line.variable()));
        report.tensors().forEach(line -> assertTrue(text.contains(line.tensor() + " "), line.tensor()));
        assertTrue(text.contains(
                "stem/conv/kernel [7, 7, 3, 64] from conv1.weight [64, 3, 7, 7], axes reordered from OIHW to HWIO"));
        assertTrue(text.endsWith(report.declarationText()), text);
        assertTrue(report.declarationText().contains("\n  kind of shortcut: as the network computes it"), text);
        assertTrue(text.contains("head/dense/bias [10] keeps its first value: the file has 1000 classes"));
        assertTrue(report.json().startsWith("{\n  \"network\": \"com.acme.Net\",\n  \"names\": \"resnet\",\n"));
    }
}
