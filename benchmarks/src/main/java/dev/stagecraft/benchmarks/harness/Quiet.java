package dev.stagecraft.benchmarks.harness;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Whether the machine does nothing else. Measurements that other programs disturbed are repeated, and finally refused,
 * because a ratio from a busy machine means nothing.
 */
public final class Quiet {
    /** The share of the cores that others may take. */
    static final double MOST = 0.05;

    private static final int TRIES = 3;
    private static final long LOOK_MILLIS = 2000;

    private final boolean anyway;
    private final Supplier<CoreTimes> clock;
    private double worst;

    /**
     * Watches the machine.
     *
     * @param anyway whether to measure even if other programs run, and say so
     */
    public Quiet(boolean anyway) {
        this(anyway, CoreTimes::now);
    }

    Quiet(boolean anyway, Supplier<CoreTimes> clock) {
        this.anyway = anyway;
        this.clock = clock;
    }

    /** A measurement. */
    @FunctionalInterface
    public interface Measurement<T> {
        /** Measures once. */
        T measure() throws InterruptedException;
    }

    /**
     * Watches for two seconds how much other programs compute.
     *
     * @throws HarnessException if that is too much
     */
    public void requireNow() throws InterruptedException {
        measured("before the first measurement", () -> {
            Thread.sleep(LOOK_MILLIS);
            return "";
        });
    }

    /**
     * Measures, and measures again if others disturbed it.
     *
     * @param what is measured, for the message
     * @throws HarnessException if others disturbed every try
     */
    public <T> T measured(String what, Measurement<T> measurement) throws InterruptedException {
        double others = 0;
        for (int i = 0; i < TRIES; i++) {
            CoreTimes before = clock.get();
            T result = measurement.measure();
            others = clock.get().othersSince(before);
            if (others <= MOST || anyway) {
                worst = Math.max(worst, others);
                return result;
            }
        }
        throw new HarnessException(String.format(
                Locale.ROOT,
                "other programs took %.0f %% of the cores (%s), but a ratio can be judged only up to %.0f %%; end"
                        + " them, or measure nevertheless with --anyway",
                100 * others,
                what,
                100 * MOST));
    }

    /** The largest share of the cores that others took during a measurement that counts, from 0 to 1. */
    public double worst() {
        return worst;
    }

    /** Whether a measurement that counts was disturbed. */
    public boolean disturbed() {
        return worst > MOST;
    }
}
