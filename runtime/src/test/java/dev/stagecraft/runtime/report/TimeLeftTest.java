package dev.stagecraft.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.RunPlan;
import dev.stagecraft.runtime.train.StepResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run of which every step takes a second of a clock that stands otherwise. */
class TimeLeftTest {
    private long nanos;
    private final TimeLeft left = new TimeLeft(() -> nanos);

    private void passSeconds(long seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private static StepResult step(int batches) {
        return new StepResult(new Progress(batches, 0, batches, 0, 0, 0, 0), 10, 0.5, 0.75, 0.1);
    }

    private static EpochResult epoch(int epoch) {
        return new EpochResult(
                epoch,
                0.25,
                0.5,
                0.75,
                1.5,
                100,
                0,
                0.3,
                Map.of(),
                "ab",
                new Progress(4L * epoch, epoch, 0, 0, 0, 0, 0));
    }

    /** 40 images an epoch in steps of 10, 30 images evaluated. */
    @Test
    void estimateIsOfTheWholeRunAndKnowsWhatEvaluationTakesOnceItHasSeenOne() {
        left.runStarted(new RunPlan(3, 4, 40, 30, 15, Progress.START));
        left.epochStarted(1, 40, 0);
        assertEquals(Optional.empty(), left.estimate());
        passSeconds(100);
        left.stepDone(step(1));
        assertEquals(Optional.empty(), left.estimate(), "the first step takes longer than others");
        passSeconds(1);
        left.stepDone(step(2));
        // 100 more images in steps of a second for 10, and 105 evaluated ones, three times as fast.
        assertEquals(Optional.of(Duration.ofMillis(13_500)), left.estimate());
        passSeconds(1);
        left.stepDone(step(3));
        passSeconds(1);
        left.stepDone(step(4));
        left.evaluating();
        passSeconds(2);
        left.evaluated(20, 30);
        passSeconds(1);
        left.evaluated(30, 30);
        left.epochDone(epoch(1));
        assertEquals(Optional.of(Duration.ofMillis(8_000 + 7_500)), left.estimate());
        left.epochDone(epoch(2));
        left.epochStarted(3, 40, 0);
        for (int i = 1; i <= 4; i++) {
            passSeconds(1);
            left.stepDone(step(i));
        }
        left.evaluating();
        passSeconds(3);
        left.evaluated(30, 30);
        assertEquals(Optional.of(Duration.ofMillis(1_500)), left.estimate(), "another part is evaluated at the end");
        left.evaluated(15, 15);
        left.epochDone(epoch(3));
        assertEquals(Optional.of(Duration.ZERO), left.estimate());
    }

    @Test
    void resumedRunCountsOnlyWhatIsLeft() {
        left.runStarted(new RunPlan(3, 4, 40, 0, 0, new Progress(6, 1, 2, 0, 0, 0, 0)));
        left.epochStarted(2, 40, 20);
        left.stepDone(step(3));
        passSeconds(1);
        left.stepDone(step(4));
        assertEquals(Optional.of(Duration.ofSeconds(4)), left.estimate());
    }

    @Test
    void linesComeAfterSoMuchTimeAndSayHowFarTheRunIs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ProgressLines lines = ProgressLines.every(out, Duration.ofSeconds(2), () -> nanos);
        lines.runStarted(new RunPlan(2, 4, 40, 30, 0, Progress.START));
        lines.epochStarted(1, 40, 0);
        for (int i = 1; i <= 4; i++) {
            passSeconds(1);
            lines.stepDone(step(i));
        }
        lines.evaluating();
        passSeconds(2);
        lines.evaluated(20, 30);
        assertEquals(
                List.of(
                        "epoch 1 of 2, step 2 of 4, loss 0.7500, 10 images/s, 8 s left",
                        "epoch 1 of 2, step 4 of 4, loss 0.7500, 10 images/s, 6 s left",
                        "epoch 1 of 2, evaluated 20 of 30 images, 8 s left"),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void linesComeAfterSoManyStepsOfAnEpoch() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ProgressLines lines = ProgressLines.everySteps(out, 3);
        lines.runStarted(new RunPlan(2, 7, 70, 30, 0, Progress.START));
        lines.epochStarted(1, 70, 0);
        for (int i = 1; i <= 7; i++) {
            lines.stepDone(step(i));
        }
        lines.evaluating();
        lines.evaluated(30, 30);
        List<String> printed = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(2, printed.size(), printed.toString());
        assertEquals("epoch 1 of 2, step 6 of 7, loss 0.7500", printed.get(1).replaceAll(", \\d+ images/s.*", ""));
    }

    @Test
    void timesAreShort() {
        assertEquals("0 s", TimeLeft.text(Duration.ofMillis(999)));
        assertEquals("59 s", TimeLeft.text(Duration.ofSeconds(59)));
        assertEquals("1 min", TimeLeft.text(Duration.ofSeconds(60)));
        assertEquals("59 min", TimeLeft.text(Duration.ofSeconds(3599)));
        assertEquals("25 h 1 min", TimeLeft.text(Duration.ofSeconds(25 * 3600 + 119)));
    }
}
