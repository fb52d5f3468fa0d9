package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In place of {@link Head}: the network ends with its last stage and gives a feature map, for a head of the developer's
 * own. The generated class is a {@code Backbone}, which {@code withHead} completes.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Features {}
