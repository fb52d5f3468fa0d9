package dev.stagecraft.dsl;

/** How the pixels of a resized image are computed. Both are antialiased and equal Pillow's filters of the same name. */
public enum ResizeFilter {
    /** A weighted mean of the pixels within one pixel of the result. */
    BILINEAR,

    /** A cubic of the pixels within two pixels of the result, with a = −0.5. */
    BICUBIC
}
