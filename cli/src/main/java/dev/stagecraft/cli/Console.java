package dev.stagecraft.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param out for results
 * @param err for everything beside them
 * @param terminal whether a person watches, so that progress is worth drawing
 * @param interrupt whether the user asked to stop
 * @param environment variables of the process
 */
record Console(
        PrintStream out, PrintStream err, boolean terminal, Interrupt interrupt, Map<String, String> environment) {
    /** Prints what a person should know and what does not end the run. */
    void notice(String text) {
        err.println("NOTICE: " + Printable.of(text));
    }
}
