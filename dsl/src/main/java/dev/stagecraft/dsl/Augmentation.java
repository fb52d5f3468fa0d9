package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Random changes of training images, different in each epoch. Only those that are declared are made, in this order: crop or
 * shift, rotation, flip, color jitter. Images are not changed for evaluation and for answers.
 *
 * <pre>{@code
 * @Training(augmentation = @Augmentation(horizontalFlip = true, padAndCrop = 0.125))
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Augmentation {
    /** Cuts out a random part of each image. At most one of this, {@link #padAndCrop} and {@link #shift}. */
    RandomResizedCrop[] randomResizedCrop() default {};

    /**
     * Adds a black border, as wide as this share of height and width, and cuts out an image of the original size at a random
     * place; above 0 and at most 1, or 0 for none. 0.125 is 4 pixels for an image of 32×32.
     */
    double padAndCrop() default 0;

    /**
     * Moves each image by up to this share of its height and width, and repeats the pixels at its edge; above 0 and at most
     * 1, or 0 for none.
     */
    double shift() default 0;

    /** Turns each image about its center by up to this many degrees; above 0 and at most 180, or 0 for none. */
    double rotation() default 0;

    /** Whether left and right are swapped with probability 1/2. */
    boolean horizontalFlip() default false;

    /** Changes brightness, contrast, saturation and hue. At most one. */
    ColorJitter[] colorJitter() default {};
}
