package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;

/**
 * How the convolutions of a network are padded, written into their helper method. TensorFlow's own padding serves where it
 * is the same; elsewhere pixels are added first.
 *
 * @param same whether all take TensorFlow's SAME
 * @param evenKernels whether there are kernels of 4 or more pixels whose number is even
 */
record PaddingRule(boolean same, boolean evenKernels) {
    String description() {
        return same
                ? "a convolution with TensorFlow's SAME padding"
                : "a convolution with (kernel - 1) / 2 pixels of padding on each side";
    }

    /** The value of the convolution, after what it needs first. */
    CodeBlock convolution(MethodSpec.Builder method) {
        if (same) {
            return CodeBlock.of("net.tf().withName(name).nn.conv2d(x, weights, strides, $S)", "SAME");
        }
        method.addComment("Where the stride ends on the last pixel, TensorFlow's SAME pads all sides alike.");
        if (evenKernels) {
            // An even kernel is two pixels larger than its padding on both sides, an odd one a single pixel.
            method.addStatement("int rest = kernel % 2 == 0 ? 2 : 1")
                    .addStatement("boolean same = kernel > 2 && rest <= stride")
                    .addStatement("same = same && (x.shape().get(1) - rest) % stride == 0"
                            + " && (x.shape().get(2) - rest) % stride == 0");
        } else {
            method.addStatement("boolean same = kernel > 2 && (x.shape().get(1) - 1) % stride == 0"
                    + " && (x.shape().get(2) - 1) % stride == 0");
        }
        method.addStatement(
                "$T padded = kernel > 2 && !same ? net.pad(name + $S, x, (kernel - 1) / 2, 0f) : x",
                Names.TENSOR,
                "_pad");
        return CodeBlock.of(
                "net.tf().withName(name).nn.conv2d(padded, weights, strides, same ? $S : $S)", "SAME", "VALID");
    }
}
