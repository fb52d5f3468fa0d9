package dev.stagecraft.weights.file;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that this thread takes from the heap, kept or not. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Since the thread began. */
    public static long soFar() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
