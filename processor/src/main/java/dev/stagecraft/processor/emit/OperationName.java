package dev.stagecraft.processor.emit;

import dev.stagecraft.processor.plan.StepName;

/**
 * An operation's name below its section.
 *
 * @param place below the section's, as {@code shortcut} in {@code shortcut/conv}; empty for the section's own
 * @param leaf the last part
 */
record OperationName(String place, String leaf) {
    static OperationName of(StepName name) {
        return new OperationName(name.part().name(), name.leaf());
    }

    /** A variable's name for something of this operation, as {@code conv1Kernel}. */
    String local(String what) {
        String prefix = place.isEmpty() ? leaf : place + Character.toUpperCase(leaf.charAt(0)) + leaf.substring(1);
        return prefix + what;
    }
}
