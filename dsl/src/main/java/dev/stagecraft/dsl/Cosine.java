package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A learning rate that falls along half a cosine from its value to a low one (Loshchilov, Hutter 2017). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Cosine {
    /** What it falls to, 0 or more and finite as float32. */
    double low() default 0;
}
