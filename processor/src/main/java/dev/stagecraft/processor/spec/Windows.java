package dev.stagecraft.processor.spec;

/**
 * How large windows and their steps may be. The limits are TensorFlow's with a margin: from a stride of 16,384 and
 * from a kernel of 95 on, version 2.18 throws, ends the process or never ends a step. A test steps once at each limit.
 */
public final class Windows {
    /** Pixels of a convolution's kernel, in height and in width. */
    public static final int MOST_KERNEL = 63;

    /** Pixels that a window moves by, and pixels of a pool's window in height and in width. */
    public static final int MOST_STRIDE = 1_024;

    private Windows() {}
}
