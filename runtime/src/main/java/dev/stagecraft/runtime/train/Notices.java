package dev.stagecraft.runtime.train;

/** Logs notices that no listener takes. */
final class Notices {
    private Notices() {}

    static void log(String text) {
        System.getLogger("dev.stagecraft.runtime.train").log(System.Logger.Level.WARNING, text);
    }
}
