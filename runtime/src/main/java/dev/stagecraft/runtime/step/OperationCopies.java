package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.RectifiedNorm;
import dev.stagecraft.runtime.gradient.Subsampling;
import dev.stagecraft.runtime.host.Links;
import dev.stagecraft.runtime.host.OperationTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Copies of operations in the same graph, some of which compute in a lower precision. A value that a copy needs in another
 * precision is cast, once for all that need it.
 */
final class OperationCopies {
    /** The attribute that names the type of the values in all operations that may be copied in a lower precision. */
    private static final String TYPE = "T";

    /** The scopes of copies; a copy of a copy has the same name as the first copy. */
    private static final Set<String> SCOPES = Set.of(
            FastForms.SCOPE + "/",
            KeptImages.TRAINED + "/",
            LowPrecision.BFLOAT16.scope() + "/",
            LowPrecision.FLOAT16.scope() + "/");

    private final Ops tf;
    private final Optional<LowPrecision> low;
    private final Map<Output<?>, Output<?>> copies = new HashMap<>();
    private final Map<GraphOperation, GraphOperation> operations = new HashMap<>();
    private final Map<Output<?>, Output<?>> casts = new HashMap<>();

    private OperationCopies(Ops root, String scope, Optional<LowPrecision> low) {
        tf = root.withSubScope(scope);
        this.low = low;
    }

    /**
     * Without any copy.
     *
     * @param root where the scope of the copies is added
     * @param low the lower precision
     */
    OperationCopies(Ops root, LowPrecision low) {
        this(root, low.scope(), Optional.of(low));
    }

    /**
     * Starts without copies. All copies keep the precision of their originals.
     *
     * @param root where the scope of the copies is added
     */
    OperationCopies(Ops root, String scope) {
        this(root, scope, Optional.empty());
    }

    /**
     * Starts without copies. All copies keep the precision of their originals, and are added to an existing scope.
     *
     * @param tf where the copies are added
     */
    OperationCopies(Ops tf) {
        this.tf = tf;
        low = Optional.empty();
    }

    /** Lets all later copies read another value instead of an output. */
    void replace(Output<?> output, Output<?> other) {
        copies.put(output, other);
    }

    /** As {@link #replace}, for each output by itself. */
    void replaceAll(Map<Output<?>, Output<?>> others) {
        copies.putAll(others);
    }

    /** What stands for an output now: its copy, or itself. */
    Output<?> of(Output<?> output) {
        return copies.getOrDefault(output, output);
    }

    /** A forward pass with the copies instead of their originals. */
    Forward forward(Forward before) {
        NetworkGraph.Outputs outputs = before.outputs();
        return new Forward(
                new NetworkGraph.Outputs(
                        of(outputs.logits().asOutput()).expect(TFloat32.class),
                        of(outputs.loss().asOutput()).expect(TFloat32.class),
                        of(outputs.correct().asOutput()).expect(TInt32.class)),
                before.statistics().stream()
                        .map(each -> new StatisticUpdate(
                                each.variable(), of(each.next().asOutput()).expect(TFloat32.class)))
                        .toList(),
                copies);
    }

    /** Whether an operation takes what a copy in the lower precision gives. */
    boolean isLowBefore(GraphOperation operation) {
        return Links.inputs(operation).stream().anyMatch(input -> isLow(of(input)));
    }

    /**
     * Copies what changes: operations that are going to be in the lower precision, those that get a faster form, and all that
     * follows from either.
     *
     * @param inOrder of a forward pass; inputs come before the operations that take them
     * @param forms which operations get a faster form
     * @param lowers whether an operation is going to be in the lower precision, asked when what it takes is copied
     */
    void addAll(List<GraphOperation> inOrder, FastForms forms, Predicate<GraphOperation> lowers) {
        RectifiedNorms norms = forms.norms();
        for (GraphOperation operation : inOrder) {
            long[] strides = forms.subsamplings().get(operation);
            Optional<GraphOperation> late = forms.late().after(operation);
            if (norms.isRectifier(operation)) {
                GraphOperation norm = norms.normOf(operation);
                addRectified(norm, operation, lowers.test(norm));
            } else if (strides != null) {
                addSubsampling(operation, strides, lowers.test(operation));
            } else if (forms.late().isRectifier(operation)) {
                replace(operation.output(0), of(operation.input(0)));
            } else if (late.isPresent()) {
                add(operation, lowers.test(operation));
                addLate(late.get(), operation);
            } else if (!norms.isNorm(operation) && lowers.test(operation)) {
                add(operation, true);
            } else if (!norms.isNorm(operation) && isChangedBefore(operation)) {
                // A normalization is copied with its rectifier.
                addAsItIs(operation);
            }
        }
    }

    /** Whether an operation takes what was copied, or waits for it. */
    private boolean isChangedBefore(GraphOperation operation) {
        return Links.inputs(operation).stream().anyMatch(copies::containsKey)
                || Links.awaited(operation).stream().anyMatch(operations::containsKey);
    }

    /** Copies an operation, with values of its own precision. */
    void addAsItIs(GraphOperation operation) {
        add(operation, false);
    }

    /**
     * Copies a normalization and the rectifier after it as one operation, which has the rectifier's name.
     *
     * @param inLow whether its images are of the lower precision
     */
    private void addRectified(GraphOperation norm, GraphOperation rectifier, boolean inLow) {
        OperationBuilder builder = tf.scope().opBuilder(RectifiedNorm.TYPE, name(rectifier));
        copy(norm, builder, inLow, RectifiedNorm::complete);
        GraphOperation copy = (GraphOperation) builder.build();
        operations.put(norm, copy);
        operations.put(rectifier, copy);
        copies.put(rectifier.output(0), copy.output(0));
        for (int i = 1; i < norm.numOutputs(); i++) {
            copies.put(norm.output(i), copy.output(i));
        }
    }

    /** Lets what takes the values of a pool take what a rectifier makes of them. */
    private void addLate(GraphOperation rectifier, GraphOperation pool) {
        Output<?> values = of(pool.output(0));
        GraphOperation copy = (GraphOperation) tf.scope()
                .opBuilder(rectifier.type(), name(rectifier))
                .addInput(values)
                .setAttr(TYPE, values.dataType())
                .build();
        operations.put(rectifier, copy);
        replace(pool.output(0), copy.output(0));
    }

    private void addSubsampling(GraphOperation slice, long[] strides, boolean inLow) {
        OperationBuilder builder = tf.scope().opBuilder(Subsampling.TYPE, name(slice));
        Output<?> images = slice.input(0);
        builder.addInput(as(inLow ? lowType() : images.dataType(), of(images)));
        addControls(slice, builder);
        Subsampling.complete(builder, strides);
        put(slice, (GraphOperation) builder.build());
    }

    private void add(GraphOperation operation, boolean inLow) {
        OperationBuilder builder = tf.scope().opBuilder(operation.type(), name(operation));
        copy(operation, builder, inLow, inputs -> {});
        put(operation, (GraphOperation) builder.build());
    }

    private void put(GraphOperation operation, GraphOperation copy) {
        operations.put(operation, copy);
        for (int i = 0; i < operation.numOutputs(); i++) {
            copies.put(operation.output(i), copy.output(i));
        }
    }

    /** @param further adds inputs after those of the operation, and attributes */
    private void copy(
            GraphOperation operation, OperationBuilder builder, boolean inLow, Consumer<OperationBuilder> further) {
        OpDef definition = OperationTypes.of(operation.type()).orElseThrow();
        int next = 0;
        for (OpDef.ArgDef argument : definition.getInputArgList()) {
            boolean several = !argument.getNumberAttr().isEmpty()
                    || !argument.getTypeListAttr().isEmpty();
            boolean lowered = inLow && argument.getTypeAttr().equals(TYPE);
            Output<?>[] taken = new Output<?>[several ? operation.inputListLength(argument.getName()) : 1];
            for (int i = 0; i < taken.length; i++) {
                Output<?> before = operation.input(next++);
                taken[i] = as(lowered ? lowType() : before.dataType(), of(before));
            }
            if (several) {
                builder.addInputList(taken);
            } else {
                builder.addInput(taken[0]);
            }
        }
        further.accept(builder);
        addControls(operation, builder);
        for (OpDef.AttrDef attribute : definition.getAttrList()) {
            String name = attribute.getName();
            builder.setAttr(
                    name,
                    inLow && name.equals(TYPE)
                            ? AttrValue.newBuilder().setType(lowType()).build()
                            : operation.attributes().getAttrValueProto(name));
        }
    }

    private void addControls(GraphOperation operation, OperationBuilder builder) {
        Links.awaited(operation).forEach(each -> builder.addControlInput(operations.getOrDefault(each, each)));
    }

    private boolean isLow(Output<?> value) {
        return low.isPresent() && value.dataType() == lowType();
    }

    private DataType lowType() {
        return low.orElseThrow().dataType();
    }

    private Output<?> as(DataType type, Output<?> value) {
        return value.dataType() == type ? value : casts.computeIfAbsent(value, this::cast);
    }

    /** From float32 to the lower precision, or back: there is no third type. */
    private Output<?> cast(Output<?> value) {
        boolean raises = isLow(value);
        Class<? extends TNumber> type = low.orElseThrow().type();
        Ops named = tf.withName(name((GraphOperation) value.op()) + (raises ? ".raised" : ".lowered"));
        Operand<?> cast = raises
                ? named.dtypes.cast(value.expect(type), TFloat32.class)
                : named.dtypes.cast(value.expect(TFloat32.class), type);
        return cast.asOutput();
    }

    /**
     * The name of a copy in its scope. A scope of TensorFlow Java for each operation would be too slow, so dots stand
     * for slashes.
     */
    static String name(GraphOperation operation) {
        String name = operation.name();
        int scope = name.indexOf('/') + 1;
        return (SCOPES.contains(name.substring(0, scope)) ? name.substring(scope) : name).replace('/', '.');
    }
}
