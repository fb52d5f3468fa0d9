package dev.stagecraft.processor.spec;

/** The images: {@code [batch, height, width, channels]}. */
public record InputSpec(int height, int width, int channels) {}
