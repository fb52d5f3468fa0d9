package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file in the folder of a run that says which weights the run begins with. If the run is killed before its first checkpoint,
 * nothing else says so, and resuming it would begin with drawn weights.
 */
final class InitialMark {
    static final String NAME = "begins-with.txt";

    /** Of a path; what is longer is not one that a run wrote. */
    private static final long MOST_BYTES = 1 << 16;

    private InitialMark() {}

    /**
     * Marks a new run, or takes away the mark of an earlier one.
     *
     * @param weights that it begins with; empty if the network draws its own
     * @throws BadInputException if the file cannot be written
     */
    static void set(Path run, Optional<Path> weights) {
        Path mark = run.resolve(NAME);
        try {
            // A link goes too, and not what it leads to.
            Files.deleteIfExists(mark);
            if (weights.isPresent()) {
                String place = weights.get().toAbsolutePath().normalize() + "\n";
                Files.writeString(mark, place, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            }
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new BadInputException(
                    mark + " cannot be written (" + trouble.cause() + "); " + trouble.advice()
                            + ", or name another folder with --out",
                    e);
        }
    }

    /** Takes away the mark of a run that could not begin. */
    static void clear(Path run) {
        try {
            Files.deleteIfExists(run.resolve(NAME));
        } catch (IOException e) {
            // What ended the run is the failure to report; the mark only keeps it from being resumed.
        }
    }

    /**
     * Checks that a run without a checkpoint may begin with drawn weights.
     *
     * @throws BadInputException if it began with others
     */
    static void requireNone(Path run) {
        Path mark = run.resolve(NAME);
        if (Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
            String place = place(mark);
            throw new BadInputException("nothing was saved in " + run + " yet, and the run began with the weights in "
                    + place + "; start it again with --init and these weights, and without --resume");
        }
    }

    private static String place(Path mark) {
        try {
            if (Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS) && Files.size(mark) <= MOST_BYTES) {
                return ForeignText.printed(
                        Files.readString(mark, StandardCharsets.UTF_8).strip());
            }
        } catch (IOException e) {
            // That there is a mark is enough to refuse.
        }
        return "a file or folder whose name cannot be read";
    }
}
