package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.Evaluation;
import java.util.Optional;

/**
 * What an epoch's evaluation has shown.
 *
 * @param validation over the images to validate on; empty where the data has none
 * @param test over the images to test on; empty where they were not looked at
 * @param last whether it was the last of the run
 */
record Measured(Optional<Evaluation> validation, Optional<Evaluation> test, boolean last) {
    /** What every epoch is measured on: the images to validate on, or to test on if there are none. */
    Evaluation ofEpoch() {
        return validation.or(() -> test).orElseThrow();
    }

    /** How well the classes were recognized in the end; empty before. */
    Optional<ClassResults> ofRun() {
        return last ? test.or(() -> validation).map(Evaluation::classes) : Optional.empty();
    }
}
