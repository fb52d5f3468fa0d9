package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeTextTest {
    private static final Path RUN = Path.of("runs/a run");

    @Test
    void commandThatBeganGoesOnInItsFolder() {
        assertEquals(
                "./stagecraft train --model 'acme.Net$Small' --epochs 3 --out 'runs/a run' --resume",
                ResumeText.of(List.of("train", "--model", "acme.Net$Small", "--epochs", "3"), RUN, true));
    }

    @Test
    void whatWasSaidOfFolderAndCheckpointIsSaidAnew() {
        assertEquals(
                "./stagecraft train --seed=2 --out 'runs/a run' --resume",
                ResumeText.of(
                        List.of("train", "--out", "x", "--resume", "--seed=2", "--from", "checkpoint-3"), RUN, true));
        assertEquals(
                "./stagecraft train --out 'runs/a run' --resume",
                ResumeText.of(List.of("train", "--out=x", "--from=checkpoint-3", "--resume"), RUN, true));
        assertEquals(
                "./stagecraft train --seed=2 --out 'runs/a run' --resume",
                ResumeText.of(List.of("train", "--init", "model.safetensors", "--seed=2", "--init=x"), RUN, true));
        assertEquals(
                "./stagecraft train --out 'runs/a run' --resume",
                ResumeText.of(List.of("train", "--resume=true", "--out", "--resume"), RUN, true));
    }

    /** Resumed without them, it would begin with drawn weights and not say so. */
    @Test
    void runThatSavedNothingBeginsWithItsWeightsAgain() {
        assertEquals(
                "./stagecraft train --init model.safetensors --seed=2 --out 'runs/a run'",
                ResumeText.of(List.of("train", "--init", "model.safetensors", "--out=x", "--seed=2"), RUN, false));
        assertEquals(
                "./stagecraft train --init=model.safetensors --out 'runs/a run'",
                ResumeText.of(List.of("train", "--init=model.safetensors"), RUN, false));
        assertEquals(
                "./stagecraft train --seed=2 --out 'runs/a run' --resume",
                ResumeText.of(List.of("train", "--seed=2"), RUN, false));
    }
}
