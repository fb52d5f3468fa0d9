package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.SideThread;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.host.Waits;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * What computes the random first values of a network's variables, on the CPU. In the graph of the network itself, TensorFlow
 * would go over these operations whenever it prepares a run. Closing it closes the graph.
 */
final class InitialGraph implements AutoCloseable {
    private final Graph graph = TensorFlowLibrary.newGraph();
    private final Ops tf = NamingScope.root(graph);
    private @Nullable FutureTask<Result> computing;

    /** Where first values are added. */
    Ops tf() {
        return tf;
    }

    /**
     * Begins to compute first values on a thread of its own, while the rest of the network's graph is built.
     *
     * @param variables all whose first values are computed here
     */
    void begin(List<Variable> variables) {
        if (!variables.isEmpty()) {
            computing = SideThread.begin("stagecraft-first-values", () -> compute(variables));
        }
    }

    private Result compute(List<Variable> variables) {
        try (Session session = SessionSettings.CPU.withoutRewriting().open(graph)) {
            Session.Runner runner = session.runner();
            variables.forEach(variable -> runner.fetch(variable.initial()));
            return runner.run();
        }
    }

    /**
     * Lets a run of the network's graph take the first values.
     *
     * @param assigning has all assignments as its targets
     * @param variables those that were begun with
     */
    void run(Session.Runner assigning, List<Variable> variables) {
        if (variables.isEmpty()) {
            assigning.run().close();
            return;
        }
        try (Result values = values(variables)) {
            for (int i = 0; i < variables.size(); i++) {
                assigning.feed(variables.get(i).given(), values.get(i));
            }
            assigning.run().close();
        }
    }

    /** Those that were begun, the first time. */
    private Result values(List<Variable> variables) {
        FutureTask<Result> begun = computing;
        computing = null;
        return begun == null ? compute(variables) : Waits.result(begun);
    }

    /** Waits for what was begun. */
    @Override
    public void close() {
        FutureTask<Result> begun = computing;
        try {
            if (begun != null && Waits.failure(begun) == null) {
                Waits.result(begun).close();
            }
        } finally {
            graph.close();
        }
    }
}
