package dev.stagecraft.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Fix;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.Origin;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fixes are kept by what a judge says of the declaration that they lead to; here of a width and a height. */
class FixTrialsTest {
    private static final Origin WIDTH = Origin.of("Part").at("width");
    private static final Origin HEIGHT = Origin.of("Part").at("height");
    private static final Origin DEPTH = Origin.of("Part").at("depth");

    /** What is wrong with a width and a height; both are 0 as they are written. */
    private record Wrong(Origin origin, BiPredicate<Integer, Integer> when) {}

    @Test
    void onlyFixesThatLeaveTheFewestProblemsAreKept() throws UnresolvedValueException {
        Wrong odd = new Wrong(DEPTH, (width, height) -> width % 2 == 1);
        assertEquals(
                List.of(List.of(2, 4)),
                kept(List.of(problem(WIDTH, 1, 2, 3, 4)), new Wrong(WIDTH, (width, height) -> width < 1), odd));
    }

    @Test
    void aFixThatDoesNotFixIsNotKept() throws UnresolvedValueException {
        assertEquals(
                List.of(List.of()),
                kept(List.of(problem(WIDTH, 1, 2)), new Wrong(WIDTH, (width, height) -> width < 3)));
    }

    /** Each width of two fixes alone, and beside the first height; beside the second only the first width does. */
    @Test
    void fixesOfTwoProblemsGoTogetherWhicheverAreChosen() throws UnresolvedValueException {
        assertEquals(
                List.of(List.of(1), List.of(1, 2)),
                kept(
                        List.of(problem(WIDTH, 1, 2), problem(HEIGHT, 1, 2)),
                        new Wrong(WIDTH, (width, height) -> width < 1),
                        new Wrong(HEIGHT, (width, height) -> height < 1),
                        new Wrong(DEPTH, (width, height) -> width * height == 4)));
    }

    /** As with a limit that is raised to what the network costs, and a fix of a warning that makes it cost more. */
    @Test
    void aFixThatAnotherUndoesIsNotKept() throws UnresolvedValueException {
        assertEquals(
                List.of(List.of(), List.of(3)),
                kept(
                        List.of(problem(WIDTH, 2), problem(HEIGHT, 3)),
                        new Wrong(WIDTH, (width, height) -> width < Math.max(height, 1)),
                        new Wrong(HEIGHT, (width, height) -> height < 1)));
    }

    /** The first width and height are each the best beside the other's first; the second ones leave nothing together. */
    @Test
    void twoThatAreBetterTogetherAreFound() throws UnresolvedValueException {
        assertEquals(
                List.of(List.of(2), List.of(2)),
                kept(
                        List.of(problem(WIDTH, 1, 2), problem(HEIGHT, 1, 2)),
                        new Wrong(WIDTH, (width, height) -> width < 1),
                        new Wrong(HEIGHT, (width, height) -> height < 1),
                        new Wrong(DEPTH, (width, height) -> width > 0 && height > 0 && width + height < 4)));
    }

    /** A width of 1 is warned of, and one of 2 shows a warning of the height, which it did not cause. */
    @Test
    void aWarningThatAFixCausesIsWorseThanOneThatItShows() throws UnresolvedValueException {
        FixTrials.Judge judge = changes -> {
            Report report = new Report();
            switch (value(changes, WIDTH)) {
                case 0 -> report.add(problem(WIDTH));
                case 1 -> report.add(skipped(WIDTH));
                default -> report.add(skipped(HEIGHT));
            }
            return new FixTrials.Verdict(report, 1);
        };
        assertEquals(List.of(List.of(2)), kept(List.of(problem(WIDTH, 1, 2)), judge));
    }

    private static Problem skipped(Origin origin) {
        return Message.PIXELS_SKIPPED
                .at(origin)
                .with("scope", "stem")
                .with("lost", 1)
                .with("pixels", 2)
                .with("fix", "make the stride smaller");
    }

    /** A width of 1 makes the height wrong; one of 2 lets the network be followed to a fault of its shapes. */
    @Test
    void aFixThatUncoversAFaultIsBetterThanOneThatMakesAValueWrong() throws UnresolvedValueException {
        Problem shapes = Message.GROUPS_DO_NOT_DIVIDE
                .at(DEPTH)
                .with("scope", "stage 1, block 1")
                .with("step", "conv2")
                .with("groups", 3)
                .with("undivided", "4 input channels")
                .with("trail", "input 8×8×3 → stem 8×8×4");
        FixTrials.Judge judge = changes -> {
            Report report = new Report();
            switch (value(changes, WIDTH)) {
                case 0 -> report.add(problem(WIDTH));
                case 1 -> report.add(problem(HEIGHT));
                default -> report.add(shapes);
            }
            return new FixTrials.Verdict(report, 1);
        };
        assertEquals(List.of(List.of(2)), kept(List.of(problem(WIDTH, 1, 2)), judge));
    }

    /** Only the width that is right leads to a network whose blocks are all lowered. */
    @Test
    void trialsOfALongNetworkThatAreJudgedAtOnceAreAllMade() throws UnresolvedValueException {
        int right = 200;
        FixTrials.Judge judge = changes -> {
            Report report = new Report();
            boolean isRight = value(changes, WIDTH) == right;
            if (!isRight) {
                report.add(problem(WIDTH));
            }
            return new FixTrials.Verdict(report, isRight ? 10_000 : 1);
        };
        int[] values = IntStream.rangeClosed(1, right).toArray();
        assertEquals(List.of(List.of(right)), kept(List.of(problem(WIDTH, values)), judge));
    }

    /** Every width helps, and each is a way of its own. */
    @Test
    void trialsEndWhereTheyCostTooMuch() throws UnresolvedValueException {
        AtomicInteger trials = new AtomicInteger();
        FixTrials.Judge judge = changes -> {
            Report report = new Report();
            if (value(changes, WIDTH) == 0) {
                report.add(problem(WIDTH));
            }
            trials.incrementAndGet();
            return new FixTrials.Verdict(report, 10_000);
        };
        int[] values = IntStream.rangeClosed(1, 50).toArray();
        // What is said as it is written was judged first.
        assertEquals(
                IntStream.rangeClosed(1, 9).boxed().toList(),
                kept(List.of(problem(WIDTH, values)), judge).get(0));
        assertEquals(10, trials.get());
    }

    private static Problem problem(Origin origin, int... values) {
        Problem problem = Message.AT_LEAST
                .at(origin)
                .with("scope", "part")
                .with("attribute", origin.attribute())
                .with("found", 0)
                .with("limit", 1);
        for (int value : values) {
            problem = problem.fix(Edit.set(origin, value));
        }
        return problem;
    }

    /** The values that are kept for each problem. */
    private static List<List<Integer>> kept(List<Problem> problems, Wrong... wrong) throws UnresolvedValueException {
        FixTrials.Judge judge = changes -> {
            Report report = new Report();
            for (Wrong each : wrong) {
                if (each.when().test(value(changes, WIDTH), value(changes, HEIGHT))) {
                    report.add(problem(each.origin()));
                }
            }
            return new FixTrials.Verdict(report, 1);
        };
        return kept(problems, judge);
    }

    private static List<List<Integer>> kept(List<Problem> problems, FixTrials.Judge judge)
            throws UnresolvedValueException {
        return FixTrials.of(problems, List.of(), judge).stream()
                .map(problem -> problem.fixes().stream()
                        .map(Fix::edits)
                        .map(edits -> Integer.valueOf(((Edit.Set) edits.get(0)).text()))
                        .toList())
                .toList();
    }

    private static int value(Changes changes, Origin origin) {
        return changes.text(origin).map(Integer::valueOf).orElse(0);
    }
}
