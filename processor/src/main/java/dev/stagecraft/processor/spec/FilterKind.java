package dev.stagecraft.processor.spec;

/** How the pixels of a resized image are computed. */
public enum FilterKind {
    /** A triangle. */
    BILINEAR,
    /** A cubic. */
    BICUBIC
}
