package dev.stagecraft.runtime.profile;

/**
 * Where an operation belongs.
 *
 * @param part of the step
 * @param layer the name of a row: a layer or a scope of the network, {@code input}, {@code loss}, or {@code other}
 */
record OperationPlace(StepPart part, String layer) {}
