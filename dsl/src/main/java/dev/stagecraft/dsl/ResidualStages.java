package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Contains repeated {@link ResidualStage}s. The compiler writes it. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ResidualStages {
    /** The stages in the order of the network. */
    ResidualStage[] value();
}
