package dev.stagecraft.runtime.gradient;

/** Forms of a kernel's gradient in a lower precision. */
enum KernelForm {
    /** TensorFlow's operation, in the lower precision. */
    OPERATION,
    /** The pixels under the kernel, side by side, in a matrix product of the lower precision. */
    PATCHES
}
