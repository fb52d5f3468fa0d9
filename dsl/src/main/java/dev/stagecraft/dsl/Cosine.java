package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A learning rate that falls along half a cosine, from the declared rate to {@link #low} (Loshchilov, Hutter 2017). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Cosine {
    /** The rate at the end of the training, at least 0 and at most {@link Training#learningRate}. */
    double low() default 0;
}
