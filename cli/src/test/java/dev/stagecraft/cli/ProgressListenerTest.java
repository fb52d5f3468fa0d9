package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.StepResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressListenerTest {
    /** The bar is drawn by a thread of its own, five times a second. */
    @Test
    void barOfAResumedEpochBeginsWhereItWasAndShowsTheLoss() throws InterruptedException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(errors, errors, true, new Interrupt(errors), Map.of());
        try (ProgressListener listener = new ProgressListener(console)) {
            listener.epochStarted(3, 100, 40);
            listener.stepDone(new StepResult(Progress.START, 20, 1.5, 1.25, 0.05));
            for (int i = 0; i < 100 && !drawn(err).contains("60/100"); i++) {
                Thread.sleep(100);
            }
        }
        assertTrue(drawn(err).contains("epoch 3"), drawn(err));
        assertTrue(drawn(err).contains("60/100"), drawn(err));
        assertTrue(drawn(err).contains("loss 1.2500"), drawn(err));
    }

    private static String drawn(ByteArrayOutputStream err) {
        return err.toString(StandardCharsets.UTF_8);
    }
}
