package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.BadInputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run starts.
 *
 * @param resumes whether it continues what is saved in its folder
 * @param from the checkpoint to continue from; empty for the newest
 * @param weights what a new network begins with; empty if it draws its own first values
 * @param force whether to continue even if the network is built from other operations now
 */
record Start(boolean resumes, Optional<Path> from, Optional<Path> weights, boolean force) {
    static final Start NEW = new Start(false, Optional.empty(), Optional.empty(), false);

    /** A resumed run has its weights already. */
    void require() {
        if (resumes && weights.isPresent()) {
            throw new BadInputException(
                    "a run is either resumed or begins with other weights; leave out --init, whose weights"
                            + " the run has already, or start another run in another folder");
        }
    }
}
