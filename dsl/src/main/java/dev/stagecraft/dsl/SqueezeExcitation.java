package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Multiplies every channel of a block's body by a factor, which is computed from the means of all channels: a dense
 * layer to {@code channels / ratio}, ReLU, a dense layer back, sigmoid. Both dense layers have biases (Hu, Shen, Sun,
 * <i>Squeeze-and-Excitation Networks</i>, 2017, Figure 3).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface SqueezeExcitation {
    /**
     * What the number of channels is divided by to give the width of the narrow layer, at least 1. The result is
     * rounded down (Hu 2017: 16).
     */
    int ratio() default 16;
}
