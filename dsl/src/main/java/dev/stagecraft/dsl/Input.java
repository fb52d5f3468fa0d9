package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The images that a network takes, as {@code [batch, height, width, channels]}. What is left out is the preset's; without a
 * preset every value is needed.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Input {
    /** The value that stands for the preset's. */
    int OF_PRESET = 0;

    /** Pixels from top to bottom, 1 or more; an image has at most 2,147,483,631 values. */
    int height() default OF_PRESET;

    /** Pixels from left to right, 1 or more. */
    int width() default OF_PRESET;

    /** Values per pixel, 1 or more: 1 for gray, 3 for color. */
    int channels() default OF_PRESET;
}
