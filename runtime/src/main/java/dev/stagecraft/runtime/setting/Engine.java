package dev.stagecraft.runtime.setting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How TensorFlow runs a training step. All engines compute the same, but for rounding: each gives other bits, so a run keeps
 * the one that it began with.
 */
public enum Engine {
    /**
     * As the step was built. Normalizations and rectifiers are one operation, and gradients of convolutions take the form that
     * is fastest for their shape. The first step begins sooner, above all in deep networks. On a GPU it is {@link #REWRITTEN}.
     */
    TUNED,

    /**
     * As {@link #TUNED} in an earlier version: gradients of images are TensorFlow's operations, and gradients of kernels do
     * not depend on the processor.
     */
    DIRECT,

    /** TensorFlow rewrites the step before it runs (its optimizer is called Grappler), as in runs of earlier versions. */
    REWRITTEN,

    /**
     * XLA compiles the step for the GPU. Compiling takes seconds to half a minute for each size of a batch, and later steps
     * are up to three times as fast. It needs a GPU, and {@code ptxas} and {@code libdevice} of a CUDA toolkit.
     */
    COMPILED;

    /** Whether a step on a CPU runs as it was built. */
    public boolean runsAsBuilt() {
        return this == TUNED || this == DIRECT;
    }

    /** The name of the setting in checkpoints. */
    static final String SAVED_AS = "engine";

    /** The word for it on the command line and in checkpoints. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The engine of a run.
     *
     * @param settings as a checkpoint of the run has them; {@link #REWRITTEN} has no text there
     * @return {@link #REWRITTEN} also for a word that this version does not know: whoever compares settings refuses it
     */
    public static Engine saved(Map<String, String> settings) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(settings.get(SAVED_AS)))
                .findFirst()
                .orElse(REWRITTEN);
    }

    /** The text that checkpoints keep; empty for {@link #REWRITTEN}, for which earlier versions kept none. */
    Optional<String> savedText() {
        return this == REWRITTEN ? Optional.empty() : Optional.of(word());
    }
}
