package dev.stagecraft.processor.spec;

import static dev.stagecraft.processor.spec.BlockKind.BASIC;
import static dev.stagecraft.processor.spec.BlockKind.BOTTLENECK;
import static dev.stagecraft.processor.spec.PresetSpec.cifar;
import static dev.stagecraft.processor.spec.PresetSpec.resNetRs;
import static dev.stagecraft.processor.spec.PresetSpec.table1;

/** The published networks, each a row of data; the enum of the annotations says where each comes from. */
public enum PresetKind {
    /** No preset: the defaults of the annotations themselves. */
    NONE(PresetSpec.DEFAULTS),

    RESNET_18(table1(BASIC, 2, 2, 2, 2)),
    RESNET_34(table1(BASIC, 3, 4, 6, 3)),
    RESNET_50(table1(BOTTLENECK, 3, 4, 6, 3)),
    RESNET_101(table1(BOTTLENECK, 3, 4, 23, 3)),
    RESNET_152(table1(BOTTLENECK, 3, 8, 36, 3)),
    RESNET_200(table1(BOTTLENECK, 3, 24, 36, 3)),
    RESNET_50_V1(table1(BOTTLENECK, 3, 4, 6, 3).strideOnFirst()),
    RESNET_101_V1(table1(BOTTLENECK, 3, 4, 23, 3).strideOnFirst()),
    RESNET_152_V1(table1(BOTTLENECK, 3, 8, 36, 3).strideOnFirst()),
    RESNET_18_V2(table1(BASIC, 2, 2, 2, 2).preActivation()),
    RESNET_34_V2(table1(BASIC, 3, 4, 6, 3).preActivation()),
    RESNET_50_V2(table1(BOTTLENECK, 3, 4, 6, 3).preActivation()),
    RESNET_101_V2(table1(BOTTLENECK, 3, 4, 23, 3).preActivation()),
    RESNET_152_V2(table1(BOTTLENECK, 3, 8, 36, 3).preActivation()),
    RESNET_200_V2(table1(BOTTLENECK, 3, 24, 36, 3).preActivation()),
    RESNET_18_D(table1(BASIC, 2, 2, 2, 2).deepStem().shortcut(ShortcutKind.POOLED_PROJECTION)),
    RESNET_50_D(table1(BOTTLENECK, 3, 4, 6, 3).deepStem().shortcut(ShortcutKind.POOLED_PROJECTION)),
    SE_RESNET_50(table1(BOTTLENECK, 3, 4, 6, 3).squeezeExcitation(16, SqueezeExcitationSpec.ROUND_DOWN)),
    RESNEXT_50_32X4D(table1(BOTTLENECK, 3, 4, 6, 3).groups(32, 4)),
    RESNEXT_101_32X8D(table1(BOTTLENECK, 3, 4, 23, 3).groups(32, 8)),
    RESNEXT_101_64X4D(table1(BOTTLENECK, 3, 4, 23, 3).groups(64, 4)),
    WIDE_RESNET_50_2(table1(BOTTLENECK, 3, 4, 6, 3).groups(1, 128)),
    WIDE_RESNET_101_2(table1(BOTTLENECK, 3, 4, 23, 3).groups(1, 128)),
    SE_RESNET_18(table1(BASIC, 2, 2, 2, 2).squeezeExcitation(16, 8)),
    SE_RESNET_34(table1(BASIC, 3, 4, 6, 3).squeezeExcitation(16, 8)),
    RESNET_RS_50(resNetRs(3, 4, 6, 3)),
    RESNET_RS_101(resNetRs(3, 4, 23, 3)),
    RESNET_RS_152(resNetRs(3, 8, 36, 3)),
    RESNET_RS_200(resNetRs(3, 24, 36, 3)),
    RESNET_RS_270(resNetRs(4, 29, 53, 4)),
    RESNET_RS_350(resNetRs(4, 36, 72, 4)),
    RESNET_RS_420(resNetRs(4, 44, 87, 4)),
    RESNET_AA_34_D(table1(BASIC, 3, 4, 6, 3)
            .deepStem()
            .shortcut(ShortcutKind.POOLED_PROJECTION)
            .antialias(AntialiasKind.AVERAGE_POOL)),
    RESNET_AA_50(table1(BOTTLENECK, 3, 4, 6, 3).antialias(AntialiasKind.AVERAGE_POOL)),
    RESNET_AA_50_D(table1(BOTTLENECK, 3, 4, 6, 3)
            .deepStem()
            .shortcut(ShortcutKind.POOLED_PROJECTION)
            .antialias(AntialiasKind.AVERAGE_POOL)),
    RESNET_AA_101_D(table1(BOTTLENECK, 3, 4, 23, 3)
            .deepStem()
            .shortcut(ShortcutKind.POOLED_PROJECTION)
            .antialias(AntialiasKind.AVERAGE_POOL)),
    SE_RESNET_AA_50_D(table1(BOTTLENECK, 3, 4, 6, 3)
            .deepStem()
            .shortcut(ShortcutKind.POOLED_PROJECTION)
            .antialias(AntialiasKind.AVERAGE_POOL)
            .squeezeExcitation(16, 8)),
    SE_RESNEXT_AA_101_D_32X8D(table1(BOTTLENECK, 3, 4, 23, 3)
            .deepStem()
            .shortcut(ShortcutKind.POOLED_PROJECTION)
            .antialias(AntialiasKind.AVERAGE_POOL)
            .squeezeExcitation(16, 8)
            .groups(32, 8)),
    SE_RESNEXT_AA_201_D_32X8D(table1(BOTTLENECK, 3, 24, 36, 4)
            .stem(64, 64, 128)
            .shortcut(ShortcutKind.POOLED_PROJECTION)
            .antialias(AntialiasKind.AVERAGE_POOL)
            .squeezeExcitation(16, 8)
            .groups(32, 8)),
    CIFAR_RESNET_20(cifar(BASIC, 3).shortcut(ShortcutKind.ZERO_PADDED)),
    CIFAR_RESNET_32(cifar(BASIC, 5).shortcut(ShortcutKind.ZERO_PADDED)),
    CIFAR_RESNET_44(cifar(BASIC, 7).shortcut(ShortcutKind.ZERO_PADDED)),
    CIFAR_RESNET_56(cifar(BASIC, 9).shortcut(ShortcutKind.ZERO_PADDED)),
    CIFAR_RESNET_110(cifar(BASIC, 18).shortcut(ShortcutKind.ZERO_PADDED)),
    CIFAR_RESNET_1202(cifar(BASIC, 200).shortcut(ShortcutKind.ZERO_PADDED)),
    CIFAR_RESNET_20_B(cifar(BASIC, 3)),
    CIFAR_RESNET_56_B(cifar(BASIC, 9)),
    CIFAR_RESNET_110_B(cifar(BASIC, 18)),
    CIFAR_PLAIN_20(cifar(BASIC, 3).shortcut(ShortcutKind.NONE)),
    CIFAR_PLAIN_56(cifar(BASIC, 9).shortcut(ShortcutKind.NONE)),
    CIFAR_RESNET_164(cifar(BOTTLENECK, 18)),
    CIFAR_PREACT_RESNET_110(cifar(BASIC, 18).shortcut(ShortcutKind.ZERO_PADDED).preActivation()),
    CIFAR_PREACT_RESNET_164(cifar(BOTTLENECK, 18).preActivation()),
    CIFAR_PREACT_RESNET_1001(cifar(BOTTLENECK, 111).preActivation());

    @SuppressWarnings("ImmutableEnumChecker") // A record of numbers, constants and copied lists.
    private final PresetSpec spec;

    PresetKind(PresetSpec spec) {
        this.spec = spec;
    }

    /** What stands where a declaration leaves it out. */
    public PresetSpec spec() {
        return spec;
    }
}
