package dev.stagecraft.runtime.checkpoint;

import java.io.IOException;

/** What a file of a checkpoint is found to be, where it breaks a rule of its format; a part of a sentence. */
final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String found) {
        super(found);
    }

    Malformed(String found, Throwable cause) {
        super(found, cause);
    }
}
