package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;
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

    /** Where first values are added. */
    Ops tf() {
        return tf;
    }

    /**
     * Computes first values, and lets a run of the network's graph take them.
     *
     * @param assigning has all assignments as its targets
     * @param variables whose first values are computed here
     */
    void run(Session.Runner assigning, List<Variable> variables) {
        if (variables.isEmpty()) {
            assigning.run().close();
            return;
        }
        try (Session session = SessionSettings.CPU.withoutRewriting().open(graph)) {
            Session.Runner computing = session.runner();
            variables.forEach(variable -> computing.fetch(variable.initial()));
            try (Result values = computing.run()) {
                for (int i = 0; i < variables.size(); i++) {
                    assigning.feed(variables.get(i).given(), values.get(i));
                }
                assigning.run().close();
            }
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
