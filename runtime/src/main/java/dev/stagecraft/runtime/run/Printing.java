package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.Transfer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Where a run prints.
 *
 * @param out for what it does and its results
 * @param err for notices and progress
 * @param notices is told what a person should know
 */
record Printing(PrintStream out, PrintStream err, Consumer<String> notices) {
    /** A program's own output and errors. */
    static Printing standard() {
        return to(System.out, System.err);
    }

    static Printing to(PrintStream out, PrintStream err) {
        return new Printing(out, err, text -> err.println("NOTICE: " + text));
    }

    /** Nothing is printed, and notices are logged. */
    static Printing none() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Printing(nowhere, nowhere, Printing::log);
    }

    private static void log(String text) {
        System.getLogger("dev.stagecraft.runtime.run").log(System.Logger.Level.WARNING, text);
    }

    Printing withNotices(Consumer<String> other) {
        return new Printing(out, err, other);
    }

    /** Downloads are named when they start. */
    Transfer transfer() {
        return new Transfer() {
            @Override
            public void notice(String text) {
                notices.accept(text);
            }

            @Override
            public void started(String file, long bytes) {
                err.println("downloading " + file);
            }
        };
    }
}
