package dev.stagecraft.weights.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.match.VariableLine.Source;
import dev.stagecraft.weights.name.Family;
import dev.stagecraft.weights.name.NetworkLayers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a declaration is told to change, so that the network fits a file. */
class MendsTest {
    static List<Arguments> mended() {
        return List.of(
                mended(Family.basic(), deep(Family.basic()), "@Stem(before = {32, 32}), @Stem(kernel = 3)"),
                mended(deep(Family.basic()), Family.basic(), "@Stem(before = {}), @Stem(kernel = 7)"),
                mended(Family.basic(), Family.basic().stem(7, 32), "@Stem(channels = 32)"),
                mended(deep(Family.basic()), deep(Family.basic()).poolConvolution(), "@Stem(poolConvolution = true)"),
                mended(Family.basic(), Family.basic().channels(4), "@Input(channels = 4)"),
                mended(
                        Family.basic().stages(3, 2),
                        Family.basic(),
                        "add a @ResidualStage as stage 4: the file has 4 stages"),
                mended(
                        Family.basic(),
                        Family.basic().stages(3, 2),
                        "remove a @ResidualStage as stage 4: the file has 3 stages"),
                mended(
                        Family.basic(),
                        Family.basic().stages(4, 3),
                        "@ResidualStage(blocks = 3) in stage 1, @ResidualStage(blocks = 3) in stage 2,"
                                + " @ResidualStage(blocks = 3) in stage 3, @ResidualStage(blocks = 3) in stage 4"),
                mended(
                        Family.basic().stages(1, 1),
                        Family.bottleneck().stages(1, 1).withoutProjections(),
                        "@ResidualStage(block = Block.BOTTLENECK) in stage 1"),
                mended(
                        Family.bottleneck(),
                        Family.bottleneck().grouped(32, 4),
                        "@Bottleneck(groups = 32), @Bottleneck(groupWidth = 4)"),
                mended(Family.bottleneck(), Family.bottleneck().grouped(1, 128), "@Bottleneck(groupWidth = 128)"),
                mended(
                        Family.basic(),
                        Family.basic().pooledShortcuts(),
                        "@Shortcut(kind = ShortcutKind.POOLED_PROJECTION)"),
                mended(Family.basic().pooledShortcuts(), Family.basic(), "@Shortcut(kind = ShortcutKind.PROJECTION)"),
                mended(
                        Family.basic(),
                        Family.basic().withoutProjections(),
                        "@Shortcut(kind = ShortcutKind.ZERO_PADDED)"),
                mended(Family.basic(), Family.basic().withoutShortcutNorm(), "@Shortcut(norm = false)"),
                mended(
                        Family.basic(),
                        Family.basic().squeezed(16),
                        "@ResidualNetwork(squeezeExcitation = @SqueezeExcitation(ratio = 16))"),
                mended(Family.basic().squeezed(4), Family.basic(), "@ResidualNetwork(squeezeExcitation = {})"),
                mended(
                        Family.basic(),
                        Family.basic().attending(),
                        "@ResidualNetwork(efficientChannelAttention = true)"),
                mended(Family.basic(), Family.basic().withBiases(), "@ResidualNetwork(convolutionBias = true)"),
                mended(
                        Family.basic().withoutShortcutNorm(),
                        Family.basic().preActivated(),
                        "@ResidualNetwork(order = Order.PRE_ACTIVATION)"));
    }

    private static Family deep(Family family) {
        return family.stem(3, 32, 32, 64);
    }

    private static Arguments mended(Family network, Family file, String mends) {
        return Arguments.of(network, file, mends);
    }

    @ParameterizedTest
    @MethodSource("mended")
    void anotherNetworkIsRefusedWithWhatMendsIt(Family network, Family file, String mends) {
        WeightsReport report = WeightsMatch.of(network.layers(), WeightsMatchTest.file(file));
        assertFalse(report.fits());
        assertEquals(
                mends, String.join(", ", report.mends().stream().map(Mend::text).toList()));
        assertTrue(report.variables().stream().noneMatch(line -> line.source() == Source.FIRST_VALUE));
    }

    /** No shortcut of it has a stride, so none has a pool, and only its declaration shows its kind. */
    @Test
    void pooledShortcutsWithoutPoolsNeedNoOtherKind() {
        WeightsReport report = WeightsMatch.of(pooled(2), WeightsMatchTest.file(pooled(3)));
        assertEquals(
                List.of("@ResidualStage(blocks = 3) in stage 1"),
                report.mends().stream().map(Mend::text).toList());
    }

    private static NetworkLayers pooled(int blocks) {
        NetworkLayers layers =
                Family.bottleneck().stages(1, blocks).pooledShortcuts().layers();
        return new NetworkLayers(
                layers.network(),
                List.of("@ResidualNetwork(shortcut = @Shortcut(kind = ShortcutKind.POOLED_PROJECTION))"),
                layers.layers());
    }

    @Test
    void narrowLayersOfMultiplesOfEight() {
        List<TensorEntry> entries = WeightsMatchTest.changed(
                WeightsMatchTest.file(Family.basic().squeezed(16)),
                each -> WeightsMatchTest.entry(
                        each.name(),
                        each.dtype(),
                        each.shape().stream()
                                .map(size -> size == 4 ? (Long) 8L : size)
                                .toList()));
        WeightsReport report = WeightsMatch.of(Family.basic().squeezed(16).layers(), entries);
        assertEquals(
                "@ResidualNetwork(squeezeExcitation = @SqueezeExcitation(ratio = 16, divisor = 8))",
                report.mends().get(0).text());
    }
}
