package dev.stagecraft.weights.file;

/** A header that breaks a rule. Whoever knows the file's name makes a {@link WeightsFileException} of it. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
        super(message, null, false, false);
    }
}
