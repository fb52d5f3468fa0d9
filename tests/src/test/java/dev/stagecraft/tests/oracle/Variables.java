package dev.stagecraft.tests.oracle;

import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Writes and reads all variables of a graph, in one run each: TensorFlow prepares every new kind of run anew. */
final class Variables {
    private final List<Variable> variables;
    private final Map<String, Operand<TFloat32>> fed = new HashMap<>();
    private final Map<String, Op> assignments = new HashMap<>();

    Variables(NetworkGraph graph) {
        variables = graph.variables();
        Ops tf = Ops.create(graph.graph()).withSubScope("set");
        for (Variable variable : variables) {
            Operand<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
            fed.put(variable.name(), value);
            assignments.put(variable.name(), tf.assignVariableOp(variable.handle(), value));
        }
    }

    void set(Session session, Map<String, Weight> weights) {
        Session.Runner runner = session.runner();
        List<TFloat32> tensors = new ArrayList<>();
        try {
            weights.forEach((name, weight) -> {
                TFloat32 tensor = TFloat32.tensorOf(Shape.of(weight.shape()), DataBuffers.of(weight.values()));
                tensors.add(tensor);
                runner.feed(fed.get(name), tensor).addTarget(assignments.get(name));
            });
            runner.run().close();
        } finally {
            tensors.forEach(TFloat32::close);
        }
    }

    Map<String, float[]> get(Session session) {
        Session.Runner runner = session.runner();
        variables.forEach(variable -> runner.fetch(variable.value()));
        Map<String, float[]> values = new HashMap<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < variables.size(); i++) {
                values.put(variables.get(i).name(), values((TFloat32) result.get(i)));
            }
        }
        return values;
    }

    static float[] values(TFloat32 tensor) {
        float[] copy = new float[(int) tensor.size()];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(copy, false, false)));
        return copy;
    }
}
