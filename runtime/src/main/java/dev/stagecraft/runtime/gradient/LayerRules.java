package dev.stagecraft.runtime.gradient;

import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Gradients of neural-network operations, by TensorFlow's own raw gradient operations. */
final class LayerRules {
    private static final String[] CONVOLUTION = {
        "strides", "padding", "explicit_paddings", "data_format", "dilations", "use_cudnn_on_gpu"
    };

    private LayerRules() {}

    static void conv2d(BackwardStep step) {
        if (GroupedConvolution.groups(step) > 1 && !GroupedConvolution.isSupported(step)) {
            GroupedConvolution.groupByGroup(step, CONVOLUTION);
            return;
        }
        if (step.needs(0)) {
            step.give(0, ImageForms.isByPixels(step) ? ImagePixels.gradient(step) : imageGradient(step));
        }
        if (step.needs(1)) {
            step.give(1, KernelGradient.of(step, CONVOLUTION));
        }
    }

    private static Operand<TNumber> imageGradient(BackwardStep step) {
        Operand<TInt32> sizes = step.named("input_sizes").shape(step.input(0));
        List<Operand<?>> inputs = List.of(sizes, step.input(1), step.gradient());
        return step.raw("Conv2DBackpropInput", "input", inputs, CONVOLUTION);
    }

    /** A convolution of every channel by itself whose kernel is fixed; one that learns is refused. */
    static void fixedDepthwiseConvolution(BackwardStep step) {
        step.refuse(1);
        Operand<TInt32> sizes = step.named("input_sizes").shape(step.input(0));
        step.give(
                0,
                step.raw(
                        "DepthwiseConv2dNativeBackpropInput",
                        "input",
                        List.of(sizes, step.input(1), step.gradient()),
                        "strides",
                        "padding",
                        "explicit_paddings",
                        "data_format",
                        "dilations"));
    }

    /** A mirrored pixel's gradient is its original's too. */
    static void mirrorPad(BackwardStep step) {
        step.give(0, step.raw("MirrorPadGrad", "input", List.of(step.gradient(), step.integers(1)), "mode"));
    }

    static void biasAdd(BackwardStep step) {
        Operand<TNumber> gradient = step.gradient();
        if (step.needs(0)) {
            step.give(0, gradient);
        }
        if (step.needs(1)) {
            Operand<TNumber> sum =
                    step.raw("BiasAddGrad", "bias", List.of(step.raised("bias_raised", gradient)), "data_format");
            step.give(1, step.lowered("bias_lowered", sum));
        }
    }

    /** Inputs are x, scale, offset, mean, variance; outputs y, mean, variance and three that only this rule reads. */
    static void batchNorm(BackwardStep step) {
        batchNorm(step, step.gradient());
    }

    /** A batch normalization with the rectifier after it, in one operation. */
    static void rectifiedBatchNorm(BackwardStep step) {
        batchNorm(step, step.raw("ReluGrad", "rectified", List.of(step.gradient(), step.output(0))));
    }

    private static void batchNorm(BackwardStep step, Operand<TNumber> gradient) {
        boolean training = step.operation().attributes().getAttrBool("is_training");
        step.refuse(3, 4);
        List<Operand<?>> inputs = List.of(
                gradient,
                step.input(0),
                step.input(1),
                training ? step.output(3) : step.input(3),
                training ? step.output(4) : step.input(4),
                step.output(5));
        GraphOperation gradients =
                step.rawOperation("FusedBatchNormGradV3", "norm", inputs, "epsilon", "data_format", "is_training");
        for (int input = 0; input < 3; input++) {
            if (step.needs(input)) {
                step.give(input, gradients.output(input));
            }
        }
    }

    static void relu(BackwardStep step) {
        step.give(0, step.raw("ReluGrad", "input", List.of(step.gradient(), step.output(0))));
    }

    static void leakyRelu(BackwardStep step) {
        step.give(0, step.raw("LeakyReluGrad", "input", List.of(step.gradient(), step.input(0)), "alpha"));
    }

    static void sigmoid(BackwardStep step) {
        step.give(0, step.raw("SigmoidGrad", "input", List.of(step.output(0), step.gradient())));
    }

    static void averagePool(BackwardStep step) {
        Operand<TInt32> shape = step.named("shape").shape(step.input(0));
        step.give(
                0,
                step.raw(
                        "AvgPoolGrad",
                        "input",
                        List.of(shape, step.gradient()),
                        "ksize",
                        "strides",
                        "padding",
                        "data_format"));
    }

    static void maxPool(BackwardStep step) {
        List<Operand<?>> inputs = List.of(step.input(0), step.output(0), step.gradient());
        step.give(
                0,
                step.raw(
                        "MaxPoolGrad",
                        "input",
                        inputs,
                        "ksize",
                        "strides",
                        "padding",
                        "explicit_paddings",
                        "data_format"));
    }

    /** With y = z − log Σ exp z the gradient of z is g − exp y · Σ g. */
    static void logSoftmax(BackwardStep step) {
        Operand<TNumber> gradient = step.gradient();
        Operand<TNumber> total =
                step.named("total").sum(gradient, step.named("axis").constant(new int[] {-1}), Sum.keepDims(true));
        Operand<TNumber> share =
                step.named("share").math.mul(step.named("softmax").math.exp(step.output(0)), total);
        step.give(0, step.named("logits").math.sub(gradient, share));
    }

    /** The operation's second output is softmax minus one-hot labels: the gradient of its first by the logits. */
    static void crossEntropy(BackwardStep step) {
        Operand<TNumber> perImage = step.named("column")
                .expandDims(step.gradient(), step.named("axis").constant(-1));
        step.give(0, step.named("logits").math.mul(perImage, step.output(1)));
    }
}
