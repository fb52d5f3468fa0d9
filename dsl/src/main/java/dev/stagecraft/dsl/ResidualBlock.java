package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a kind of block that stages can name as {@link ResidualStage#custom}: the type also carries the
 * {@link Layer}s of the block's body in their order. Shortcut, squeeze-and-excitation, activation and initializer are
 * those of the network that uses it.
 *
 * <p>The first block of a stage has its stride on the layer that is {@link Layer#strided}. A projection takes what the
 * first convolution takes: layers before it are a pre-activation that body and projection share.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ResidualBlock {
    /** Whether the network's activation follows the sum, as in He 2015; without it the block is as in He 2016. */
    boolean activateSum() default true;
}
