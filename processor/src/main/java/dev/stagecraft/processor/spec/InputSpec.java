package dev.stagecraft.processor.spec;

/** The images: {@code [batch, height, width, channels]}, and what is done to them first. */
public record InputSpec(int height, int width, int channels, PreprocessingSpec preprocessing) {
    /** Images with the usual preprocessing. */
    public InputSpec(int height, int width, int channels) {
        this(height, width, channels, PreprocessingSpec.DEFAULT);
    }
}
