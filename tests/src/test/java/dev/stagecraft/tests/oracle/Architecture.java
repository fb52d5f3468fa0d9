package dev.stagecraft.tests.oracle;

import java.util.List;

/**
 * A residual network in the papers' terms, which is all that the oracle knows of it.
 *
 * @param stem what stands before the first stage
 * @param block how every block is built
 * @param shortcut how a block's input reaches its sum
 * @param activation between the convolutions
 * @param norm batch normalization after (or, pre-activated, before) the convolutions
 * @param biases whether every convolution has one
 * @param antialiasing what leaves pixels out in the place of a block's strided convolution, after its normalization and
 *     activation, and of the stem's pool
 * @param stages the runs of blocks
 * @param classes the number of logits
 */
record Architecture(
        Stem stem,
        Block block,
        Shortcut shortcut,
        Activation activation,
        Norm norm,
        boolean biases,
        Antialiasing antialiasing,
        List<Stage> stages,
        int classes) {

    /** A network of post-activated or pre-activated blocks with the papers' defaults for what is not said. */
    static Architecture of(Stem stem, Block block, Stage... stages) {
        return new Architecture(
                stem,
                block,
                Shortcut.PROJECTION,
                Activation.RELU,
                new Norm(0.9f, 1e-5f),
                false,
                Antialiasing.NONE,
                List.of(stages),
                10);
    }

    Architecture with(Stem other) {
        return new Architecture(other, block, shortcut, activation, norm, biases, antialiasing, stages, classes);
    }

    Architecture with(Block other) {
        return new Architecture(stem, other, shortcut, activation, norm, biases, antialiasing, stages, classes);
    }

    Architecture with(Shortcut other) {
        return new Architecture(stem, block, other, activation, norm, biases, antialiasing, stages, classes);
    }

    Architecture with(Activation other) {
        return new Architecture(stem, block, shortcut, other, norm, biases, antialiasing, stages, classes);
    }

    Architecture with(Norm other) {
        return new Architecture(stem, block, shortcut, activation, other, biases, antialiasing, stages, classes);
    }

    Architecture withBiases() {
        return new Architecture(stem, block, shortcut, activation, norm, true, antialiasing, stages, classes);
    }

    Architecture with(Antialiasing other) {
        return new Architecture(stem, block, shortcut, activation, norm, biases, other, stages, classes);
    }

    /**
     * Convolutions of one kernel, the stride on the first, and a max pool.
     *
     * @param kernel of each convolution
     * @param stride of the first convolution
     * @param pool window of the max pool, 0 for none
     * @param poolStride its stride
     * @param convolved whether a normalized and activated convolution stands in the place of the pool (Bello 2021)
     * @param widths output channels of each convolution; He 2015 has one, He 2018's "deep stem" three
     */
    record Stem(int kernel, int stride, int pool, int poolStride, boolean convolved, List<Integer> widths) {
        static Stem of(int kernel, int stride, int pool, int poolStride, Integer... widths) {
            return new Stem(kernel, stride, pool, poolStride, false, List.of(widths));
        }

        Stem convolvingPool() {
            return new Stem(kernel, stride, pool, poolStride, true, widths);
        }
    }

    /**
     * The convolutions of a block.
     *
     * @param kernels their sizes: 3, 3 in the basic block and 1, 3, 1 in the bottleneck (He 2015, figure 5)
     * @param strided which of them, from 1, carries the stride
     * @param cardinality groups of the bottleneck's 3×3 convolution (Xie 2016)
     * @param preActivated normalization and activation before each convolution instead of after it (He 2016, figure 4e)
     * @param reduction of squeeze-and-excitation (Hu 2017), 0 for none
     * @param divisor what the squeezed layer's width is rounded to a multiple of, 0 for rounding down
     * @param attention channels under the kernel of efficient channel attention (Wang 2020), 0 for none
     * @param attentionName what it is called
     */
    record Block(
            List<Integer> kernels,
            int strided,
            int cardinality,
            boolean preActivated,
            int reduction,
            int divisor,
            int attention,
            String attentionName) {
        /** He 2015, figure 5, left. */
        static final Block BASIC = new Block(List.of(3, 3), 1, 1, false, 0, 0, 0, "");

        /** He 2015, figure 5, right: the stride stands on the first 1×1. */
        static final Block BOTTLENECK = new Block(List.of(1, 3, 1), 1, 1, false, 0, 0, 0, "");

        Block strideOn(int convolution) {
            return new Block(
                    kernels, convolution, cardinality, preActivated, reduction, divisor, attention, attentionName);
        }

        Block grouped(int groups) {
            return new Block(kernels, strided, groups, preActivated, reduction, divisor, attention, attentionName);
        }

        Block preActivation() {
            return new Block(kernels, strided, cardinality, true, reduction, divisor, attention, attentionName);
        }

        Block squeezed(int ratio) {
            return squeezed(ratio, 0);
        }

        Block squeezed(int ratio, int multiple) {
            return new Block(kernels, strided, cardinality, preActivated, ratio, multiple, attention, attentionName);
        }

        Block attending(String name, int size) {
            return new Block(kernels, strided, cardinality, preActivated, reduction, divisor, size, name);
        }
    }

    /**
     * Blocks of one size.
     *
     * @param blocks how many
     * @param stride of the first
     * @param widths output channels of each convolution of a block, as the papers' tables list them
     */
    record Stage(int blocks, int stride, List<Integer> widths) {
        static Stage of(int blocks, int stride, Integer... widths) {
            return new Stage(blocks, stride, List.of(widths));
        }

        int output() {
            return widths.get(widths.size() - 1);
        }
    }

    /**
     * Batch normalization.
     *
     * @param momentum share of the moving statistics that a step keeps
     * @param epsilon added to the variance
     */
    record Norm(float momentum, float epsilon) {}

    /** He 2015, section 3.3 and Table 3, unless said otherwise. */
    enum Shortcut {
        /** Option A: the identity, subsampled, with channels of zeros behind its own. */
        ZEROS,
        /** Option B: a 1×1 convolution, normalized, where shapes differ, else the identity. */
        PROJECTION,
        /** As option B, without normalization. */
        BARE_PROJECTION,
        /** Option C: a 1×1 convolution in every block. */
        PROJECTIONS,
        /** He 2018, figure 2c, "ResNet-D": an average pool carries the stride, a normalized 1×1 follows. */
        POOLED_PROJECTION,
        /** The plain network that the residual one is compared with. */
        NONE
    }

    /** With the usual constants: a slope of 0.01, and the exact Gaussian distribution function. */
    enum Activation {
        RELU,
        LEAKY_RELU,
        SILU,
        GELU
    }

    /** What leaves pixels out. */
    enum Antialiasing {
        /** Strided convolutions, and the pool. */
        NONE,
        /** A blur (Zhang 2019), in the stem after a max pool of stride 1. */
        BLUR,
        /** An average pool as large as the stride, also instead of the max pool; what fills no window is left out. */
        AVERAGE
    }
}
