package dev.stagecraft.tests.runs;

import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Reads and sets the variables of a graph; made before the session that it works through. */
final class Weights {
    private final NetworkGraph graph;
    private final Map<String, Operand<TFloat32>> fed = new HashMap<>();
    private final Map<String, Op> assign = new HashMap<>();

    Weights(NetworkGraph graph) {
        this.graph = graph;
        Ops tf = Ops.create(graph.graph()).withSubScope("test_weights");
        for (Variable variable : graph.variables()) {
            String name = variable.name().replace('/', '.');
            Operand<TFloat32> value =
                    tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
            fed.put(variable.name(), value);
            assign.put(variable.name(), tf.withName(name + ".assign").assignVariableOp(variable.handle(), value));
        }
    }

    void set(Session session, Variable variable, float... values) {
        try (TFloat32 tensor = TFloat32.tensorOf(variable.shape(), DataBuffers.of(values, true, false))) {
            session.runner()
                    .feed(fed.get(variable.name()), tensor)
                    .addTarget(assign.get(variable.name()))
                    .run()
                    .close();
        }
    }

    /** Values in which no scale is one, no offset nothing, and no variance small: what is left out somewhere shows. */
    void setAll(Session session, Random random) {
        for (Variable variable : graph.variables()) {
            float[] values = read(session, variable.value());
            boolean positive =
                    variable.name().endsWith("gamma") || variable.name().endsWith("moving_variance");
            boolean shift = values.length > 0 && variable.shape().numDimensions() == 1 && !positive;
            for (int i = 0; i < values.length; i++) {
                if (positive) {
                    values[i] = 0.5f + random.nextFloat();
                } else if (shift) {
                    values[i] = random.nextFloat() - 0.5f;
                }
            }
            set(session, variable, values);
        }
    }

    static float[] read(Session session, Operand<TFloat32> operand) {
        try (Result result = session.runner().fetch(operand).run()) {
            return floats((TFloat32) result.get(0));
        }
    }

    static float[] floats(TFloat32 tensor) {
        float[] copy = new float[(int) tensor.size()];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(copy, false, false)));
        return copy;
    }
}
