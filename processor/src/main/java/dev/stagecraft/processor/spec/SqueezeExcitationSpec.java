package dev.stagecraft.processor.spec;

/** Squeeze-and-excitation: channels for each of the narrow layer's. */
public record SqueezeExcitationSpec(int ratio) {}
