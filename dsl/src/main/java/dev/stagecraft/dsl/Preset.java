package dev.stagecraft.dsl;

/**
 * Published networks. Those called CIFAR take color images of 32×32 pixels and have 10 classes. All others take color
 * images of 224×224 pixels and have 1,000 classes. No convolution has a bias. The Javadoc of the generated class and
 * {@code ./stagecraft summary} show the network written out without a preset.
 */
public enum Preset {
    /** No preset: values that are left out are the annotations' defaults. */
    NONE,

    /** ResNet-18 of basic blocks (He 2015, Table 1). */
    RESNET_18,

    /** ResNet-34 of basic blocks (He 2015, Table 1). */
    RESNET_34,

    /** ResNet-50 of bottleneck blocks (He 2015, Table 1), the stride on the 3×3 ("v1.5"). */
    RESNET_50,

    /** ResNet-101 of bottleneck blocks (He 2015, Table 1), the stride on the 3×3 ("v1.5"). */
    RESNET_101,

    /** ResNet-152 of bottleneck blocks (He 2015, Table 1), the stride on the 3×3 ("v1.5"). */
    RESNET_152,

    /** ResNet-200: 3, 24, 36 and 3 bottleneck blocks (He 2016, section 5), post-activation, the stride on the 3×3. */
    RESNET_200,

    /** ResNet-50 (He 2015, Table 1), the stride on the first 1×1. */
    RESNET_50_V1,

    /** ResNet-101 (He 2015, Table 1), the stride on the first 1×1. */
    RESNET_101_V1,

    /** ResNet-152 (He 2015, Table 1), the stride on the first 1×1. */
    RESNET_152_V1,

    /** ResNet-18 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
    RESNET_18_V2,

    /** ResNet-34 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
    RESNET_34_V2,

    /** ResNet-50 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
    RESNET_50_V2,

    /** ResNet-101 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
    RESNET_101_V2,

    /** ResNet-152 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
    RESNET_152_V2,

    /** ResNet-200 in full pre-activation (He 2016), the stride on the 3×3, projections not normalized. */
    RESNET_200_V2,

    /** ResNet-18-D: a stem of three 3×3 convolutions and pooled projections (He T. et al. 2018, Figure 2). */
    RESNET_18_D,

    /** ResNet-50-D: a stem of three 3×3 convolutions and pooled projections (He T. et al. 2018, Figure 2). */
    RESNET_50_D,

    /** SE-ResNet-50: ResNet-50 with squeeze-and-excitation of ratio 16 (Hu 2017, Table 1). */
    SE_RESNET_50,

    /** ResNeXt-50: 32 groups of width 4 (Xie 2016, Table 1). */
    RESNEXT_50_32X4D,

    /**
     * ResNeXt-101: 32 groups of width 8 (Mahajan et al., <i>Exploring the Limits of Weakly Supervised Pretraining</i>,
     * 2018).
     */
    RESNEXT_101_32X8D,

    /** ResNeXt-101: 64 groups of width 4 (Xie 2016, section 5.1). */
    RESNEXT_101_64X4D,

    /** ResNet-50 with 3×3 convolutions twice as wide (Zagoruyko, Komodakis 2016). */
    WIDE_RESNET_50_2,

    /** ResNet-101 with 3×3 convolutions twice as wide. */
    WIDE_RESNET_101_2,

    /** SE-ResNet-18: ResNet-18 with squeeze-and-excitation of ratio 16 and divisor 8, as in timm. */
    SE_RESNET_18,

    /** SE-ResNet-34: ResNet-34 with squeeze-and-excitation of ratio 16 and divisor 8, as in timm. */
    SE_RESNET_34,

    /** ResNet-RS-50 (Bello et al., <i>Revisiting ResNets</i>, 2021): 3, 4, 6 and 3 bottleneck blocks. */
    RESNET_RS_50,

    /** ResNet-RS-101 (Bello et al., <i>Revisiting ResNets</i>, 2021): 3, 4, 23 and 3 bottleneck blocks. */
    RESNET_RS_101,

    /** ResNet-RS-152 (Bello et al., <i>Revisiting ResNets</i>, 2021): 3, 8, 36 and 3 bottleneck blocks. */
    RESNET_RS_152,

    /** ResNet-RS-200 (Bello et al., <i>Revisiting ResNets</i>, 2021): 3, 24, 36 and 3 bottleneck blocks. */
    RESNET_RS_200,

    /** ResNet-RS-270 (Bello et al., <i>Revisiting ResNets</i>, 2021): 4, 29, 53 and 4 bottleneck blocks. */
    RESNET_RS_270,

    /** ResNet-RS-350 (Bello et al., <i>Revisiting ResNets</i>, 2021): 4, 36, 72 and 4 bottleneck blocks. */
    RESNET_RS_350,

    /** ResNet-RS-420 (Bello et al., <i>Revisiting ResNets</i>, 2021): 4, 44, 87 and 4 bottleneck blocks. */
    RESNET_RS_420,

    /** ResNet-34-D with average pools in place of strides, as in timm. */
    RESNET_AA_34_D,

    /** ResNet-50 with average pools in place of strides, as in timm. */
    RESNET_AA_50,

    /** ResNet-50-D with average pools in place of strides, as in timm. */
    RESNET_AA_50_D,

    /** ResNet-101-D with average pools in place of strides, as in timm. */
    RESNET_AA_101_D,

    /** ResNet-50-D with squeeze-and-excitation of ratio 16 and average pools in place of strides, as in timm. */
    SE_RESNET_AA_50_D,

    /**
     * ResNet-101-D of 32 groups of width 8, with squeeze-and-excitation of ratio 16 and average pools in place of
     * strides, as in timm.
     */
    SE_RESNEXT_AA_101_D_32X8D,

    /**
     * 3, 24, 36 and 4 bottleneck blocks of 32 groups of width 8 after a stem of 64, 64 and 128 channels, with pooled
     * projections, squeeze-and-excitation of ratio 16 and average pools in place of strides, as in timm.
     */
    SE_RESNEXT_AA_201_D_32X8D,

    /** ResNet-20 for 32×32 images, zero-padded shortcuts (He 2015, section 4.2, option A). */
    CIFAR_RESNET_20,

    /** ResNet-32 for 32×32 images, zero-padded shortcuts (He 2015, section 4.2, option A). */
    CIFAR_RESNET_32,

    /** ResNet-44 for 32×32 images, zero-padded shortcuts (He 2015, section 4.2, option A). */
    CIFAR_RESNET_44,

    /** ResNet-56 for 32×32 images, zero-padded shortcuts (He 2015, section 4.2, option A). */
    CIFAR_RESNET_56,

    /** ResNet-110 for 32×32 images, zero-padded shortcuts (He 2015, section 4.2, option A). */
    CIFAR_RESNET_110,

    /** ResNet-1202 for 32×32 images, zero-padded shortcuts (He 2015, section 4.2, option A). */
    CIFAR_RESNET_1202,

    /** ResNet-20 for 32×32 images, normalized projections (He 2015, section 4.2, with option B). */
    CIFAR_RESNET_20_B,

    /** ResNet-56 for 32×32 images, normalized projections (He 2015, section 4.2, with option B). */
    CIFAR_RESNET_56_B,

    /** ResNet-110 for 32×32 images, normalized projections (He 2015, section 4.2, with option B). */
    CIFAR_RESNET_110_B,

    /** The plain network of 20 layers for 32×32 images (He 2015, section 4.2): no shortcuts. */
    CIFAR_PLAIN_20,

    /** The plain network of 56 layers for 32×32 images (He 2015, section 4.2): no shortcuts. */
    CIFAR_PLAIN_56,

    /** ResNet-164 of bottleneck blocks for 32×32 images (He 2016, Table 3), post-activation, normalized projections. */
    CIFAR_RESNET_164,

    /** ResNet-110 in full pre-activation for 32×32 images (He 2016, Table 2), zero-padded shortcuts. */
    CIFAR_PREACT_RESNET_110,

    /** ResNet-164 in full pre-activation for 32×32 images (He 2016, Table 3), bottleneck blocks, projections. */
    CIFAR_PREACT_RESNET_164,

    /** ResNet-1001 in full pre-activation for 32×32 images (He 2016, Table 3), bottleneck blocks, projections. */
    CIFAR_PREACT_RESNET_1001
}
