package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.ForeignText;

/** What a message calls a class. */
final class ClassName {
    private ClassName() {}

    /** Its number, and its name where it has one, as in {@code 3 (cat)}. */
    static String of(LabeledImages images, int label) {
        return images.classNames().isEmpty()
                ? String.valueOf(label)
                : label + " (" + ForeignText.printed(images.classNames().get(label)) + ")";
    }
}
