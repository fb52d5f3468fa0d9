package dev.stagecraft.runtime.serve;

/** The operations that a network for answers is made of. The first two compute in float32. */
enum ServingForm {
    /** Each operation by itself, as exports have them; any processor runs them. */
    PLAIN,

    /** A convolution and the operations around it are one operation, which a CPU with oneDNN runs. */
    FUSED,

    /** The same in bfloat16, which a CPU with instructions for it runs. Means and matrix products are in float32. */
    BFLOAT16
}
