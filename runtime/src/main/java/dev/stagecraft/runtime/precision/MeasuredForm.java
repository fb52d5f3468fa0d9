package dev.stagecraft.runtime.precision;

import java.util.Arrays;
import java.util.Optional;

/**
 * A form of network whose accuracy in bfloat16 was compared with that in float32. {@code docs/precision.md} has the
 * figures. A test compares both tables.
 */
enum MeasuredForm {
    BASIC("basic", 16, "conv2d batchNorm relu conv2d batchNorm add relu"),
    BOTTLENECK("bottleneck", 16, "conv2d batchNorm relu conv2d batchNorm relu conv2d batchNorm add relu"),
    PRE_ACTIVATION_BASIC("basic, pre-activation", 9, "batchNorm relu conv2d batchNorm relu conv2d add"),
    PRE_ACTIVATION_BOTTLENECK(
            "bottleneck, pre-activation", 16, "batchNorm relu conv2d batchNorm relu conv2d batchNorm relu conv2d add"),
    GROUPED_BOTTLENECK(
            "bottleneck, in groups",
            16,
            "conv2d batchNorm relu grouped conv2d batchNorm relu conv2d batchNorm add relu"),
    BASIC_WITH_EXCITATION(
            "basic, squeeze-and-excitation",
            16,
            "conv2d batchNorm relu conv2d batchNorm"
                    + " globalAveragePool dense relu dense sigmoid scaleChannels add relu"),
    BOTTLENECK_WITH_EXCITATION(
            "bottleneck, squeeze-and-excitation",
            16,
            "conv2d batchNorm relu conv2d batchNorm relu conv2d batchNorm"
                    + " globalAveragePool dense relu dense sigmoid scaleChannels add relu");

    private final String title;
    private final int mostBlocks;
    private final String block;

    MeasuredForm(String title, int mostBlocks, String block) {
        this.title = title;
        this.mostBlocks = mostBlocks;
        this.block = block;
    }

    /** Its name in the documents. */
    String title() {
        return title;
    }

    /** The number of blocks of the deepest network of this form that was measured; 0 if none was. */
    int mostBlocks() {
        return mostBlocks;
    }

    /** The operations of each of its blocks. */
    String block() {
        return block;
    }

    /** The form that networks with these blocks have. */
    static Optional<MeasuredForm> of(String block) {
        return Arrays.stream(values()).filter(each -> each.block.equals(block)).findFirst();
    }
}
