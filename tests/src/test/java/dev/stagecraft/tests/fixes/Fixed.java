package dev.stagecraft.tests.fixes;

import dev.stagecraft.tests.support.Fixes;
import dev.stagecraft.tests.support.Fixes.Edit;
import dev.stagecraft.tests.support.Fixes.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A wrong declaration after fixes.
 *
 * @param before what was said of it
 * @param tried the messages that a fix was made of
 * @param source with the fixes
 */
record Fixed(Wrong wrong, List<Problem> before, Set<Problem> tried, String source) {
    private static final Pattern STAGE = Pattern.compile("stage (\\d+)");
    private static final Pattern KEY = Pattern.compile("^[^:]+(: \\w+(?= is ))?");

    /** Makes one fix of each message, any of its alternatives, as far as they do not meet. */
    static Fixed of(Wrong wrong, List<Problem> before) {
        Random random = new Random(wrong.name().hashCode());
        List<Edit> edits = new ArrayList<>();
        Set<Problem> tried = new HashSet<>();
        for (Problem problem : before) {
            if (!problem.fixes().isEmpty()) {
                List<Edit> fix =
                        problem.fixes().get(random.nextInt(problem.fixes().size()));
                if (fix.stream().noneMatch(each -> edits.stream().anyMatch(other -> meet(each, other)))) {
                    edits.addAll(fix);
                    tried.add(problem);
                }
            }
        }
        return new Fixed(wrong, before, tried, Fixes.applied(wrong.source(), edits));
    }

    private static boolean meet(Edit one, Edit other) {
        boolean bothCut = one.start() < one.end() && other.start() < other.end();
        return bothCut
                ? one.start() < other.end() && other.start() < one.end()
                : one.start() <= other.end() && other.start() <= one.end();
    }

    boolean isEdited() {
        return !tried.isEmpty();
    }

    /**
     * Whether all that is said now was wrong before: it was said and no fix of it was made yet, or one of several faults
     * causes it alone and another hid it. What is too large hides what is larger still, and a fix only makes it smaller. Of a
     * part that is too large another tensor may be named where the other fault is gone.
     */
    boolean wereThere(List<Problem> after) {
        Set<String> known =
                keys(before.stream().filter(each -> !tried.contains(each)).toList());
        if (!known.containsAll(keys(after))) {
            Map<String, String> sources = new LinkedHashMap<>();
            wrong.alone().forEach(each -> sources.put(each.name(), each.source()));
            InBatches.compile(sources).values().forEach(each -> known.addAll(keys(each)));
            known.removeAll(keys(List.copyOf(tried)));
            Set<String> large = keys(after.stream().filter(Fixed::isTooLarge).toList());
            boolean smaller = tried.stream().anyMatch(Fixed::isTooLarge);
            known.addAll(large.stream()
                    .filter(key -> smaller || known.stream().anyMatch(part -> key.startsWith(part + ",")))
                    .toList());
        }
        return known.containsAll(keys(after));
    }

    private static boolean isTooLarge(Problem problem) {
        return problem.code().equals("SC-RANGE-02");
    }

    /** Codes, scopes and, where a message begins with it, the value's name: numbers change with what stands around. */
    private Set<String> keys(List<Problem> problems) {
        int stages = wrong.rightStages();
        return problems.stream()
                .map(each -> KEY.matcher(each.message().replaceAll("Net\\w+", "")))
                .filter(Matcher::find)
                .map(found -> STAGE.matcher(found.group()).replaceFirst(stage -> ofTheRight(stage, stages)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** A stage that a fault adds is a copy of the last right one. */
    private static String ofTheRight(MatchResult stage, int stages) {
        int number = Integer.parseInt(stage.group(1));
        return "stage " + (stages == 0 ? number : Math.min(number, stages));
    }
}
