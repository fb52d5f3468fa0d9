package dev.stagecraft.runtime.serve;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/**
 * Weights of a graph for answers as variables that are set once. A session keeps the very tensors that they are set to.
 * It would copy constants four times: with the graph, with its own graph, with each part of that, and as tensors.
 */
final class WeightVariables {
    private record Variable(FrozenConstant weights, String fed, String assignment) {}

    private final Graph graph;
    private final List<Variable> variables = new ArrayList<>();

    WeightVariables(Graph graph) {
        this.graph = graph;
    }

    /** Adds a variable; the operation that reads it has the constant's name. */
    void add(FrozenConstant weights) {
        String name = weights.name();
        DataType type = weights.type();
        Output<?> handle = graph.opBuilder("VarHandleOp", name + "/handle", graph.baseScope())
                .setAttr("dtype", type)
                .setAttr("shape", weights.shape())
                .setAttr("shared_name", name)
                .build()
                .output(0);
        graph.opBuilder("ReadVariableOp", name, graph.baseScope())
                .addInput(handle)
                .setAttr("dtype", type)
                .build();
        String fed = name + "/fed";
        Output<?> value = graph.opBuilder("Placeholder", fed, graph.baseScope())
                .setAttr("dtype", type)
                .setAttr("shape", weights.shape())
                .build()
                .output(0);
        String assignment = name + "/assignment";
        graph.opBuilder("AssignVariableOp", assignment, graph.baseScope())
                .addInput(handle)
                .addInput(value)
                .setAttr("dtype", type)
                .build();
        variables.add(new Variable(weights, fed, assignment));
    }

    /** Sets all of them. */
    void set(Session session, WeightTensors values) {
        if (variables.isEmpty()) {
            return;
        }
        List<TType> made = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            for (Variable variable : variables) {
                TType tensor = variable.weights().tensor(values);
                made.add(tensor);
                runner.feed(variable.fed(), tensor).addTarget(variable.assignment());
            }
            runner.run().close();
        } finally {
            made.forEach(TType::close);
        }
    }
}
