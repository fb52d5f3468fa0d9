package dev.stagecraft.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Figures of sides that took turns: in each round every side ran once, so a change in the machine's speed affects all. */
public final class Turns {
    private final Map<String, List<Figures>> figures = new HashMap<>();

    private Turns() {}

    /**
     * Lets the sides take turns.
     *
     * @param row for messages
     * @param rounds at least 1
     * @param check of the figures so far, after each round
     * @throws HarnessException if a side fails, or others disturb it
     */
    public static Turns of(String row, List<Side> sides, int rounds, Quiet quiet, Consumer<Turns> check)
            throws InterruptedException {
        Turns turns = new Turns();
        for (int round = 1; round <= rounds; round++) {
            for (Side side : sides) {
                String what = row + ", " + side.name() + ", round " + round;
                System.err.println(what + " ...");
                Figures found = quiet.measured(what, side::run);
                turns.figures
                        .computeIfAbsent(side.name(), key -> new ArrayList<>())
                        .add(found);
            }
            check.accept(turns);
        }
        return turns;
    }

    /** A figure of a side, one for each round. */
    public double[] all(String side, String figure) {
        return Objects.requireNonNull(figures.get(side)).stream()
                .mapToDouble(each -> each.get(figure))
                .toArray();
    }

    /** The median of a figure over the rounds. */
    public double median(String side, String figure) {
        return Medians.of(all(side, figure));
    }

    /** The largest value of a figure over the rounds. */
    public double most(String side, String figure) {
        return Arrays.stream(all(side, figure)).max().orElseThrow();
    }

    /** The quotients of two figures, one for each round. */
    public double[] ratios(String side, String figure, String overSide, String overFigure) {
        double[] first = all(side, figure);
        double[] second = all(overSide, overFigure);
        double[] ratios = new double[first.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = first[i] / second[i];
        }
        return ratios;
    }

    /**
     * Checks that two sides agree about a number in every round.
     *
     * @param tolerance the largest difference
     * @throws HarnessException if they do not, because then they did not do the same work
     */
    public void requireEqual(String one, String other, String figure, double tolerance) {
        double[] first = all(one, figure);
        double[] second = all(other, figure);
        for (int i = 0; i < first.length; i++) {
            if (Math.abs(first[i] - second[i]) > tolerance) {
                throw new HarnessException(one + " and " + other + " do not compute the same network: " + figure
                        + " is " + first[i] + " and " + second[i]);
            }
        }
    }
}
