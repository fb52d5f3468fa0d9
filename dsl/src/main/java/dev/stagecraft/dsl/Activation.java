package dev.stagecraft.dsl;

/** A network's activation, which is applied to each value separately. It follows each normalization. */
public enum Activation {
    /** {@code max(x, 0)} (He 2015). */
    RELU,

    /**
     * {@code x} if it is positive, otherwise {@code 0.01 · x} (Maas, Hannun, Ng, <i>Rectifier Nonlinearities</i>,
     * 2013).
     */
    LEAKY_RELU,

    /** {@code x · sigmoid(x)} (Elfwing, Uchibe, Doya, <i>Sigmoid-Weighted Linear Units</i>, 2017). */
    SILU,

    /**
     * {@code x · Φ(x)}, where Φ is the distribution function of the standard normal distribution, computed exactly
     * (Hendrycks, Gimpel, <i>Gaussian Error Linear Units</i>, 2016).
     */
    GELU
}
