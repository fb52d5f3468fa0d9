package dev.stagecraft.runtime.gradient;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * One operation of the forward graph on the way back: what it took and gave, the gradients of its outputs, and where
 * those of its inputs go. Rules hold for every floating-point type.
 */
final class BackwardStep {
    private final GraphOperation operation;
    private final Ops tf;
    private final List<Operand<TNumber>> gradients;
    private final IntPredicate needed;
    private final GradientForms forms;
    private final ForwardValues values;
    private final KernelSizes sizes;
    private final Map<Integer, Operand<TNumber>> given = new HashMap<>();

    /** @param gradients per output; null where none flows */
    BackwardStep(
            GraphOperation operation,
            Ops tf,
            List<Operand<TNumber>> gradients,
            IntPredicate needed,
            GradientForms forms,
            ForwardValues values,
            KernelSizes sizes) {
        this.operation = operation;
        this.tf = tf;
        this.gradients = gradients;
        this.needed = needed;
        this.forms = forms;
        this.values = values;
        this.sizes = sizes;
    }

    /**
     * TensorFlow's operations, the next one named after this, as in {@code gradients/stage1.block1.conv1.filter}. A scope
     * per operation would look better and be far slower: TensorFlow Java walks the whole graph for each new scope.
     */
    Ops named(String name) {
        return tf.withName(fullName(name));
    }

    private String fullName(String name) {
        return operation.name().replace('/', '.') + "." + name;
    }

    GraphOperation operation() {
        return operation;
    }

    /** The forms that gradients may take. */
    GradientForms forms() {
        return forms;
    }

    /** Whether the operation computes in a low precision, in which sums over many values would lose too much. */
    boolean isLow() {
        DataType type = input(0).dataType();
        return type == DataType.DT_BFLOAT16 || type == DataType.DT_HALF;
    }

    /** A value in float32 where the operation computes in less, and as it is elsewhere. */
    Operand<TNumber> raised(String name, Operand<TNumber> value) {
        return isLow() ? number(named(name).dtypes.cast(value, TFloat32.class)) : value;
    }

    /** The opposite of {@link #raised}. */
    Operand<TNumber> lowered(String name, Operand<TNumber> value) {
        return isLow() ? named(name).dtypes.cast(value, input(0).type()) : value;
    }

    @SuppressWarnings("unchecked") // Rules are the same for every floating-point type.
    private static Operand<TNumber> number(Operand<? extends TNumber> value) {
        return (Operand<TNumber>) value;
    }

    /** The gradient of the first output, the only one that rules know unless they say otherwise. */
    Operand<TNumber> gradient() {
        for (int i = 1; i < gradients.size(); i++) {
            if (gradients.get(i) != null) {
                throw unsupported("a gradient through its output " + i);
            }
        }
        return gradients.get(0);
    }

    @SuppressWarnings(
            "unchecked") // Rules are the same for every floating-point type; integer inputs are only passed on.
    Output<TNumber> input(int index) {
        return (Output<TNumber>) values.of(operation.input(index));
    }

    @SuppressWarnings("unchecked") // As those of inputs.
    Output<TNumber> output(int index) {
        return (Output<TNumber>) values.of(operation.output(index));
    }

    /** An input of 32-bit integers, such as axes; one of another type is refused. */
    Output<TInt32> integers(int index) {
        Output<?> input = values.of(operation.input(index));
        if (input.dataType() != DataType.DT_INT32) {
            throw unsupported("an input " + index + " of type " + input.dataType());
        }
        return input.expect(TInt32.class);
    }

    /** The sizes of an input that is a kernel. */
    Operand<TInt32> kernelSizes(int index) {
        Output<?> kernel = operation.input(index);
        return kernel.shape().hasUnknownDimension()
                ? named("filter_sizes").shape(input(index))
                : sizes.of(kernel.shape());
    }

    boolean needs(int input) {
        return needed.test(input);
    }

    /** Refuses the operation where one of these inputs needs a gradient. */
    void refuse(int... inputs) {
        Arrays.stream(inputs).filter(this::needs).findFirst().ifPresent(input -> {
            throw unsupported("a gradient for its input " + input);
        });
    }

    void give(int input, Operand<TNumber> gradient) {
        given.put(input, gradient);
    }

    Map<Integer, Operand<TNumber>> given() {
        return given;
    }

    /** A raw operation that takes these inputs and, unchanged, these attributes of the forward operation. */
    Output<TNumber> raw(String type, String name, List<? extends Operand<?>> inputs, String... attributes) {
        return rawOperation(type, name, inputs, attributes).output(0);
    }

    /** As {@link #raw}, for operations with several outputs. */
    GraphOperation rawOperation(String type, String name, List<? extends Operand<?>> inputs, String... attributes) {
        return (GraphOperation) rawBuilder(type, name, inputs, attributes).build();
    }

    /** As {@link #raw}, for operations that have attributes of their own too. */
    OperationBuilder rawBuilder(String type, String name, List<? extends Operand<?>> inputs, String... attributes) {
        OperationBuilder builder = tf.scope().opBuilder(type, fullName(name));
        inputs.forEach(input -> builder.addInput(input.asOutput()));
        for (String attribute : attributes) {
            builder.setAttr(attribute, operation.attributes().getAttrValueProto(attribute));
        }
        return builder;
    }

    IllegalStateException unsupported(String what) {
        return new IllegalStateException(
                operation.name() + " (" + operation.type() + "): no rule of the backward pass covers " + what);
    }
}
