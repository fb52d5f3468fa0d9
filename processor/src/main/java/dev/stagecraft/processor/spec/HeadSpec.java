package dev.stagecraft.processor.spec;

/** The layers after the last stage: number of classes, and the probability that a step drops a feature before them. */
public record HeadSpec(int classes, double dropout) {}
