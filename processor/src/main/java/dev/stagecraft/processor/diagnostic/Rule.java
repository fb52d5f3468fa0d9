package dev.stagecraft.processor.diagnostic;

/**
 * Judges one thing. Rules stand in lists; none needs to know what the others found.
 *
 * @param <S> what is judged
 */
@FunctionalInterface
public interface Rule<S> {
    /** Reports what is wrong with a subject. */
    void check(S subject, Report report);
}
