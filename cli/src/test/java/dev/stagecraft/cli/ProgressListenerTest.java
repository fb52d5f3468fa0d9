package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.report.TimeLeft;
import dev.stagecraft.runtime.train.RunPlan;
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
            listener.runStarted(new RunPlan(10, 5, 100, 50, 0, Progress.START));
            listener.epochStarted(3, 100, 40);
            listener.stepDone(new StepResult(Progress.START, 20, 1.5, 1.25, 0.05));
            for (int i = 0; i < 100 && !drawn(err).contains("60/100"); i++) {
                Thread.sleep(100);
            }
        }
        assertTrue(drawn(err).contains("epoch 3 of 10 "), drawn(err));
        assertTrue(drawn(err).contains("60/100"), drawn(err));
        assertTrue(drawn(err).contains("loss 1.2500"), drawn(err));
    }

    /** Steps of a second for 10 images: 800 of them are left, and 500 to evaluate, three times as fast. */
    @Test
    void barShowsTheTimeLeftOfTheRunAndMovesDuringEvaluation() throws InterruptedException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(errors, errors, true, new Interrupt(errors), Map.of());
        long[] nanos = {0};
        TimeLeft left = new TimeLeft(() -> nanos[0] += 1_000_000_000L);
        try (ProgressListener listener = new ProgressListener(console, left)) {
            listener.runStarted(new RunPlan(10, 10, 100, 50, 0, new Progress(18, 1, 8, 0, 0, 0, 0)));
            listener.epochStarted(2, 100, 80);
            listener.stepDone(new StepResult(Progress.START, 10, 1.5, 1.25, 0.05));
            listener.stepDone(new StepResult(Progress.START, 10, 1.5, 1.25, 0.05));
            awaits(err, "/ 0:01:35)");
            listener.evaluating();
            listener.evaluated(20, 50);
            listener.evaluated(40, 50);
            awaits(err, "epoch 2 of 10, evaluating");
            awaits(err, "40/50");
            listener.evaluated(50, 50);
            listener.evaluated(10, 30);
            awaits(err, "10/30");
        }
    }

    private static void awaits(ByteArrayOutputStream err, String text) throws InterruptedException {
        for (int i = 0; i < 100 && !drawn(err).contains(text); i++) {
            Thread.sleep(100);
        }
        assertTrue(drawn(err).contains(text), drawn(err));
    }

    private static String drawn(ByteArrayOutputStream err) {
        return err.toString(StandardCharsets.UTF_8);
    }
}
