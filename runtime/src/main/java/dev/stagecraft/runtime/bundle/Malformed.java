package dev.stagecraft.runtime.bundle;

import java.io.IOException;

/** A file of a checkpoint breaks a rule of its format; the message says how, as a part of a sentence. */
final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String found) {
        super(found);
    }

    Malformed(String found, Throwable cause) {
        super(found, cause);
    }
}
