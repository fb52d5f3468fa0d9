package dev.stagecraft.runtime.device;

/**
 * One of the libraries that TensorFlow opens for a GPU.
 *
 * @param name such as {@code libcudnn.so.9}
 * @param state whether it can be used
 * @param text what was found, and how to fix it if something is wrong: the rest of a sentence that begins with the name
 */
public record GpuLibrary(String name, State state, String text) {
    /** What was found. */
    public enum State {
        /** It opens, and its version is new enough or unknown. */
        USABLE,
        /** There is no file of that name on the library path. */
        MISSING,
        /** It opens, but it is too old, or the NVIDIA driver is too old or missing. */
        TOO_OLD,
        /** There is a file of that name, but it does not open. */
        WRONG
    }

    /** Whether it can be used. */
    public boolean isUsable() {
        return state == State.USABLE;
    }
}
