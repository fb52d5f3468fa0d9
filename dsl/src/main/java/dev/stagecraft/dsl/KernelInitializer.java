package dev.stagecraft.dsl;

/**
 * The distribution from which the first values of kernels are drawn. The fan in of a kernel is its height times its
 * width times the input channels that one output channel depends on. The fan out is height times width times the output
 * channels that depend on one input channel. Groups divide both.
 */
public enum KernelInitializer {
    /** Uniform within ±√(6 / (fan in + fan out)), "Xavier" (Glorot, Bengio 2010, equation 16). */
    GLOROT_UNIFORM,

    /** Normal of variance 2 / (fan in + fan out) (Glorot, Bengio 2010, equation 12). */
    GLOROT_NORMAL,

    /** Uniform of variance 2 / fan in. */
    HE_UNIFORM,

    /** Normal of variance 2 / fan in (He et al., <i>Delving Deep into Rectifiers</i>, 2015, equation 10). */
    HE_NORMAL,

    /** Uniform of variance 2 / fan out. */
    HE_UNIFORM_FAN_OUT,

    /** Normal of variance 2 / fan out (He et al., <i>Delving Deep into Rectifiers</i>, 2015, equation 14). */
    HE_NORMAL_FAN_OUT
}
