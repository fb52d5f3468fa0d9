package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Fix;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries fixes before they are offered: the declaration is read as if it had been written so, and judged. Each is tried
 * beside the first fixes of all other problems, as a developer means to mend them all.
 */
final class FixTrials {
    /** A declaration this wrong is not worth a compiler's time; what is left stays untried. */
    private static final int MOST_TRIALS = 1_000;

    private final Judge judge;
    private final List<Problem> problems;
    private int trials;

    private FixTrials(List<Problem> problems, Judge judge) {
        this.problems = new ArrayList<>(problems);
        this.judge = judge;
    }

    /** Judges a declaration as if it had been written otherwise. */
    @FunctionalInterface
    interface Judge {
        Report judge(Changes changes) throws UnresolvedValueException;
    }

    /** The same problems, each with those of its fixes that leave the fewest others, and none that does not help. */
    static List<Problem> of(List<Problem> problems, Judge judge) throws UnresolvedValueException {
        FixTrials all = new FixTrials(problems, judge);
        all.pass();
        if (problems.size() > 1) {
            all.restore(problems);
            all.pass();
        }
        return all.problems;
    }

    /** What each problem's first fix is, for the second pass to try the others beside it. */
    private final Map<Integer, Fix> first = new HashMap<>();

    private void restore(List<Problem> originals) {
        for (int i = 0; i < originals.size(); i++) {
            problems.set(i, originals.get(i));
        }
    }

    private void pass() throws UnresolvedValueException {
        for (int i = 0; i < problems.size(); i++) {
            List<Fix> best = best(i);
            problems.set(i, problems.get(i).withFixes(best));
            if (best.isEmpty()) {
                first.remove(i);
            } else {
                first.put(i, best.get(0));
            }
        }
    }

    private List<Fix> best(int number) throws UnresolvedValueException {
        List<Fix> best = new ArrayList<>();
        Set<String> reached = new HashSet<>();
        int fewest = Integer.MAX_VALUE;
        for (Fix fix : problems.get(number).fixes()) {
            if (reached.contains(fix.goal())) {
                continue;
            }
            int left = canBeTried(fix) ? left(number, fix) : 0;
            if (left < fewest) {
                best.clear();
                reached.clear();
                fewest = left;
            }
            if (left == fewest && left != Integer.MAX_VALUE) {
                best.add(fix);
                if (!fix.goal().isEmpty()) {
                    reached.add(fix.goal());
                }
            }
        }
        return best;
    }

    /** How many problems are left with a fix; the most there can be where its own is among them. */
    private int left(int number, Fix fix) throws UnresolvedValueException {
        if (++trials > MOST_TRIALS) {
            return Integer.MAX_VALUE - 1;
        }
        List<Problem> left = judge.judge(changes(number, fix)).problems();
        Problem own = problems.get(number);
        return left.stream().anyMatch(own::isAlso) ? Integer.MAX_VALUE : left.size();
    }

    private Changes changes(int number, Fix fix) {
        Map<Origin, String> texts = new HashMap<>();
        Set<Origin> removed = new HashSet<>();
        first.forEach((other, chosen) -> {
            if (other != number) {
                add(chosen, texts, removed);
            }
        });
        add(fix, texts, removed);
        return new Changes(texts, removed);
    }

    private static void add(Fix fix, Map<Origin, String> texts, Set<Origin> removed) {
        for (Edit edit : fix.edits()) {
            if (edit instanceof Edit.Set set) {
                texts.put(set.attribute(), set.text());
            } else if (edit instanceof Edit.Remove remove) {
                removed.add(remove.what());
            }
        }
    }

    /** What is not said by values of the declaration, such as a modifier, cannot be read otherwise. */
    private static boolean canBeTried(Fix fix) {
        return fix.edits().stream().allMatch(edit -> edit instanceof Edit.Set || edit instanceof Edit.Remove);
    }
}
