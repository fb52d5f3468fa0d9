package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The images that a network takes, as {@code [batch, height, width, channels]}. Values that are left out are those of
 * the preset. Without a preset every value is needed.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Input {
    /** The value that means that of the preset. */
    int OF_PRESET = 0;

    /** Pixels from top to bottom, at least 1; an image has at most 2,147,483,631 values. */
    int height() default OF_PRESET;

    /** Pixels from left to right, at least 1. */
    int width() default OF_PRESET;

    /** Values per pixel, at least 1: 1 for gray, 3 for color. */
    int channels() default OF_PRESET;
}
