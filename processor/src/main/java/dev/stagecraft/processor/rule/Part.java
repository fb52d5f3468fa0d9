package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.spec.Origin;
import java.util.function.Predicate;

/**
 * A part of a declaration, as rules look at it.
 *
 * @param <S> what it declares
 * @param spec its values
 * @param scope how messages name it, as in {@code stage 2}
 * @param origin its annotation
 * @param given whether a value was written, and is no default
 */
record Part<S>(S spec, String scope, Origin origin, Predicate<Origin> given) {
    /** A part inside this one. */
    <T> Part<T> inner(T inside, String innerScope, Origin innerOrigin) {
        return new Part<>(inside, innerScope, innerOrigin, given);
    }

    Origin at(String attribute) {
        return origin.at(attribute);
    }

    boolean gives(String attribute) {
        return given.test(at(attribute));
    }

    /** A problem of a value of this part. */
    Problem problem(Message message, String attribute) {
        return message.at(at(attribute)).with("scope", scope);
    }
}
