package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a residual network. It is put on a top-level or static nested class or interface.
 *
 * <p>For {@code com.acme.FashionResNet18} the processor writes {@code com.acme.FashionResNet18Network}, a public final
 * class that builds the network as a TensorFlow graph. The same type has one {@link Stem}, one or more
 * {@link ResidualStage}s, and one {@link Head} or {@link Features}. With a preset each of these may be left out.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ResidualNetwork {
    /**
     * A published network. It gives the values of attributes that are left out, here and in the other annotations of
     * the type. Declared stages replace all of its stages.
     */
    Preset preset() default Preset.NONE;

    /** The images that the network takes; needed without a preset. */
    Input input() default @Input;

    /** Where normalization and activation are in the built-in blocks. */
    Order order() default Order.POST_ACTIVATION;

    /** The activation of the whole network, except within squeeze-and-excitation. */
    Activation activation() default Activation.RELU;

    /**
     * Whether every convolution adds a bias per output channel. It is off by default, as in common implementations,
     * because a normalization that follows removes any constant. It is on in the code of D2L.
     */
    boolean convolutionBias() default false;

    /** Batch normalization. */
    BatchNorm norm() default @BatchNorm;

    /** How the input of a block reaches its sum. */
    Shortcut shortcut() default @Shortcut;

    /** Details of bottleneck blocks. They have no effect if no stage has such blocks. */
    Bottleneck bottleneck() default @Bottleneck;

    /** Squeeze-and-excitation at the end of the body of every block, before the sum. At most one; none by default. */
    SqueezeExcitation[] squeezeExcitation() default {};

    /**
     * Whether efficient channel attention ends the body of every block, before the sum and after squeeze-and-excitation
     * if there are both. The size of its kernel depends on the output channels of the block, as described at
     * {@link LayerKind#EFFICIENT_CHANNEL_ATTENTION}.
     */
    boolean efficientChannelAttention() default false;

    /**
     * What makes feature maps smaller. With a blur or an average pool, the convolution of a built-in block that would
     * have the stride has stride 1. The blur or pool has the stride and follows the normalization and activation after
     * that convolution. The stem's pool is anti-aliased as {@link Antialias} says. The stem's convolutions, shortcuts
     * and blocks of your own stay as they are.
     */
    Antialias antialias() default Antialias.NONE;

    /**
     * Probability that a training step drops the body of the last block for an image, at least 0 and below 1. For block
     * l of L the probability is this value times l / L (Huang et al., <i>Deep Networks with Stochastic Depth</i>, 2016,
     * equation 4). The paper draws once per batch and scales in testing. Here it is drawn for each image, and a body
     * that is kept is divided by the probability of being kept, so that evaluation does not scale.
     */
    double stochasticDepth() default 0;

    /** The distribution of the first values of kernels. */
    KernelInitializer initializer() default KernelInitializer.GLOROT_UNIFORM;

    /** How convolutions and pools are padded. */
    Padding padding() default Padding.SYMMETRIC;
}
