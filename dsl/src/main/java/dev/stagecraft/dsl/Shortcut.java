package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a block's input reaches its sum: unchanged where the shapes agree, through a 1×1 convolution (a projection) where
 * they do not (He 2015, section 3.3, option B).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Shortcut {
    /** Whether batch normalisation follows the projection. On in He 2015's networks, off in D2L's listing. */
    boolean norm() default true;
}
