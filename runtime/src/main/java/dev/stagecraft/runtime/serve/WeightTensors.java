package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.step.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.ShortDataBuffer;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/**
 * Values of variables in TensorFlow's memory. If they were in Java's heap, it would stay large after a graph is built
 * of them. This memory is freed when they are closed.
 */
public final class WeightTensors implements AutoCloseable {
    /** Values pass through an array of about this many floats. */
    private static final int PIECE = 1 << 15;

    private final Map<String, TFloat32> values = new HashMap<>();
    private final List<Runnable> owned = new ArrayList<>();

    private WeightTensors() {}

    /** Receives the bytes of a variable, little-endian and piece by piece. */
    public interface Sink {
        /** Takes the first bytes of an array that is used again. */
        void take(byte[] bytes, int count);
    }

    /** Has no variable yet; {@link #sink} adds them. */
    public static WeightTensors empty() {
        return new WeightTensors();
    }

    /** Has memory for each variable, with undefined values. */
    public static WeightTensors empty(List<Variable> variables) {
        WeightTensors tensors = new WeightTensors();
        try {
            for (Variable variable : variables) {
                tensors.add(variable.name(), variable.shape());
            }
            return tensors;
        } catch (RuntimeException | Error e) {
            tensors.close();
            throw e;
        }
    }

    /**
     * Copies values.
     *
     * @param values of each variable, in row-major order, by name
     */
    public static WeightTensors of(List<Variable> variables, Map<String, float[]> values) {
        WeightTensors tensors = empty(variables);
        try {
            for (Variable variable : variables) {
                tensors.floats(variable).write(Objects.requireNonNull(values.get(variable.name())));
            }
            return tensors;
        } catch (RuntimeException | Error e) {
            tensors.close();
            throw e;
        }
    }

    /**
     * The values that a session holds. They are read in one run, because TensorFlow prepares the whole graph again for
     * each new set of fetched tensors.
     */
    static WeightTensors of(Session session, List<Variable> variables) {
        Session.Runner runner = session.runner();
        variables.forEach(variable -> runner.fetch(variable.value()));
        Result result = runner.run();
        WeightTensors tensors = new WeightTensors();
        tensors.owned.add(result::close);
        for (int i = 0; i < variables.size(); i++) {
            tensors.values.put(variables.get(i).name(), (TFloat32) result.get(i));
        }
        return tensors;
    }

    private TFloat32 add(String variable, Shape shape) {
        TFloat32 tensor = TFloat32.tensorOf(shape);
        owned.add(tensor::close);
        values.put(variable, tensor);
        return tensor;
    }

    /**
     * Adds a variable and returns a sink for its values, from the first to the last. Its memory is allocated when the
     * first ones come.
     */
    public Sink sink(String variable, List<Long> shape) {
        return new Filling(
                variable, Shape.of(shape.stream().mapToLong(Long::longValue).toArray()));
    }

    private final class Filling implements Sink {
        private final String variable;
        private final Shape shape;
        private @Nullable ByteDataBuffer target;
        private long at;

        Filling(String variable, Shape shape) {
            this.variable = variable;
            this.shape = shape;
        }

        @Override
        public void take(byte[] bytes, int count) {
            if (target == null) {
                target = add(variable, shape).asRawTensor().data();
            }
            target.slice(at, count).write(bytes, 0, count);
            at += count;
        }
    }

    /** A copy of the values in row-major order. */
    float[] of(Variable variable) {
        float[] copy = new float[Math.toIntExact(variable.shape().size())];
        floats(variable).read(copy);
        return copy;
    }

    private TFloat32 tensor(String variable) {
        return Objects.requireNonNull(values.get(variable), variable);
    }

    /**
     * A copy in which each output channel, the last dimension, is multiplied by its factor; unchanged if there are no
     * factors. The caller closes it.
     */
    TFloat32 scaled(String variable, float[] factors) {
        TFloat32 kernel = tensor(variable);
        TFloat32 scaled = TFloat32.tensorOf(kernel.shape());
        FloatDataBuffer from = kernel.asRawTensor().data().asFloats();
        FloatDataBuffer to = scaled.asRawTensor().data().asFloats();
        int period = Math.max(1, factors.length);
        float[] piece = new float[Math.max(1, PIECE / period) * period];
        for (long at = 0; at < from.size(); at += piece.length) {
            int count = (int) Math.min(piece.length, from.size() - at);
            from.offset(at).read(piece, 0, count);
            FoldedNorm.scale(piece, count, factors);
            to.offset(at).write(piece, 0, count);
        }
        return scaled;
    }

    /** Values rounded to the nearest bfloat16, and to the even one if two are equally near. The caller closes them. */
    static TBfloat16 rounded(TFloat32 values) {
        TBfloat16 rounded = TBfloat16.tensorOf(values.shape());
        FloatDataBuffer from = values.asRawTensor().data().asFloats();
        ShortDataBuffer to = rounded.asRawTensor().data().asShorts();
        float[] piece = new float[PIECE];
        short[] words = new short[PIECE];
        for (long at = 0; at < from.size(); at += PIECE) {
            int count = (int) Math.min(PIECE, from.size() - at);
            from.offset(at).read(piece, 0, count);
            for (int i = 0; i < count; i++) {
                words[i] = rounded(piece[i]);
            }
            to.offset(at).write(words, 0, count);
        }
        return rounded;
    }

    private static short rounded(float value) {
        int bits = Float.floatToIntBits(value);
        int even = (bits >>> 16) & 1;
        return (short) (Float.isNaN(value) ? bits >>> 16 : (bits + 0x7fff + even) >>> 16);
    }

    private FloatDataBuffer floats(Variable variable) {
        return tensor(variable.name()).asRawTensor().data().asFloats();
    }

    /** Frees the memory. */
    @Override
    public void close() {
        owned.forEach(Runnable::run);
        owned.clear();
        values.clear();
    }
}
