package dev.stagecraft.processor.spec;

/** What kernels begin with. */
public enum InitializerKind {
    /** Uniform, by fan in and fan out. */
    GLOROT_UNIFORM,
    /** Normal, by fan in and fan out. */
    GLOROT_NORMAL,
    /** Uniform, by fan in. */
    HE_UNIFORM,
    /** Normal, by fan in. */
    HE_NORMAL,
    /** Uniform, by fan out. */
    HE_UNIFORM_FAN_OUT,
    /** Normal, by fan out. */
    HE_NORMAL_FAN_OUT
}
