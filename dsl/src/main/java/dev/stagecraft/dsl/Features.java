package dev.stagecraft.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Replaces {@link Head}: the network ends with its last stage, and its output is a feature map, for a head of your own.
 * The generated class is a {@code Backbone}; its method {@code withHead} adds a head with classes.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Features {}
