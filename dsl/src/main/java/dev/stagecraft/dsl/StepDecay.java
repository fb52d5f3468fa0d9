package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A learning rate that is multiplied by a factor every so many epochs; the defaults are those usual for ImageNet. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface StepDecay {
    /** Epochs between two decays, 1 or more; those of warming up are not counted. */
    int everyEpochs() default 30;

    /** What the rate is multiplied by, above 0 and at most 1. */
    double factor() default 0.1;
}
