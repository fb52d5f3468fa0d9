package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The layers after the last stage: a global average pool, dropout if declared, and a dense layer, whose outputs are the
 * logits (He 2015, Table 1).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Head {
    /** The value of {@link #classes} that means that of the preset. */
    int OF_PRESET = 0;

    /** Number of classes, at least 2: the logits are {@code [batch, classes]}. Needed without a preset. */
    int classes() default OF_PRESET;

    /**
     * Probability that a training step drops a feature before the dense layer, at least 0 and below 1. Features that
     * are kept are divided by the probability of being kept (Srivastava et al., <i>Dropout</i>, 2014).
     */
    double dropout() default 0;
}
