package dev.stagecraft.processor.spec;

import java.util.List;
import java.util.stream.Stream;

/**
 * The values that stand where a declaration leaves them out.
 *
 * @param input the images
 * @param stem layers before the first stage
 * @param stages in the order of the network
 * @param head layers after the last stage
 * @param order of the layers in built-in blocks
 * @param shortcut of every block
 * @param bottleneck details of bottleneck blocks
 * @param squeezeExcitation of every block
 * @param antialias what has the strides of built-in blocks and of the stem's pool
 */
public record PresetSpec(
        InputSpec input,
        StemSpec stem,
        List<StageSpec> stages,
        HeadSpec head,
        OrderKind order,
        ShortcutSpec shortcut,
        BottleneckSpec bottleneck,
        List<SqueezeExcitationSpec> squeezeExcitation,
        AntialiasKind antialias) {
    /** The activation where none is declared, whatever the preset. */
    public static final ActivationKind ACTIVATION = ActivationKind.RELU;

    /** What kernels begin with where nothing is declared, whatever the preset. */
    public static final InitializerKind INITIALIZER = InitializerKind.GLOROT_UNIFORM;

    /** Batch normalization where nothing is declared, whatever the preset. */
    public static final NormSpec NORM = new NormSpec(0.9, 1e-5, false);

    /** The padding where none is declared, whatever the preset. */
    public static final PaddingMode PADDING = PaddingMode.SYMMETRIC;

    /** The input that stands where neither a preset nor a declaration gives one. */
    public static final InputSpec NO_INPUT = new InputSpec(0, 0, 0);

    /** The defaults of the annotations themselves; what they require is left empty. */
    static final PresetSpec DEFAULTS = new PresetSpec(
            NO_INPUT,
            StemSpec.DEFAULT,
            List.of(),
            new HeadSpec(0, 0),
            OrderKind.POST_ACTIVATION,
            new ShortcutSpec(ShortcutKind.PROJECTION, true),
            new BottleneckSpec(4, false, 1, BottleneckSpec.REFERENCE_CHANNELS),
            List.of(),
            AntialiasKind.NONE);

    /** Copies the lists. */
    public PresetSpec {
        stages = List.copyOf(stages);
        squeezeExcitation = List.copyOf(squeezeExcitation);
    }

    /** Four stages after a 7×7 stem, for 224×224 images of 1,000 classes (He 2015, Table 1). */
    static PresetSpec table1(BlockKind block, int blocks1, int blocks2, int blocks3, int blocks4) {
        return DEFAULTS.with(
                new InputSpec(224, 224, 3),
                StemSpec.DEFAULT,
                List.of(
                        StageSpec.of(64, blocks1, block),
                        StageSpec.of(128, blocks2, block),
                        StageSpec.of(256, blocks3, block),
                        StageSpec.of(512, blocks4, block)),
                new HeadSpec(1000, 0));
    }

    /** Three stages after a 3×3 stem, for 32×32 images of 10 classes (He 2015, section 4.2). */
    static PresetSpec cifar(BlockKind block, int blocks) {
        return DEFAULTS.with(
                new InputSpec(32, 32, 3),
                new StemSpec(16, 3, 1, List.of(), List.of(), false),
                Stream.of(16, 32, 64)
                        .map(channels -> StageSpec.of(channels, blocks, block))
                        .toList(),
                new HeadSpec(10, 0));
    }

    /** Bottleneck blocks after a deep stem that ends in a convolution, for the images and classes of the others. */
    static PresetSpec resNetRs(int blocks1, int blocks2, int blocks3, int blocks4) {
        return table1(BlockKind.BOTTLENECK, blocks1, blocks2, blocks3, blocks4)
                .deepStem()
                .poolConvolution()
                .shortcut(ShortcutKind.POOLED_PROJECTION)
                .squeezeExcitation(4, SqueezeExcitationSpec.ROUND_DOWN);
    }

    private PresetSpec with(InputSpec newInput, StemSpec newStem, List<StageSpec> newStages, HeadSpec newHead) {
        return new PresetSpec(
                newInput, newStem, newStages, newHead, order, shortcut, bottleneck, squeezeExcitation, antialias);
    }

    /** The same in full pre-activation (He 2016), where projections are not normalized. */
    PresetSpec preActivation() {
        return new PresetSpec(
                input,
                stem,
                stages,
                head,
                OrderKind.PRE_ACTIVATION,
                new ShortcutSpec(shortcut.kind(), false),
                bottleneck,
                squeezeExcitation,
                antialias);
    }

    /** The same with other shortcuts. */
    PresetSpec shortcut(ShortcutKind kind) {
        return new PresetSpec(
                input,
                stem,
                stages,
                head,
                order,
                new ShortcutSpec(kind, shortcut.norm()),
                bottleneck,
                squeezeExcitation,
                antialias);
    }

    /** The same with three 3×3 convolutions as its stem (He T. et al. 2018, Figure 2 (b)). */
    PresetSpec deepStem() {
        return stem(32, 32, 64);
    }

    /** The same with 3×3 convolutions of these widths as its stem. */
    PresetSpec stem(int first, int second, int last) {
        return stem(new StemSpec(last, 3, 2, List.of(first, second), stem.pools(), stem.poolConvolution()));
    }

    /** The same with a convolution in the place of the stem's pool (Bello et al. 2021). */
    private PresetSpec poolConvolution() {
        return stem(new StemSpec(stem.channels(), stem.kernel(), stem.stride(), stem.before(), stem.pools(), true));
    }

    private PresetSpec stem(StemSpec other) {
        return with(input, other, stages, head);
    }

    /** The same with the stride on the first 1×1. */
    PresetSpec strideOnFirst() {
        return bottleneck(
                new BottleneckSpec(bottleneck.expansion(), true, bottleneck.groups(), bottleneck.groupWidth()));
    }

    /** The same with other 3×3 convolutions in bottlenecks. */
    PresetSpec groups(int groups, int width) {
        return bottleneck(new BottleneckSpec(bottleneck.expansion(), bottleneck.strideOnFirst(), groups, width));
    }

    private PresetSpec bottleneck(BottleneckSpec other) {
        return new PresetSpec(input, stem, stages, head, order, shortcut, other, squeezeExcitation, antialias);
    }

    /** The same with squeeze-and-excitation. */
    PresetSpec squeezeExcitation(int ratio, int divisor) {
        return new PresetSpec(
                input,
                stem,
                stages,
                head,
                order,
                shortcut,
                bottleneck,
                List.of(new SqueezeExcitationSpec(ratio, divisor)),
                antialias);
    }

    /** The same with something else than convolutions and a max pool that has strides. */
    PresetSpec antialias(AntialiasKind kind) {
        return new PresetSpec(input, stem, stages, head, order, shortcut, bottleneck, squeezeExcitation, kind);
    }
}
