package dev.stagecraft.benchmarks.probe;

import com.sun.management.OperatingSystemMXBean;
import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.benchmarks.harness.ProcessMemory;
import dev.stagecraft.benchmarks.harness.Side;
import java.lang.management.ManagementFactory;

/** Measures the same work several times, and prints the usual figures. */
final class Stopwatch {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Stopwatch() {}

    /**
     * Measures work, and prints {@code firstSeconds} (from the start of the process to the end of the first run), {@code
     * millis} (the median of a run), {@code imagesPerSecond}, {@code coreSeconds} (for 1,000 images) and {@code peak}.
     *
     * @param images of a run
     * @param warmUp runs that are not counted, at least 1
     * @param runs that are counted, at least 1
     * @return the median of a run, in milliseconds
     */
    static double measure(int images, int warmUp, int runs, Runnable work) {
        work.run();
        Figures.print("firstSeconds", sinceBegun());
        for (int i = 1; i < warmUp; i++) {
            work.run();
        }
        double[] times = new double[runs];
        long cores = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < runs; i++) {
            long begin = System.nanoTime();
            work.run();
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        double coreSeconds = (SYSTEM.getProcessCpuTime() - cores) / 1e9;
        Figures.print("millis", Medians.of(times));
        Figures.print("imagesPerSecond", images * 1000.0 / Medians.of(times));
        Figures.print("coreSeconds", coreSeconds * 1000 / ((double) images * runs));
        Figures.print("peak", ProcessMemory.peak());
        return Medians.of(times);
    }

    /** Seconds since the program that started this one did so. */
    static double sinceBegun() {
        return (System.currentTimeMillis() - Long.parseLong(System.getenv(Side.BEGUN))) / 1000.0;
    }
}
