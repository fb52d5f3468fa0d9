package dev.stagecraft.cli;

import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;

/** TensorFlow's native, which is loaded while the command line is read. */
final class NativeAhead {
    /** The commands that always compute. */
    static final List<String> COMMANDS =
            List.of("train", "evaluate", "predict", "export", "verify", "profile", "doctor");

    private static final List<String> HELP = List.of("-h", "--help", "-V", "--version");

    private NativeAhead() {}

    /** Begins to load it, if the command of the arguments needs it. Whether that failed, the command says. */
    static void begin(Console console, String... arguments) {
        if (isNeeded(arguments)) {
            TensorFlowLibrary.begin(console::notice);
        }
    }

    static boolean isNeeded(String... arguments) {
        if (arguments.length == 0 || !COMMANDS.contains(arguments[0])) {
            return false;
        }
        for (String argument : arguments) {
            if (HELP.contains(argument)) {
                return false;
            }
        }
        return true;
    }
}
