package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.host.HugePages;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.step.ForwardGraph;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.tensorflow.Session;

/** A session over a serving graph, for several threads at a time. It owns both, and closing it closes both. */
public final class ServingSession implements AutoCloseable {
    /**
     * After so many images, memory is moved to huge pages, and again after sixteen times as many, because larger batches
     * may have come since. A process that answers once or twice has no gain from it.
     */
    private static final int COLLECTED = 16;

    private final String name;
    private final ServingGraph graph;
    private final Session session;
    private final boolean gpu;

    private final AtomicLong images = new AtomicLong();
    private final AtomicLong collectedAfter = new AtomicLong(COLLECTED);

    /** Held for reading by calls under way, so that closing waits for them: TensorFlow's own closing may wait forever. */
    private final ReadWriteLock calls = new ReentrantReadWriteLock();

    private final AtomicBoolean closed = new AtomicBoolean();

    private ServingSession(String name, ServingGraph graph, Session session, boolean gpu) {
        this.name = name;
        this.graph = graph;
        this.session = session;
        this.gpu = gpu;
    }

    /** Begins to find out what {@link #open} and {@link #openInBfloat16} will ask, for a CPU. */
    public static void prepare(boolean low) {
        FusedTrial.begin(low ? ServingForm.BFLOAT16 : ServingForm.FUSED);
    }

    /**
     * Freezes an evaluation graph with weights that no session holds, and opens a session.
     *
     * @param name of the network, for messages
     * @param source the graph to freeze, which stays as it is
     * @param weights of its variables; they are not needed afterwards
     * @param gpu whether it runs on a GPU
     */
    public static ServingSession open(String name, ForwardGraph source, WeightTensors weights, boolean gpu) {
        ServingForm form = !gpu && FusedTrial.isSupported(ServingForm.FUSED) ? ServingForm.FUSED : ServingForm.PLAIN;
        return open(name, source, weights, gpu, form);
    }

    /** As above, with the weights that a session over the source holds. */
    public static ServingSession open(String name, ForwardGraph source, Session weights, boolean gpu) {
        try (WeightTensors read =
                TensorFlowCalls.get("freezing " + name, () -> WeightTensors.of(weights, source.variables()))) {
            return open(name, source, read, gpu);
        }
    }

    /**
     * As above, with convolutions in bfloat16 on the CPU.
     *
     * @throws BadInputException if this processor has no instructions for it, or oneDNN does not work here
     */
    public static ServingSession openInBfloat16(String name, ForwardGraph source, WeightTensors weights) {
        Bfloat16.requireInCpu();
        ServingForm form = ServingForm.BFLOAT16;
        if (!FusedTrial.isSupported(form)) {
            throw new BadInputException("precision is bfloat16, but oneDNN, which computes it, does not work here;"
                    + " unset TF_ENABLE_ONEDNN_OPTS if it is 0, or use --precision float32");
        }
        return open(name, source, weights, false, form);
    }

    private static ServingSession open(
            String name, ForwardGraph source, WeightTensors weights, boolean gpu, ServingForm form) {
        ServingSession opened = TensorFlowCalls.get("freezing " + name, () -> {
            ServingGraph graph = ServingGraph.freeze(source, weights, form);
            try {
                return new ServingSession(
                        name, graph, settings(source, gpu, form).forFrozen().open(graph.graph()), gpu);
            } catch (RuntimeException | Error e) {
                graph.close();
                throw e;
            }
        });
        try {
            TensorFlowCalls.run("freezing " + name, () -> opened.graph.set(opened.session, weights));
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static SessionSettings settings(ForwardGraph source, boolean gpu, ServingForm form) {
        // In the other forms, TensorFlow has nothing left to fuse.
        return form == ServingForm.PLAIN
                ? source.settings(gpu ? SessionSettings.GPU : SessionSettings.CPU)
                : SessionSettings.CPU.withoutFusing();
    }

    /** The graph that is run. */
    public ServingGraph graph() {
        return graph;
    }

    /**
     * A runner, for work within {@link #during}.
     *
     * @param count of the images that it is run with, at least 1
     */
    public Session.Runner runner(int count) {
        long answered = images.getAndAdd(count);
        long due = collectedAfter.get();
        if (!gpu && answered >= due && collectedAfter.compareAndSet(due, answered * COLLECTED)) {
            HugePages.begin("huge pages for " + name);
        }
        return session.runner();
    }

    /**
     * Does work, before whose end nothing is closed.
     *
     * @throws RunFailedException if this is closed
     */
    public <T> T during(Supplier<T> work) {
        calls.readLock().lock();
        try {
            if (closed.get()) {
                throw new RunFailedException(
                        name + " is closed and gives no more answers; close it only after its last use");
            }
            return work.get();
        } finally {
            calls.readLock().unlock();
        }
    }

    /** Refuses new calls, waits for calls in progress, and then frees everything. Closing again has no effect. */
    @Override
    public void close() {
        boolean first = closed.compareAndSet(false, true);
        calls.writeLock().lock();
        try {
            if (first) {
                free();
            }
        } finally {
            calls.writeLock().unlock();
        }
    }

    private void free() {
        try {
            session.close();
        } finally {
            graph.close();
        }
    }
}
