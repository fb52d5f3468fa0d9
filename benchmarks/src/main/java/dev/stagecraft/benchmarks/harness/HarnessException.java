package dev.stagecraft.benchmarks.harness;

/** Something ends a table without a result. The message is for the user. */
public final class HarnessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Ends a table.
     *
     * @param message a sentence that says what happened and what to do
     */
    public HarnessException(String message) {
        super(message);
    }
}
