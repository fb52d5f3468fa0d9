package dev.stagecraft.processor.read;

/**
 * What was read from an annotated type.
 *
 * @param <S> what it declares
 * @param spec the values
 * @param positions where each stands
 */
public record Declaration<S>(S spec, Positions positions) {}
