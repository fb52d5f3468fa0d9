package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the input of a block reaches its sum. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Shortcut {
    /** The kind of shortcut of every block. */
    ShortcutKind kind() default ShortcutKind.PROJECTION;

    /**
     * Whether batch normalization follows a projection. It is on in He 2015 and off in the code of D2L. With
     * {@link Order#PRE_ACTIVATION} it is off if it is left out.
     */
    boolean norm() default true;
}
