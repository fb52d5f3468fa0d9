package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The images that a network takes, as {@code [batch, height, width, channels]}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Input {
    /** Pixels from top to bottom, 1 or more. */
    int height();

    /** Pixels from left to right, 1 or more. */
    int width();

    /** Values per pixel, 1 or more: 1 for grey, 3 for colour. */
    int channels();
}
