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
    /** How far the factor of the brightness is from 1 at most, at least 0 and finite as float32. */
    double brightness() default 0;

    /** How far the factor of the contrast is from 1 at most, at least 0 and finite as float32. */
    double contrast() default 0;

    /** How far the factor of the saturation is from 1 at most, at least 0 and finite as float32. */
    double saturation() default 0;

    /** How far the hue is turned at most, as a share of the whole circle, at least 0 and at most 0.5. */
    double hue() default 0;
}
