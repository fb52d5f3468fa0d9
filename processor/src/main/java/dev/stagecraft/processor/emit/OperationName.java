package dev.stagecraft.processor.emit;

/**
 * An operation's name below its section.
 *
 * @param place below the section's, as {@code shortcut} in {@code shortcut/conv}; empty for the section's own
 * @param leaf the last part
 */
record OperationName(String place, String leaf) {
    static OperationName of(String name) {
        int slash = name.lastIndexOf('/');
        return new OperationName(name.substring(0, Math.max(slash, 0)), name.substring(slash + 1));
    }

    /** A variable's name for something of this operation, as {@code conv1Kernel}. */
    String local(String what) {
        String prefix = place.isEmpty() ? leaf : place + Character.toUpperCase(leaf.charAt(0)) + leaf.substring(1);
        return prefix + what;
    }
}
