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
 * {@link ResidualStage}s and one {@link Head}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ResidualNetwork {
    /** The images that the network takes. */
    Input input();

    /**
     * Whether every convolution adds a bias per output channel. Off by default, as a normalisation that follows takes
     * any constant away (He 2015, section 3.4, and every common implementation); D2L's listing has them on.
     */
    boolean convolutionBias() default false;

    /** The batch normalisation that follows the convolutions. */
    BatchNorm norm() default @BatchNorm;

    /** How a block's input reaches its sum. */
    Shortcut shortcut() default @Shortcut;

    /** Details of bottleneck blocks, where a stage has them. */
    Bottleneck bottleneck() default @Bottleneck;

    /** How convolutions and pools are padded. */
    Padding padding() default Padding.SYMMETRIC;
}
