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

    /**
     * The mean of each channel, subtracted after pixels were divided by 255; each from 0 to 1. Without it nothing is
     * subtracted.
     */
    double[] mean() default {};

    /**
     * The standard deviation of each channel, what pixels are divided by after that; each above 0 and at most 1. Without
     * it nothing is divided.
     */
    double[] deviation() default {};

    /** How images of another size get this one. */
    Resize resize() default @Resize;
}
