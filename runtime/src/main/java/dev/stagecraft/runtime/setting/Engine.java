package dev.stagecraft.runtime.setting;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How TensorFlow runs a training step on a CPU. Both engines compute the same, but for rounding: each gives other bits, so
 * a run keeps the one that it began with. On a GPU there is no difference.
 */
public enum Engine {
    /**
     * As the step was built. Normalizations and rectifiers are one operation, and gradients of kernels take the form that is
     * fastest for their shape. The first step begins sooner, above all in deep networks.
     */
    DIRECT,

    /** TensorFlow rewrites the step before it runs (its optimizer is called Grappler), as in runs of earlier versions. */
    REWRITTEN;

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
     */
    public static Engine saved(Map<String, String> settings) {
        return DIRECT.word().equals(settings.get(SAVED_AS)) ? DIRECT : REWRITTEN;
    }

    /** The text that checkpoints keep; empty for that of runs of earlier versions, which kept none. */
    Optional<String> savedText() {
        return this == REWRITTEN ? Optional.empty() : Optional.of(word());
    }
}
