package dev.stagecraft.runtime.gradient;

/** The gradient of one type of operation. */
@FunctionalInterface
interface GradientRule {
    /** Hands a gradient to every input that needs one; a case the rule does not know is refused by name. */
    void apply(BackwardStep step);
}
