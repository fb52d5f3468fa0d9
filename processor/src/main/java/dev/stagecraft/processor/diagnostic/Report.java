package dev.stagecraft.processor.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one declaration, each once, in the order they were found. */
public final class Report {
    private final Set<Problem> problems = new LinkedHashSet<>();

    /**
     * Adds a problem, unless it is known.
     *
     * @throws IllegalStateException where a slot of its text is empty
     */
    public void add(Problem problem) {
        problem.message();
        problems.add(problem);
    }

    /** Whether nothing was found that keeps a network from being built. */
    public boolean isClean() {
        return count() == 0;
    }

    /** How many problems were found, warnings aside. */
    public int count() {
        return (int)
                problems.stream().filter(problem -> !problem.code().isWarning()).count();
    }

    /** All that was found. */
    public List<Problem> problems() {
        return new ArrayList<>(problems);
    }
}
