package dev.stagecraft.runtime.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run starts.
 *
 * @param resumes whether it continues what is saved in its folder
 * @param from the checkpoint to continue from; empty for the newest
 * @param force whether to continue even if the network is built from other operations now
 */
record Start(boolean resumes, Optional<Path> from, boolean force) {
    static final Start NEW = new Start(false, Optional.empty(), false);
}
