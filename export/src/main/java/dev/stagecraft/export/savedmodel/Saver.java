package dev.stagecraft.export.savedmodel;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TString;

/** The operations by which clients save the variables of a graph, and restore them. */
final class Saver {
    private static final String SCOPE = "save";

    /** How many checkpoints TensorFlow's tools keep by default. */
    private static final int KEPT = 5;

    private Saver() {}

    /**
     * Adds them to a graph.
     *
     * @param variables names of the resources, each of which names its tensor
     * @param values what reads each of them
     */
    static SaverDef addTo(Graph graph, List<String> variables, List<Output<?>> values) {
        Ops tf = Ops.create(graph).withSubScope(SCOPE);
        Operand<TString> prefix = tf.withName("prefix").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        Operand<TString> names = tf.withName("names").array(variables.toArray(String[]::new));
        Operand<TString> wholes =
                tf.withName("slices").array(variables.stream().map(each -> "").toArray(String[]::new));
        Op saved = tf.withName("save").train.save(prefix, names, wholes, new ArrayList<>(values));
        Operand<TString> done =
                tf.withControlDependencies(List.of(saved)).withName("saved").identity(prefix);
        // The build refuses TensorFlow Java's class for this, because TensorFlow must not read files of weights here.
        // This operation is for other programs.
        Operation restored = tf.scope()
                .opBuilder("RestoreV2", "restore")
                .addInput(prefix.asOutput())
                .addInput(names.asOutput())
                .addInput(wholes.asOutput())
                .setAttr("dtypes", values.stream().map(Output::dataType).toArray(DataType[]::new))
                .build();
        List<Op> assignments = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            assignments.add(tf.withName("assign." + variables.get(i).replace('/', '.'))
                    .assignVariableOp(graph.outputOrThrow(variables.get(i) + ":0"), restored.output(i)));
        }
        Op all = tf.withControlDependencies(assignments).withName("restore_all").noOp();
        return SaverDef.newBuilder()
                .setFilenameTensorName(prefix.asOutput().op().name() + ":0")
                .setSaveTensorName(done.asOutput().op().name() + ":0")
                .setRestoreOpName(all.op().name())
                .setMaxToKeep(KEPT)
                .setVersion(SaverDef.CheckpointFormatVersion.V2)
                .build();
    }
}
