package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Fix;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tries fixes before they are offered: the declaration is read as if it had been written so, and judged. Each is tried
 * beside the first fixes of all other problems, as a developer means to mend them all.
 */
final class FixTrials {
    /** Blocks that are lowered in all trials together: more are not worth a compiler's time. */
    private static final int MOST_BLOCKS = 100_000;

    private static final int MOST_TRIALS = 1_000;
    private static final int FURTHEST = Integer.MAX_VALUE;

    /** Codes of what is judged where nothing else is wrong. */
    private static final Set<Code> OF_WHOLE_PLANS = EnumSet.of(
            Code.NO_EFFECT,
            Code.OVER_BUDGET,
            Code.PIXELS_PASSED_OVER,
            Code.SINGLE_VALUE,
            Code.WEIGHTS_DIFFER,
            Code.WEIGHTS_NOT_READ);

    private static final Fix NOTHING = new Fix("", List.of());

    private final Judge judge;
    /** With every fix that was thought of. */
    private final List<Problem> written;
    /** With those that were chosen so far. */
    private final List<Problem> problems;
    /** What was said of each declaration that was judged: alone and beside others a fix is often the same. */
    private final Map<Changes, List<Problem>> judged = new HashMap<>();

    /** What each problem's first fix is, for the second pass to try the others beside it. */
    private final Map<Integer, Fix> first = new HashMap<>();

    private int trialsLeft = MOST_TRIALS;
    private long blocksLeft = MOST_BLOCKS;

    private FixTrials(List<Problem> problems, Judge judge) {
        this.written = problems;
        this.problems = new ArrayList<>(problems);
        this.judge = judge;
    }

    /** Judges a declaration as if it had been written otherwise. */
    @FunctionalInterface
    interface Judge {
        Verdict judge(Changes changes) throws UnresolvedValueException;
    }

    /**
     * What is said of a declaration.
     *
     * @param blocks that were lowered for it: none of a stage that is wrong, nor of those behind it
     */
    record Verdict(Report report, long blocks) {}

    /**
     * The same problems, each with those of its fixes that leave the fewest others, and none that does not help.
     *
     * @param beside further problems of the declaration, which are told of elsewhere
     */
    static List<Problem> of(List<Problem> problems, List<Problem> beside, Judge judge) throws UnresolvedValueException {
        List<Problem> together =
                Stream.concat(beside.stream(), problems.stream()).toList();
        FixTrials all = new FixTrials(together, judge);
        all.pass();
        if (together.size() > 1) {
            all.pairs();
            Collections.copy(all.problems, all.written);
            all.pass();
            all.agree(beside.size());
        }
        return List.copyOf(all.problems.subList(beside.size(), together.size()));
    }

    private void pass() throws UnresolvedValueException {
        for (int i = 0; i < problems.size(); i++) {
            choose(i, best(i));
        }
    }

    private void choose(int number, List<Fix> fixes) {
        problems.set(number, problems.get(number).withFixes(fixes));
        if (fixes.isEmpty()) {
            first.remove(number);
        } else {
            first.put(number, fixes.get(0));
        }
    }

    /**
     * Chooses the two fixes of two problems that leave the fewest, where the first ones lead to others: each may be the best
     * beside the other's first, and another two better. Every fix of one problem is tried beside the best of the other.
     */
    private void pairs() throws UnresolvedValueException {
        List<Problem> left = judged(changes(List.copyOf(first.values())));
        int fewest = left.size();
        for (int i = 0; i < problems.size() && others(left) > 0; i++) {
            for (int j = 0; j < problems.size(); j++) {
                fewest = i == j ? fewest : pair(i, j, fewest);
            }
        }
    }

    private int pair(int one, int other, int before) {
        int fewest = before;
        for (Fix beside : problems.get(other).fixes()) {
            for (Fix fix : written.get(one).fixes()) {
                int left = fewest > 0 && canGoTogether(fix, beside) ? left(one, fix, other, beside) : fewest;
                if (left < fewest) {
                    fewest = left;
                    first.put(one, fix);
                    first.put(other, beside);
                }
            }
        }
        return fewest;
    }

    private int left(int number, Fix fix, int other, Fix beside) {
        try {
            return beside(number, fix, other, beside).size();
        } catch (UnresolvedValueException e) {
            return Integer.MAX_VALUE;
        }
    }

    private boolean canGoTogether(Fix fix, Fix beside) {
        return canBeTried(fix) && canBeTried(beside) && !fix.meets(beside) && canTry();
    }

    /**
     * Takes away what meets another problem's fix, whichever of them is chosen: fixes whose own problem is there again, and
     * those that do worse than the first of their problem.
     *
     * @param from the first problem whose fixes these are; those before are told of elsewhere
     */
    private void agree(int from) {
        for (int i = from; i < problems.size(); i++) {
            List<Fix> left = new ArrayList<>();
            for (Fix fix : problems.get(i).fixes()) {
                if (goesWithAll(i, fix)) {
                    left.add(fix);
                }
            }
            choose(i, left);
        }
    }

    private boolean goesWithAll(int number, Fix fix) {
        Fix instead = problems.get(number).fixes().get(0);
        for (int other = 0; other < problems.size(); other++) {
            for (Fix beside :
                    other == number ? List.<Fix>of() : problems.get(other).fixes()) {
                if (canGoTogether(fix, beside) && !goes(number, fix, instead, other, beside)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean goes(int number, Fix fix, Fix instead, int other, Fix beside) {
        try {
            List<Problem> left = beside(number, fix, other, beside);
            return left.stream().noneMatch(problems.get(number)::isAlso)
                    && (fix.equals(instead) || others(left) <= others(beside(number, instead, other, beside)));
        } catch (UnresolvedValueException e) {
            return false;
        }
    }

    private List<Problem> beside(int number, Fix fix, int other, Fix beside) throws UnresolvedValueException {
        List<Fix> all = new ArrayList<>();
        first.forEach((each, chosen) -> {
            if (each != number && each != other) {
                all.add(chosen);
            }
        });
        all.addAll(List.of(beside, fix));
        return judged(changes(all));
    }

    private long others(List<Problem> left) {
        return left.stream()
                .filter(each -> problems.stream().noneMatch(each::isAlso))
                .count();
    }

    /** The best of each goal, of those that leave the fewest problems. */
    private List<Fix> best(int number) throws UnresolvedValueException {
        Map<String, Fix> best = new LinkedHashMap<>();
        Set<String> reached = new HashSet<>();
        Result fewest = Result.NOT_FIXED;
        List<Fix> fixes = problems.get(number).fixes();
        List<Problem> before = fixes.isEmpty() ? List.of() : judged(changes(number, NOTHING));
        for (Fix fix : fixes) {
            // What is left untried is not offered beside what helps.
            boolean skipped = reached.contains(fix.goal()) || (!canTry() && !best.isEmpty());
            Result result = skipped ? Result.NOT_FIXED : tried(number, fix, before);
            if (result.compareTo(fewest) < 0) {
                best.clear();
                fewest = result;
            }
            if (result.equals(fewest) && !result.equals(Result.NOT_FIXED)) {
                best.putIfAbsent(fix.goal().isEmpty() ? "fix " + best.size() : fix.goal(), fix);
            }
            if (result.others() + result.ofPlans() == 0 && !fix.goal().isEmpty()) {
                reached.add(fix.goal());
            }
        }
        return List.copyOf(best.values());
    }

    /** What cannot be read once it is changed, such as a stage of a preset that nobody wrote, is not fixed by it. */
    private Result tried(int number, Fix fix, List<Problem> before) {
        try {
            return result(number, fix, before);
        } catch (UnresolvedValueException e) {
            return Result.NOT_FIXED;
        }
    }

    private Result result(int number, Fix fix, List<Problem> before) throws UnresolvedValueException {
        if (!canBeTried(fix) || !canTry()) {
            return new Result(0, FURTHEST, 0, 0, before.size() - 1);
        }
        Problem own = problems.get(number);
        // What helps only beside the fix of another problem is none.
        List<Problem> alone = judged(changes(List.of(fix)));
        if (alone.stream().anyMatch(own::isAlso)) {
            return Result.NOT_FIXED;
        }
        int othersAlone = (int) alone.stream()
                .filter(each -> problems.stream().noneMatch(each::isAlso) && !OF_WHOLE_PLANS.contains(each.code()))
                .count();
        List<Problem> left = judged(changes(number, fix));
        List<Problem> others = left.stream()
                .filter(each -> own.isAlso(each) || before.stream().noneMatch(each::isAlso))
                .toList();
        int ofPlans = (int) others.stream()
                .filter(each -> OF_WHOLE_PLANS.contains(each.code()))
                .count();
        int ofTheFix =
                (int) others.stream().filter(each -> fix.sets(each.origin())).count();
        return new Result(
                othersAlone + others.size() - ofPlans, depth(others), ofTheFix, ofPlans, left.size() - others.size());
    }

    /** How far from the input the first problem is: a fix may only have uncovered what stands behind its own. */
    private static int depth(List<Problem> problems) {
        return problems.stream()
                .filter(each -> !OF_WHOLE_PLANS.contains(each.code()))
                .mapToInt(FixTrials::depth)
                .min()
                .orElse(FURTHEST);
    }

    /** The parts before a problem of shape. A value that is wrong by itself was hidden by nothing, so the fix made it so. */
    private static int depth(Problem problem) {
        String trail = problem.slots().get("trail");
        return trail == null
                ? 0
                : 1 + (int) trail.chars().filter(each -> each == '→').count();
    }

    /**
     * What a fix leads to.
     *
     * @param others problems that were not said without it, alone or beside other fixes, and keep the network from being
     *     planned
     * @param depth how far from the input the first of them is
     * @param ofTheFix those that a value which the fix writes causes
     * @param ofPlans those that were not said without it, as only a plan shows them
     * @param same problems that were
     */
    private record Result(int others, int depth, int ofTheFix, int ofPlans, int same) implements Comparable<Result> {
        static final Result NOT_FIXED = new Result(Integer.MAX_VALUE, 0, 0, 0, 0);
        private static final Comparator<Result> FEWEST = Comparator.comparingInt(Result::others)
                .thenComparing(Comparator.comparingInt(Result::depth).reversed())
                .thenComparingInt(Result::ofTheFix)
                .thenComparingInt(Result::ofPlans)
                .thenComparingInt(Result::same);

        @Override
        public int compareTo(Result other) {
            return FEWEST.compare(this, other);
        }
    }

    private boolean canTry() {
        return trialsLeft > 0 && blocksLeft > 0;
    }

    private List<Problem> judged(Changes changes) throws UnresolvedValueException {
        List<Problem> known = judged.get(changes);
        if (known == null) {
            Verdict verdict = judge.judge(changes);
            trialsLeft--;
            blocksLeft -= verdict.blocks();
            known = verdict.report().problems();
            judged.put(changes, known);
        }
        return known;
    }

    /** A fix beside the first ones of all other problems. */
    private Changes changes(int number, Fix fix) {
        List<Fix> all = new ArrayList<>();
        first.forEach((other, chosen) -> {
            if (other != number) {
                all.add(chosen);
            }
        });
        all.add(fix);
        return changes(all);
    }

    private static Changes changes(List<Fix> fixes) {
        Map<Origin, String> texts = new HashMap<>();
        Set<Origin> removed = new HashSet<>();
        fixes.forEach(fix -> add(fix, texts, removed));
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
