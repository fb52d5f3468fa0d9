package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The layers after the last stage: global average pool and a dense layer that gives the logits (He 2015, Table 1). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Head {
    /** Number of classes, 2 or more: the logits are {@code [batch, classes]}. */
    int classes();
}
