package dev.stagecraft.processor.spec;

/** Batch normalisation: the share of the moving statistics that a step keeps, and what is added to the variance. */
public record NormSpec(double momentum, double epsilon) {}
