package dev.stagecraft.runtime.step;

/** What a training step compares a network's answers with. */
public enum Targets {
    /** A class per image. */
    LABELS,

    /** A probability per image and class, as mixed images have them; accuracy is counted by a class per image all the same. */
    DISTRIBUTIONS
}
