package dev.stagecraft.processor.read;

/** A value whose type is not known yet: another processor may still generate it, or the compiler reports it. */
public final class UnresolvedValueException extends Exception {
    private static final long serialVersionUID = 1L;

    UnresolvedValueException(String attribute) {
        super(attribute);
    }
}
