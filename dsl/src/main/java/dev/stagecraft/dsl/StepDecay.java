package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A learning rate that is multiplied by a factor after every {@link #everyEpochs} epochs. The defaults are usual for
 * ImageNet.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface StepDecay {
    /** Epochs between two decays, at least 1. Epochs of warm-up are not counted. */
    int everyEpochs() default 30;

    /** What each decay multiplies the rate by, above 0 and at most 1. */
    double factor() default 0.1;
}
