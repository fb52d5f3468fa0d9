package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a residual network on a top-level or static nested class or an interface.
 *
 * <p>For {@code com.acme.FashionResNet18} the processor writes {@code com.acme.FashionResNet18Network}, a public final
 * class that builds the network as a TensorFlow graph. The type also carries one {@link Stem}, one or more
 * {@link ResidualStage}s and one {@link Head} or {@link Features}; with a preset each may be left out.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ResidualNetwork {
    /**
     * A published network. Its values stand wherever an attribute is left out, here and in the annotations beside this
     * one; declared stages replace all of its stages.
     */
    Preset preset() default Preset.NONE;

    /** The images that the network takes; needed without a preset. */
    Input input() default @Input;

    /** Where normalization and activation stand in the built-in blocks. */
    Order order() default Order.POST_ACTIVATION;

    /** The activation of the whole network. */
    Activation activation() default Activation.RELU;

    /**
     * Whether every convolution adds a bias per output channel. Off by default, as a normalization that follows takes
     * any constant away, as in every common implementation; D2L's listing has them on.
     */
    boolean convolutionBias() default false;

    /** Batch normalization. */
    BatchNorm norm() default @BatchNorm;

    /** How a block's input reaches its sum. */
    Shortcut shortcut() default @Shortcut;

    /** Details of bottleneck blocks, where a stage has them. */
    Bottleneck bottleneck() default @Bottleneck;

    /** Squeeze-and-excitation at the end of every block's body, before the sum; none by default. At most one. */
    SqueezeExcitation[] squeezeExcitation() default {};

    /**
     * Whether efficient channel attention ends every block's body, before the sum and after squeeze-and-excitation where
     * there is both. Its kernel follows from the channels that the block gives, as
     * {@link LayerKind#EFFICIENT_CHANNEL_ATTENTION} says.
     */
    boolean efficientChannelAttention() default false;

    /**
     * Probability that a training step drops the body of the last block for an image, at least 0 and below 1. It grows
     * linearly with a block's number, from 0 before the first (Huang et al., <i>Deep Networks with Stochastic Depth</i>,
     * 2016, equation 4). The paper draws once for a batch and scales when it tests; here each image draws for itself, and
     * a body that is kept is divided by the probability of being kept, so that evaluation has nothing to do.
     */
    double stochasticDepth() default 0;

    /** What kernels begin with. */
    KernelInitializer initializer() default KernelInitializer.GLOROT_UNIFORM;

    /** How convolutions and pools are padded. */
    Padding padding() default Padding.SYMMETRIC;
}
