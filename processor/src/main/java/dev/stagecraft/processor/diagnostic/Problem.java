package dev.stagecraft.processor.diagnostic;

import dev.stagecraft.processor.spec.Origin;

/**
 * One problem of one declaration.
 *
 * @param code its kind
 * @param origin the declared value that is wrong
 * @param text where in the network, what was found, what was expected, how to mend it
 */
public record Problem(Code code, Origin origin, String text) {
    /** The line that the compiler prints. */
    public String message() {
        return "[" + code.id() + "] " + text;
    }
}
