package dev.stagecraft.runtime.bundle;

/** Receives bytes of a file, piece by piece. */
public interface Chunk {
    /** Takes the first bytes of an array that is used again. */
    void take(byte[] bytes, int count);
}
