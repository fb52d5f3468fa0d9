package dev.stagecraft.runtime;

/**
 * Is told about data that is found and downloaded, while it happens. Nothing else is printed. Without code of its own a
 * download is silent.
 */
public interface Transfer {
    /** A notice for the user. */
    void notice(String text);

    /** The download of a file starts; {@code bytes} is the length of the file. */
    default void started(String file, long bytes) {}

    /** This many bytes of the file have arrived so far. */
    default void received(long bytes) {}

    /** The download is complete, or has failed. */
    default void ended() {}
}
