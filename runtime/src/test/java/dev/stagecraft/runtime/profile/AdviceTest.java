package dev.stagecraft.runtime.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.setting.Precision;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each sentence is given where its figure says so, and not elsewhere. */
class AdviceTest {
    private static final StepMemory NONE = new StepMemory(0, 0, "", List.of(), OptionalLong.empty());

    /** A step of 100 ms on two threads. */
    private static StepProfile profile(Precision precision, double idle, LayerTime... rows) {
        return new StepProfile(
                "test.Net",
                8,
                precision,
                "cpu",
                2,
                new StepProfile.Times(100, 100, 100, idle),
                new StepProfile.Limit(2048, 200),
                List.of(rows),
                List.of(),
                NONE,
                List.of());
    }

    private static LayerTime row(String name, String kind, double millis, double update, double limit) {
        return new LayerTime(name, kind, List.of(8, 8, 4), millis, 0, update, limit);
    }

    private static StepProfile balanced(Precision precision) {
        return profile(
                precision,
                9,
                row("stem/conv", "conv2d", 25, 4, 20),
                row("stage1/conv", "conv2d", 28, 0, 20),
                row("stage2/conv", "conv2d", 14, 0, 5),
                row("stage2/norm", "batchNorm", 29, 0, 0));
    }

    private static void assertSays(String begin, String figure, List<String> advice) {
        assertEquals(1, advice.size(), advice::toString);
        assertTrue(advice.get(0).startsWith(begin) && advice.get(0).contains(figure), advice::toString);
    }

    @Test
    void aBalancedStepHasNoAdvice() {
        assertEquals(List.of(), Advice.of(balanced(Precision.BFLOAT16), true, 2));
        assertEquals(List.of(), Advice.of(balanced(Precision.FLOAT32), false, 2));
    }

    @Test
    void bfloat16IsNamedWhereTheMachineHasItAndConvolutionsTakeMostOfTheTime() {
        assertSays("Convolutions", "71 %", Advice.of(balanced(Precision.FLOAT32), true, 2));
    }

    @Test
    void idleCoresAreNamed() {
        assertSays(
                "The step computes with 2 of the 4 cores",
                "--threads",
                Advice.of(balanced(Precision.BFLOAT16), true, 4));
    }

    @Test
    void stepsThatAreTooSmallAreNamed() {
        assertSays(
                "In 25 % of the step no operation ran",
                "larger batch",
                Advice.of(
                                profile(
                                        Precision.BFLOAT16,
                                        25,
                                        row("stem/conv", "conv2d", 29, 9, 20),
                                        row("stage1/conv", "conv2d", 29, 0, 20),
                                        row("stage1/norm", "batchNorm", 29, 0, 0)),
                                true,
                                2)
                        .subList(0, 1));
        assertTrue(Advice.of(
                        profile(
                                Precision.BFLOAT16,
                                0,
                                row("stem/conv", "conv2d", 29, 11, 20),
                                row("stage1/conv", "conv2d", 29, 0, 20),
                                row("stage1/norm", "batchNorm", 29, 0, 0)),
                        true,
                        2)
                .get(0)
                .startsWith("The update of the weights takes 11 %"));
    }

    @Test
    void whatTheMemoryLimitsIsNamedAndSoIsOneLayerThatTakesMuch() {
        List<String> advice = Advice.of(
                profile(
                        Precision.BFLOAT16,
                        0,
                        row("stem/conv", "conv2d", 29, 0, 20),
                        row("stage1/norm", "batchNorm", 42, 0, 0),
                        row("stage2/conv", "conv2d", 29, 0, 20)),
                true,
                2);
        assertEquals(
                List.of(
                        "Normalizations, activations, pools and sums take 42 % of the time. The speed of the memory limits"
                                + " them.",
                        "stage1/norm alone takes 42 % of the time."),
                advice);
    }

    @Test
    void aStepAtTheLimitIsLeftAsItIs() {
        assertSays(
                "The step runs at 90 %",
                "fewer multiply-accumulates",
                Advice.of(
                        profile(
                                Precision.BFLOAT16,
                                0,
                                row("stem/conv", "conv2d", 25, 0, 45),
                                row("stage1/conv", "conv2d", 25, 0, 0),
                                row("stage2/conv", "conv2d", 25, 0, 45),
                                row("loss", "", 25, 0, 0)),
                        true,
                        2));
    }

    @Test
    void aStepThatSeemsFasterThanTheLimitWasDisturbed() {
        assertSays(
                "The step seems to compute at 120 %",
                "idle machine",
                Advice.of(
                        profile(
                                Precision.BFLOAT16,
                                0,
                                row("stem/conv", "conv2d", 25, 0, 60),
                                row("stage1/conv", "conv2d", 25, 0, 0),
                                row("stage2/conv", "conv2d", 25, 0, 60),
                                row("loss", "", 25, 0, 0)),
                        true,
                        2));
    }
}
