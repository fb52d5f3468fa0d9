package dev.stagecraft.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.AntialiasKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.ShortcutKind;
import dev.stagecraft.processor.spec.ShortcutSpec;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which numbers of a block have which role. */
class BlockNumbersTest {
    private final Specs specs = new Specs();

    @Test
    void identityGivesWhatItTakesAndHasNoStride() {
        specs.stages = List.of(Specs.stage(8, 2));
        assertEquals("{in=64, out=8, stride=1}", arguments(0, 0));
        assertEquals("{out=8}", arguments(0, 1));
    }

    /** The width of the first stage happens to be what the stem gives; it is not what the stem gives. */
    @Test
    void equalValuesKeepTheirRoles() {
        specs.stages = List.of(Specs.bottlenecks(64, 2), Specs.bottlenecks(64, 1));
        assertEquals("{in=64, width=64, out=256, stride=1}", arguments(0, 0));
        assertEquals("{width=64, out=256}", arguments(0, 1));
        assertEquals("{in=256, width=64, out=256, stride=2}", arguments(1, 0));
        assertEquals(numbers(0, 0).form(), numbers(1, 0).form());
        assertNotEquals(numbers(0, 0).form(), numbers(0, 1).form());
    }

    @Test
    void eachConvolutionNamesItsNumbers() {
        specs.stages = List.of(Specs.bottlenecks(64, 1));
        specs.bottleneck = new BottleneckSpec(4, false, 32, 4);
        assertEquals("kernel 1, stride 1, groups 1, in in, out width", named("conv1"));
        assertEquals("kernel 3, stride stride, groups 32, in width, out width", named("conv2"));
        assertEquals("kernel 1, stride 1, groups 1, in width, out out", named("conv3"));
        assertEquals("kernel 1, stride stride, groups 1, in in, out out", named("shortcut/conv"));
        specs.bottleneck = new BottleneckSpec(4, true, 1, 64);
        assertEquals("kernel 1, stride stride, groups 1, in in, out width", named("conv1"));
        assertEquals("kernel 3, stride 1, groups 1, in width, out width", named("conv2"));
    }

    @Test
    void poolTakesTheStrideOfItsProjection() {
        specs.stages = List.of(Specs.stage(64, 1), Specs.stage(128, 1));
        specs.shortcut = new ShortcutSpec(ShortcutKind.POOLED_PROJECTION, true);
        assertEquals("{in=64, out=128, stride=2}", arguments(1, 0));
        BlockNumbers numbers = numbers(1, 0);
        assertEquals("stride stride", named(numbers, block(1, 0), "shortcut/pool"));
        assertEquals("kernel 1, stride 1, groups 1, in in, out out", named(numbers, block(1, 0), "shortcut/conv"));
    }

    @Test
    void zeroPaddingAddsWhatIsMissing() {
        specs.stages = List.of(Specs.stage(64, 2), Specs.stage(128, 1), Specs.stage(128, 1));
        specs.shortcut = new ShortcutSpec(ShortcutKind.ZERO_PADDED, true);
        assertEquals("{out=64}", arguments(0, 0));
        assertEquals("{in=64, out=128, stride=2}", arguments(1, 0));
        assertEquals("more out - in", named(numbers(1, 0), block(1, 0), "shortcut/pad"));
        // Only pixels are left out here, so that the sum still says that channels stay.
        assertEquals("{out=128, stride=2}", arguments(2, 0));
    }

    @Test
    void withoutAShortcutNothingIsHeldTogether() {
        specs.stages = List.of(Specs.stage(64, 2));
        specs.shortcut = new ShortcutSpec(ShortcutKind.NONE, true);
        assertEquals("{in=64, out=64, stride=1}", arguments(0, 0));
        assertEquals(numbers(0, 0).form(), numbers(0, 1).form());
    }

    @Test
    void gateIsAsWideAsTheBlock() {
        specs.stages = List.of(Specs.stage(64, 2));
        specs.squeezeExcitation = List.of(new SqueezeExcitationSpec(16, 0));
        assertEquals("{out=64, squeezed=4}", arguments(0, 1));
        BlockNumbers numbers = numbers(0, 1);
        assertEquals("in out, out squeezed", named(numbers, block(0, 1), "se/reduce"));
        assertEquals("in squeezed, out out", named(numbers, block(0, 1), "se/expand"));
    }

    @Test
    void widthsOfAnOwnBlockAreItsOwn() {
        specs.stages = List.of(Specs.custom(64, 2, own(0.5, 0.5, 1)));
        assertEquals("{width1=32, width2=32, out=64}", arguments(0, 1));
        specs.stages = List.of(Specs.custom(64, 2, own(0.5, 1)));
        assertEquals("{width=32, out=64}", arguments(0, 1));
        assertNotEquals(numbers(0, 0).form(), numbersOf(own(0.5, 1, 1)).form());
        assertEquals(numbersOf(own(0.5, 1)).form(), numbersOf(own(0.25, 1)).form());
    }

    /** At stride 1 it has nothing to do, which is another form. */
    @Test
    void blurHasTheStrideOfAnOwnBlock() {
        LayerSpec convolution = new LayerSpec(LayerKind.CONVOLUTION, 3, false, 1, 1);
        LayerSpec blur = new LayerSpec(LayerKind.BLUR, 3, true, 1, 1);
        CustomBlockSpec own = new CustomBlockSpec("acme.Own", true, List.of(blur, convolution), true);
        specs.stages = List.of(Specs.custom(64, 1, own), Specs.custom(128, 1, own));
        assertEquals("{in=64, out=128, stride=2}", arguments(1, 0));
        assertEquals("stride stride", named(numbers(1, 0), block(1, 0), "blur1"));
        assertEquals("kernel 3, stride 1, groups 1, in in, out out", named(numbers(1, 0), block(1, 0), "conv1"));
        assertEquals(
                "kernel 1, stride stride, groups 1, in in, out out",
                named(numbers(1, 0), block(1, 0), "shortcut/conv"));
        assertEquals("{out=64}", arguments(0, 0));
        assertEquals(
                List.of("conv1", "sum", "relu"),
                block(0, 0).steps().stream().map(step -> step.name().path()).toList());
    }

    /** The convolution that would have the stride has none, and later blocks no blur. */
    @Test
    void antialiasedBlockHasItsStrideInTheBlur() {
        specs.antialias = AntialiasKind.BLUR;
        specs.stages = List.of(Specs.bottlenecks(64, 1), Specs.bottlenecks(128, 2), Specs.bottlenecks(256, 1));
        assertEquals("{in=256, width=128, out=512, stride=2}", arguments(1, 0));
        assertEquals("stride stride", named(numbers(1, 0), block(1, 0), "blur1"));
        assertEquals("kernel 3, stride 1, groups 1, in width, out width", named(numbers(1, 0), block(1, 0), "conv2"));
        assertEquals(numbers(1, 0).form(), numbers(2, 0).form());
        assertEquals("{width=128, out=512}", arguments(1, 1));
    }

    /** The pool of the shortcut has the stride as well, and is another one. */
    @Test
    void antialiasedBlockHasItsStrideInTheAveragePool() {
        specs.antialias = AntialiasKind.AVERAGE_POOL;
        specs.shortcut = new ShortcutSpec(ShortcutKind.POOLED_PROJECTION, true);
        specs.stages = List.of(Specs.bottlenecks(64, 1), Specs.bottlenecks(128, 2), Specs.bottlenecks(256, 1));
        assertEquals("{in=256, width=128, out=512, stride=2}", arguments(1, 0));
        assertEquals("stride stride", named(numbers(1, 0), block(1, 0), "pool1"));
        assertEquals("stride stride", named(numbers(1, 0), block(1, 0), "shortcut/pool"));
        assertEquals("kernel 3, stride 1, groups 1, in width, out width", named(numbers(1, 0), block(1, 0), "conv2"));
        assertEquals(numbers(1, 0).form(), numbers(2, 0).form());
        assertEquals("{width=128, out=512}", arguments(1, 1));
    }

    @Test
    void scaleThatBeginsAtZeroIsAnotherForm() {
        BlockForm usual = numbers(0, 0).form();
        specs.norm = new NormSpec(0.9, 1e-5, true);
        assertNotEquals(usual, numbers(0, 0).form());
    }

    @Test
    void sectionOfWhichThereIsOneHasNumbersAlone() {
        Section stem = plan().stem();
        BlockNumbers numbers = BlockNumbers.ofOnly(stem);
        assertEquals(Map.of(), numbers.arguments());
        assertEquals("kernel 7, stride 2, groups 1, in 3, out 64", named(numbers, stem, "conv"));
        Section head = plan().head().orElseThrow();
        assertEquals("in 8, out 10", named(BlockNumbers.ofOnly(head), head, "dense"));
    }

    private BlockNumbers numbersOf(CustomBlockSpec own) {
        specs.stages = List.of(Specs.custom(64, 1, own));
        return numbers(0, 0);
    }

    private static CustomBlockSpec own(double... widths) {
        List<LayerSpec> layers = Arrays.stream(widths)
                .mapToObj(width -> new LayerSpec(LayerKind.CONVOLUTION, 1, false, width, 1))
                .toList();
        List<LayerSpec> strided = new ArrayList<>(layers);
        strided.set(0, new LayerSpec(LayerKind.CONVOLUTION, 3, true, widths[0], 1));
        return new CustomBlockSpec("acme.Own", true, strided, true);
    }

    private String arguments(int stage, int block) {
        return numbers(stage, block).arguments().toString();
    }

    private String named(String step) {
        return named(numbers(0, 0), block(0, 0), step);
    }

    private static String named(BlockNumbers numbers, Section section, String name) {
        Step step = section.steps().stream()
                .filter(each -> each.name().path().equals(name))
                .findFirst()
                .orElseThrow();
        StringBuilder text = new StringBuilder();
        numbers.of(step)
                .forEach((number, quantity) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(number)
                        .append(' ')
                        .append(quantity.text()));
        return text.toString();
    }

    private BlockNumbers numbers(int stage, int block) {
        return BlockNumbers.of(block(stage, block), BodyRoles.of(specs.stages.get(stage), specs.bottleneck));
    }

    private Section block(int stage, int block) {
        return plan().stages().get(stage).blocks().get(block);
    }

    private NetworkPlan plan() {
        Report report = new Report();
        NetworkPlan plan = Specs.lower(specs.spec(), report)
                .orElseThrow(() -> new AssertionError(report.problems().toString()));
        assertTrue(report.isClean(), report.problems().toString());
        return plan;
    }
}
