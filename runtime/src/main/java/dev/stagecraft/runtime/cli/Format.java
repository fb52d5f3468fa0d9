package dev.stagecraft.runtime.cli;

/** For whom a result is printed. */
enum Format {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON
}
