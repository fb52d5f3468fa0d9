package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Changes brightness, contrast, saturation and hue in a random order, as torchvision does. The factor of each of the first
 * three is drawn from 1 − value (at least 0) to 1 + value. Saturation and hue apply only to images of 3 channels.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface ColorJitter {
    /** The largest distance of the factor for brightness from 1, at least 0 and finite as float32. */
    double brightness() default 0;

    /** The largest distance of the factor for contrast from 1, at least 0 and finite as float32. */
    double contrast() default 0;

    /** The largest distance of the factor for saturation from 1, at least 0 and finite as float32. */
    double saturation() default 0;

    /** How far the hue may be turned, as a share of the whole color circle, at least 0 and at most 0.5. */
    double hue() default 0;
}
