package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Multiplies every channel of a block's body by a factor, which is computed from the means of all channels: a dense
 * layer to about {@code channels / ratio}, ReLU, a dense layer back, sigmoid. Both dense layers have biases (Hu, Shen, Sun,
 * <i>Squeeze-and-Excitation Networks</i>, 2017, Figure 3).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface SqueezeExcitation {
    /**
     * What the number of channels is divided by to give the width of the narrow layer, at least 1 (Hu 2017: 16).
     * {@link #divisor} says how the result is rounded.
     */
    int ratio() default 16;

    /**
     * What the width of the narrow layer is a multiple of, at least 0. The width is the multiple nearest to
     * {@code channels / ratio}, the larger one of two that are equally near, and at least one multiple: 64 channels,
     * ratio 16 and divisor 8 give 8. With 0 the width is {@code channels / ratio}, rounded down. Networks of timm have
     * 8.
     */
    int divisor() default 0;
}
