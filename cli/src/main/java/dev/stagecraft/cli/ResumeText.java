package dev.stagecraft.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command that goes on with a run: the one that began it, and where it is kept. */
final class ResumeText {
    private static final List<String> SAID_ANEW = List.of("--out", "--from", "--resume");
    private static final String INIT = "--init";

    private ResumeText() {}

    /**
     * @param arguments of the command line, the command's name among them
     * @param saved whether there is a checkpoint. Without one, a run that began with other weights must be given them again,
     *     and is not resumed
     */
    static String of(List<String> arguments, Path run, boolean saved) {
        boolean anew = !saved && arguments.stream().anyMatch(word -> isFlag(INIT, word));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--from") || word.equals("--out") || (word.equals(INIT) && !anew)) {
                // Their value follows; the folder is said anew, the checkpoint is the newest from now on, and a saved
                // run has its weights.
                i++;
            } else if (SAID_ANEW.stream().noneMatch(flag -> isFlag(flag, word)) && (anew || !isFlag(INIT, word))) {
                words.add(word);
            }
        }
        words.addAll(List.of("--out", run.toString()));
        if (!anew) {
            words.add("--resume");
        }
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" ", "./stagecraft ", ""));
    }

    private static boolean isFlag(String flag, String word) {
        return word.equals(flag) || word.startsWith(flag + "=");
    }
}
