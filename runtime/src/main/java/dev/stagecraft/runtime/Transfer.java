package dev.stagecraft.runtime;

/** What is told of finding and fetching data while it happens; nothing else is printed. */
public interface Transfer {
    /** Something that the user should know. */
    void notice(String text);

    /** A file is about to be fetched; {@code bytes} is its whole length. */
    void started(String file, long bytes);

    /** So many bytes of it are here. */
    void received(long bytes);

    /** The file is here, or given up. */
    void ended();
}
