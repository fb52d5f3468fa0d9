package dev.stagecraft.runtime.step;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;
import org.tensorflow.types.TFloat32;

/**
 * Copies of operations in the same graph, some of which compute in a lower precision. A value that a copy needs in another
 * precision is cast, once for all that need it.
 */
final class OperationCopies {
    /** The attribute that names the type of the values in all operations that may be copied in a lower precision. */
    private static final String TYPE = "T";

    private static final Map<String, OpDef> DEFINITIONS = definitions();

    private final Ops tf;
    private final LowPrecision low;
    private final Map<Output<?>, Output<?>> copies = new HashMap<>();
    private final Map<GraphOperation, GraphOperation> operations = new HashMap<>();
    private final Map<Output<?>, Output<?>> casts = new HashMap<>();

    /**
     * Without any copy.
     *
     * @param root where the scope of the copies is added
     * @param low the lower precision
     */
    OperationCopies(Ops root, LowPrecision low) {
        tf = root.withSubScope(low.scope());
        this.low = low;
    }

    private static Map<String, OpDef> definitions() {
        Map<String, OpDef> all = new HashMap<>();
        TensorFlow.registeredOpList().getOpList().forEach(each -> all.put(each.getName(), each));
        return all;
    }

    /** What stands for an output now: its copy, or itself. */
    Output<?> of(Output<?> output) {
        return copies.getOrDefault(output, output);
    }

    /** All outputs that have a copy. */
    Map<Output<?>, Output<?>> all() {
        return copies;
    }

    /** Whether an operation takes what a copy in the lower precision gives. */
    boolean isLowBefore(GraphOperation operation) {
        return operation.inputs().stream()
                .anyMatch(input -> of(input.asOutput()).dataType() == low.dataType());
    }

    /** Whether an operation takes what was copied, or waits for it. */
    boolean isChangedBefore(GraphOperation operation) {
        return operation.inputs().stream().anyMatch(input -> copies.containsKey(input.asOutput()))
                || operation.controlInputs().stream().anyMatch(operations::containsKey);
    }

    /** Copies an operation, with values of the lower precision. */
    void addLow(GraphOperation operation) {
        add(operation, true);
    }

    /** Copies an operation, with values of its own precision. */
    void addAsItIs(GraphOperation operation) {
        add(operation, false);
    }

    private void add(GraphOperation operation, boolean inLow) {
        OpDef definition = Objects.requireNonNull(DEFINITIONS.get(operation.type()));
        OperationBuilder builder = tf.scope().opBuilder(operation.type(), name(operation));
        int next = 0;
        for (OpDef.ArgDef argument : definition.getInputArgList()) {
            boolean several = !argument.getNumberAttr().isEmpty()
                    || !argument.getTypeListAttr().isEmpty();
            boolean lowered = inLow && argument.getTypeAttr().equals(TYPE);
            Output<?>[] taken = new Output<?>[several ? operation.inputListLength(argument.getName()) : 1];
            for (int i = 0; i < taken.length; i++) {
                Output<?> before = operation.input(next++);
                taken[i] = as(lowered ? low.dataType() : before.dataType(), of(before));
            }
            if (several) {
                builder.addInputList(taken);
            } else {
                builder.addInput(taken[0]);
            }
        }
        operation.controlInputs().forEach(each -> builder.addControlInput(operations.getOrDefault(each, each)));
        for (OpDef.AttrDef attribute : definition.getAttrList()) {
            String name = attribute.getName();
            builder.setAttr(
                    name,
                    inLow && name.equals(TYPE)
                            ? AttrValue.newBuilder().setType(low.dataType()).build()
                            : operation.attributes().getAttrValueProto(name));
        }
        GraphOperation copy = (GraphOperation) builder.build();
        operations.put(operation, copy);
        for (int i = 0; i < operation.numOutputs(); i++) {
            copies.put(operation.output(i), copy.output(i));
        }
    }

    private Output<?> as(DataType type, Output<?> value) {
        return value.dataType() == type ? value : casts.computeIfAbsent(value, this::cast);
    }

    /** From float32 to the lower precision, or back: there is no third type. */
    private Output<?> cast(Output<?> value) {
        boolean raises = value.dataType() == low.dataType();
        Ops named = tf.withName(name((GraphOperation) value.op()) + (raises ? ".raised" : ".lowered"));
        Operand<?> cast = raises
                ? named.dtypes.cast(value.expect(low.type()), TFloat32.class)
                : named.dtypes.cast(value.expect(TFloat32.class), low.type());
        return cast.asOutput();
    }

    /** Scopes of TensorFlow Java cost too much to have one for each operation, so dots stand for slashes. */
    private String name(GraphOperation operation) {
        String prefix = low.scope() + "/";
        String name = operation.name();
        return (name.startsWith(prefix) ? name.substring(prefix.length()) : name).replace('/', '.');
    }
}
