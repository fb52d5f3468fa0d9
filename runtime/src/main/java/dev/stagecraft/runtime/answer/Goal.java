package dev.stagecraft.runtime.answer;

/** What a {@link Classifier} computes its answers for. It makes no difference on a GPU. */
public enum Goal {
    /**
     * An answer as soon as possible: all threads compute for one run, and runs follow each other. Who asks meanwhile waits, and
     * those who wait are one run.
     */
    LATENCY,

    /**
     * As many answers as possible: each run has one thread, and as many runs go at the same time as the machine has cores. A run
     * has at most 4 pictures. Memory grows with the number of cores. A single picture takes longer, as only one core computes
     * for it.
     *
     * <p>All sessions of a process share their threads, so this also holds for everything else that the process computes. It has
     * to be asked for before anything else uses TensorFlow. Whether there is a GPU is asked of TensorFlow too: a device that was
     * chosen before has to be the CPU.
     */
    THROUGHPUT
}
