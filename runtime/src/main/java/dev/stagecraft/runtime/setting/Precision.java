package dev.stagecraft.runtime.setting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The precision in which the convolutions of a training step are computed. Weights, statistics, the loss and the optimizer's
 * state are always float32, and so are evaluation, answers, checkpoints and exports.
 */
public enum Precision {
    /** Numbers of 32 bits everywhere. */
    FLOAT32,

    /**
     * Numbers of 16 bits with the range of float32 and 8 significant bits, as in mixed-precision training (Micikevicius and
     * others, <i>Mixed Precision Training</i>, 2018). A CPU needs instructions for them.
     */
    BFLOAT16,

    /**
     * Numbers of 16 bits with 11 significant bits, from 6e-8 to 65,504, on a GPU only. The loss is multiplied by a
     * scale, so that small gradients do not become 0. A step whose gradients overflow is skipped.
     */
    FLOAT16,

    /**
     * {@link #BFLOAT16} on hardware that has it, if its accuracy was measured for this form of network, and {@link
     * #FLOAT32} otherwise. This is decided at the start of a run, and checkpoints keep the decision.
     */
    AUTO;

    /** The name of the setting in checkpoints. */
    static final String SAVED_AS = "precision";

    /** The word for it on the command line and in checkpoints. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether these are numbers of 16 bits; not of {@link #AUTO}, which nobody knows yet. */
    public boolean isLow() {
        return this == BFLOAT16 || this == FLOAT16;
    }

    /**
     * The precision of a run.
     *
     * @param settings as a checkpoint of the run has them; {@link #FLOAT32} has no text there
     * @return empty if this version does not know the word
     */
    public static Optional<Precision> saved(Map<String, String> settings) {
        String word = settings.getOrDefault(SAVED_AS, FLOAT32.word());
        return Arrays.stream(values())
                .filter(each -> each != AUTO && each.word().equals(word))
                .findFirst();
    }

    /** The text that checkpoints keep; empty for float32, and for auto, which a run decides before it saves. */
    Optional<String> savedText() {
        return this == FLOAT32 || this == AUTO ? Optional.empty() : Optional.of(word());
    }
}
