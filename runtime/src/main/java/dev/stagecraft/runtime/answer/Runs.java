package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.device.Device;

/**
 * How the runs of a classifier go.
 *
 * @param atOnce runs that go at the same time, at least 1
 * @param most images of a run, at least 1
 */
record Runs(int atOnce, int most) {
    /** For more images, one thread takes no less time for each. */
    private static final int MOST_WITH_ONE_THREAD = 4;

    /**
     * Images of one caller that are prepared before they are computed, so that all runs have some.
     *
     * @param batchSize of the options
     */
    int together(int batchSize) {
        return Math.max(batchSize, Math.multiplyExact(atOnce, most));
    }

    static Runs of(ClassifierOptions options, Device device) {
        return options.goal() == Goal.THROUGHPUT && !device.isGpu()
                ? new Runs(cores(), Math.min(MOST_WITH_ONE_THREAD, options.batchSize()))
                : new Runs(1, options.batchSize());
    }

    /** How many runs go at the same time if each has one thread. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
