package dev.stagecraft.processor.spec;

/** What happens to an image of other proportions than the input's. */
public enum ResizeKind {
    /** The whole image gets the size of the input. */
    SQUEEZE,
    /** The center of the image is cut out. */
    CROP
}
