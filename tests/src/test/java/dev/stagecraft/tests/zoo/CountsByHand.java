package dev.stagecraft.tests.zoo;

import java.util.List;

/**
 * Parameters, moving statistics and multiply-accumulates of a residual network by formulas over the papers' tables: a
 * k×k convolution from a to b channels has k²ab weights and as many products for each pixel that it gives; a normalization
 * has 2 weights and 2 statistics a channel.
 */
final class CountsByHand {
    private final List<Integer> widths;
    private final int[] blocks;
    private final boolean bottlenecks;
    private final boolean large;
    private boolean strideOnFirst;
    private boolean preActivation;
    private int deepStem;
    private boolean poolConvolution;
    private boolean averaged;
    private int divisor;
    private boolean projections = true;
    private int ratio;
    private int groups = 1;
    private int groupWidth = 64;

    private long weights;
    private long products;
    private long normed;

    /** Four widths are a network for 224×224 pixels and 1000 classes, three one for 32×32 and 10. */
    CountsByHand(List<Integer> widths, int[] blocks, boolean bottlenecks) {
        this.widths = widths;
        this.blocks = blocks.clone();
        this.bottlenecks = bottlenecks;
        this.large = widths.size() == 4;
    }

    /** What is counted. */
    record Counts(long trainable, long statistics, long products) {}

    CountsByHand strideOnFirst() {
        strideOnFirst = true;
        return this;
    }

    CountsByHand preActivation() {
        preActivation = true;
        return this;
    }

    /** Three 3×3 convolutions, and pooled projections, which count the same. */
    CountsByHand deepStem() {
        return deepStem(32);
    }

    /** The last of the three is twice as wide as the two before. */
    CountsByHand deepStem(int width) {
        deepStem = width;
        return this;
    }

    /** Average pools, which have no weights, follow convolutions that see four times as many pixels. */
    CountsByHand averaged() {
        averaged = true;
        return this;
    }

    /** A deep stem that ends in a convolution of stride 2, and squeeze-and-excitation of ratio 4. */
    CountsByHand revisited() {
        poolConvolution = true;
        return deepStem().excited(4);
    }

    CountsByHand withoutProjections() {
        projections = false;
        return this;
    }

    CountsByHand excited(int newRatio) {
        return excited(newRatio, 1);
    }

    /** With a narrow layer whose channels are the nearest multiple of a number. */
    CountsByHand excited(int newRatio, int newDivisor) {
        ratio = newRatio;
        divisor = newDivisor;
        return this;
    }

    CountsByHand groups(int newGroups, int newGroupWidth) {
        groups = newGroups;
        groupWidth = newGroupWidth;
        return this;
    }

    Counts counts() {
        weights = 0;
        products = 0;
        normed = 0;
        int pixels = stem();
        int channels = stemWidth();
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                boolean halves = stage > 0 && block == 0;
                int before = pixels;
                pixels = halves ? pixels / 2 : pixels;
                channels = block(channels, widths.get(stage), before, pixels);
            }
        }
        if (preActivation) {
            norm(channels);
        }
        int classes = large ? 1000 : 10;
        weights += (long) channels * classes + classes;
        products += (long) channels * classes;
        return new Counts(weights, normed * 2, products);
    }

    /** The side of the image that the first stage is given. */
    private int stem() {
        if (!large) {
            convolve(3, 3, 16, 32, 1);
            norm(preActivation ? 0 : 16);
            return 32;
        }
        if (deepStem > 0) {
            convolve(3, 3, deepStem, 112, 1);
            norm(deepStem);
            convolve(3, deepStem, deepStem, 112, 1);
            norm(deepStem);
            convolve(3, deepStem, 2 * deepStem, 112, 1);
        } else {
            convolve(7, 3, 64, 112, 1);
        }
        norm(preActivation ? 0 : stemWidth());
        if (poolConvolution) {
            convolve(3, stemWidth(), stemWidth(), 56, 1);
            norm(stemWidth());
        }
        return 56;
    }

    private int stemWidth() {
        return deepStem > 0 ? 2 * deepStem : widths.get(0);
    }

    private int block(int in, int width, int before, int after) {
        int out = bottlenecks ? 4 * width : width;
        if (bottlenecks) {
            int inner = width * groupWidth / 64 * groups;
            int middle = strideOnFirst ? after : before;
            convolve(1, in, inner, middle, 1);
            convolve(3, inner, inner, averaged ? before : after, groups);
            convolve(1, inner, out, after, 1);
            // Of the three normalizations a pre-activation block has one before its first convolution.
            norm((preActivation ? in : out) + 2 * inner);
        } else {
            convolve(3, in, width, averaged ? before : after, 1);
            convolve(3, width, width, after, 1);
            norm((preActivation ? in : width) + width);
        }
        if (ratio > 0) {
            long narrow = Math.max(divisor, Math.round((double) out / ratio / divisor) * divisor);
            weights += 2L * out * narrow + narrow + out;
            products += 2L * out * narrow;
        }
        if (projections && (before != after || in != out)) {
            convolve(1, in, out, after, 1);
            norm(preActivation ? 0 : out);
        }
        return out;
    }

    private void convolve(int kernel, int in, int out, int side, int inGroups) {
        long each = (long) kernel * kernel * in / inGroups * out;
        weights += each;
        products += each * side * side;
    }

    private void norm(int channels) {
        normed += channels;
        weights += 2L * channels;
    }
}
