package dev.stagecraft.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command that goes on with a run: the one that began it, and where it is kept. */
final class ResumeText {
    private static final List<String> SAID_ANEW = List.of("--out", "--from", "--init", "--resume");

    private ResumeText() {}

    /** @param arguments of the command line, the command's name among them */
    static String of(List<String> arguments, Path run) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--from") || word.equals("--out") || word.equals("--init")) {
                // Their value follows; the folder is said anew, the checkpoint is the newest from now on, and the run
                // has
                // its weights.
                i++;
            } else if (SAID_ANEW.stream().noneMatch(flag -> word.equals(flag) || word.startsWith(flag + "="))) {
                words.add(word);
            }
        }
        words.addAll(List.of("--out", run.toString(), "--resume"));
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" ", "./stagecraft ", ""));
    }
}
