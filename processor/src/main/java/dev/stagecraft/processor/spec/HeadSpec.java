package dev.stagecraft.processor.spec;

/** The layers after the last stage. */
public record HeadSpec(int classes) {}
