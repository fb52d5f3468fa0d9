package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a block of your own, which stages name as {@link ResidualStage#custom}. The same type has the {@link Layer}s
 * of the block's body, in order. Shortcut, squeeze-and-excitation, activation and initializer are those of the network
 * that uses the block. A block has at most 200 layers, and all such blocks of a network have at most 100,000 together.
 *
 * <p>In the first block of a stage, the {@link Layer#strided} layer has the stride. A projection has the same input as
 * the first convolution: layers before that are a pre-activation, which body and projection share.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ResidualBlock {
    /** Whether the network's activation follows the sum, as in He 2015; {@code false} is the form of He 2016. */
    boolean activateSum() default true;
}
