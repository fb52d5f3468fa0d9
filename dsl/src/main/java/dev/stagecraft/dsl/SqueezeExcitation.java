package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A weight for every channel of a block's body, from the channels' means: dense layer to {@code channels / ratio}, ReLU,
 * dense layer back, sigmoid; both dense layers have biases (Hu, Shen, Sun, <i>Squeeze-and-Excitation Networks</i>, 2017,
 * Figure 3).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface SqueezeExcitation {
    /** Channels for each of the narrow layer's, 1 or more; the division is rounded down (Hu 2017: 16). */
    int ratio() default 16;
}
