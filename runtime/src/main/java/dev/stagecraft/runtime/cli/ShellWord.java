package dev.stagecraft.runtime.cli;

/** A command that is printed to be copied: paths have spaces, and a nested class's name has a dollar sign. */
final class ShellWord {
    private ShellWord() {}

    /** A text as a POSIX shell reads it back, quoted where it must be. */
    static String of(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
