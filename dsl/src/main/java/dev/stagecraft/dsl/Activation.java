package dev.stagecraft.dsl;

/** What follows a normalization: a function of each value by itself. */
public enum Activation {
    /** {@code max(x, 0)} (He 2015). */
    RELU,

    /** {@code x} where it is positive, {@code 0.01 · x} elsewhere (Maas, Hannun, Ng, <i>Rectifier Nonlinearities</i>, 2013). */
    LEAKY_RELU,

    /** {@code x · sigmoid(x)} (Elfwing, Uchibe, Doya, <i>Sigmoid-Weighted Linear Units</i>, 2017). */
    SILU,

    /**
     * {@code x · Φ(x)}, Φ being the normal distribution's function, computed exactly (Hendrycks, Gimpel, <i>Gaussian Error
     * Linear Units</i>, 2016).
     */
    GELU
}
