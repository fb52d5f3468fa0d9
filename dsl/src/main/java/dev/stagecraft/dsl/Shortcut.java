package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a block's input reaches its sum. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Shortcut {
    /** The kind of every block's shortcut. */
    ShortcutKind kind() default ShortcutKind.PROJECTION;

    /**
     * Whether batch normalization follows a projection. On in He 2015's networks, off in D2L's listing. A network of
     * {@link Order#PRE_ACTIVATION} that leaves this out has it off.
     */
    boolean norm() default true;
}
