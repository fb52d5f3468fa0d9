package dev.stagecraft.runtime.gradient;

/** Forms of a kernel's gradient. All add up the same products. */
enum KernelForm {
    /** TensorFlow's operation. */
    OPERATION,
    /** One matrix product: the input pixels under the kernel stand side by side, in a row for each output pixel. */
    PATCHES,
    /** One matrix product for each pixel of the kernel, over the image pixels that it meets. Padding costs nothing. */
    PIXELS
}
