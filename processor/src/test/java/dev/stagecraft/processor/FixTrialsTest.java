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
import java.util.function.BiPredicate;
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
            return report;
        };
        return FixTrials.of(problems, List.of(), 1, judge).stream()
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
