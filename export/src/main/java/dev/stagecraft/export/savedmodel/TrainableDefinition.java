package dev.stagecraft.export.savedmodel;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.TrainableGraph;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The one message of a SavedModel for training in other programs: the training graph, a step of plain gradient descent, the
 * evaluation graph, the variables in the collections where TensorFlow's tools look for them, and a saver.
 */
final class TrainableDefinition {
    static final String TRAIN_SIGNATURE = "train";

    private final TrainedNetwork network;
    private final TrainableGraph trainable;

    private TrainableDefinition(TrainedNetwork network, TrainableGraph trainable) {
        this.network = network;
        this.trainable = trainable;
    }

    /**
     * Makes the message.
     *
     * @throws BadInputException if an operation of the network has a name that every export uses
     */
    static SavedModel of(TrainedNetwork network, TrainableGraph trainable) {
        return new TrainableDefinition(network, trainable).model();
    }

    private SavedModel model() {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            graph.importGraphDef(withImagesOfAnySize());
            Ops tf = Ops.create(graph);
            MetaGraphDef.Builder model = ServingDefinition.metaGraph();
            model.putSignatureDef(
                    ServingDefinition.SIGNATURE, serving(graph, tf).build());
            model.putSignatureDef(
                    TRAIN_SIGNATURE,
                    training(graph, tf.withSubScope("train"), model).build());
            addCollections(model);
            model.setSaverDef(Saver.addTo(graph, variables(), values(graph)));
            return ServingDefinition.model(model.setGraphDef(graph.toGraphDef()));
        }
    }

    /** Images and the number of steps come from elsewhere. */
    private GraphDef withImagesOfAnySize() {
        TrainableGraph.Fed fed = trainable.fed();
        List<NodeDef> nodes =
                new ArrayList<>(PixelNodes.of(network.preprocessing(), ServingDefinition.IMAGES, fed.images()));
        nodes.addAll(StepCounter.nodes());
        for (NodeDef node : trainable.graph().getNodeList()) {
            if (node.getName().equals(fed.step())) {
                nodes.add(node.toBuilder().setInput(0, StepCounter.VALUE).build());
            } else if (!node.getName().equals(fed.bytes()) && !node.getName().equals(fed.images())) {
                nodes.add(node);
            }
        }
        Set<String> names = new HashSet<>();
        for (NodeDef node : nodes) {
            if (!names.add(node.getName())) {
                throw ServingDefinition.taken(node.getName());
            }
        }
        return GraphDef.newBuilder()
                .setVersions(trainable.graph().getVersions())
                .addAllNode(nodes)
                .build();
    }

    private Signatures serving(Graph graph, Ops tf) {
        long any = Signatures.ANY;
        Signatures serving = Signatures.of(Signatures.PREDICT)
                .input(
                        ServingDefinition.IMAGES,
                        ServingDefinition.IMAGES,
                        DataType.DT_UINT8,
                        any,
                        any,
                        any,
                        channels());
        Operand<TFloat32> logits = floats(graph, trainable.logits());
        add(
                serving,
                ServingDefinition.LOGITS,
                named(graph, tf, ServingDefinition.LOGITS).identity(logits));
        add(serving, "probabilities", named(graph, tf, "probabilities").nn.softmax(logits));
        trainable.features().ifPresent(features -> {
            Output<TFloat32> pooled = floats(graph, features);
            add(serving, "features", named(graph, tf, "features").identity(pooled));
            GraphOperation mean = graph.operationOrThrow(features);
            if (network.endsInFeatures() && mean.type().equals("Mean")) {
                Operand<TFloat32> map = mean.input(0).expect(TFloat32.class);
                add(
                        serving,
                        ServingDefinition.FEATURE_MAP,
                        named(graph, tf, ServingDefinition.FEATURE_MAP).identity(map));
            }
        });
        return serving;
    }

    private int channels() {
        return network.preprocessing().size().channels();
    }

    private static Ops named(Graph graph, Ops tf, String name) {
        if (graph.operation(name) != null) {
            throw ServingDefinition.taken(name);
        }
        return tf.withName(name);
    }

    private static void add(Signatures signature, String name, Operand<TFloat32> output) {
        Shape shape = output.shape();
        signature.output(name, output.asOutput().op().name(), DataType.DT_FLOAT, shape.asArray());
    }

    private static Output<TFloat32> floats(Graph graph, String operation) {
        return graph.outputOrThrow(operation + ":0").expect(TFloat32.class);
    }

    /** One call is one step. */
    private Signatures training(Graph graph, Ops tf, MetaGraphDef.Builder model) {
        TrainableGraph.Training training = trainable.training();
        Op counted = StepCounter.count(tf, graph);
        Op step = tf.withControlDependencyOps(graph.operationOrThrow(training.run()), counted.op())
                .withName("step")
                .noOp();
        Ops after = tf.withControlDependencies(List.of(step));
        Operand<TFloat32> loss = after.withName("loss").identity(floats(graph, training.loss()));
        Operand<TInt32> correct = after.withName("correct")
                .identity(graph.outputOrThrow(training.correct() + ":0").expect(TInt32.class));
        Operand<TFloat32> logits = tf.withName("logits").identity(floats(graph, training.logits()));
        model.putCollectionDef("train_op", nodes(List.of(step.op().name())));
        model.putCollectionDef("update_ops", nodes(training.statistics()));
        model.putCollectionDef("losses", nodes(List.of(training.loss() + ":0")));
        model.putCollectionDef("logits", nodes(List.of(logits.asOutput().op().name() + ":0")));
        long any = Signatures.ANY;
        TrainableGraph.Fed fed = trainable.fed();
        return Signatures.of(Signatures.TRAIN)
                .input(ServingDefinition.IMAGES, ServingDefinition.IMAGES, DataType.DT_UINT8, any, any, any, channels())
                .input("labels", fed.labels(), DataType.DT_INT32, any)
                .input("learning_rate", fed.learningRate(), DataType.DT_FLOAT)
                .output("loss", loss.asOutput().op().name(), DataType.DT_FLOAT)
                .output("correct", correct.asOutput().op().name(), DataType.DT_INT32);
    }

    private static CollectionDef nodes(List<String> names) {
        return CollectionDef.newBuilder()
                .setNodeList(CollectionDef.NodeList.newBuilder().addAllValue(names))
                .build();
    }

    private void addCollections(MetaGraphDef.Builder model) {
        CollectionDef.BytesList.Builder all = CollectionDef.BytesList.newBuilder();
        CollectionDef.BytesList.Builder trained = CollectionDef.BytesList.newBuilder();
        for (TrainableGraph.Weight weight : trainable.variables()) {
            VariableDef variable =
                    variable(weight.name(), weight.trainable(), weight.value(), weight.first(), weight.initializer());
            all.addValue(variable.toByteString());
            if (weight.trainable()) {
                trained.addValue(variable.toByteString());
            }
        }
        VariableDef counter =
                variable(StepCounter.NAME, false, StepCounter.VALUE, StepCounter.FIRST, StepCounter.INITIALIZER);
        all.addValue(counter.toByteString());
        model.putCollectionDef("variables", bytes(all));
        model.putCollectionDef("trainable_variables", bytes(trained));
        model.putCollectionDef(
                StepCounter.NAME, bytes(CollectionDef.BytesList.newBuilder().addValue(counter.toByteString())));
    }

    private static CollectionDef bytes(CollectionDef.BytesList.Builder values) {
        return CollectionDef.newBuilder().setBytesList(values).build();
    }

    private static VariableDef variable(
            String name, boolean trainable, String value, String first, String initializer) {
        return VariableDef.newBuilder()
                .setVariableName(name + ":0")
                .setInitialValueName(first + ":0")
                .setInitializerName(initializer)
                .setSnapshotName(value + ":0")
                .setIsResource(true)
                .setTrainable(trainable)
                .build();
    }

    private List<String> variables() {
        List<String> names = new ArrayList<>(List.of(StepCounter.NAME));
        trainable.variables().forEach(weight -> names.add(weight.name()));
        return names;
    }

    private List<Output<?>> values(Graph graph) {
        List<Output<?>> values = new ArrayList<>(List.of(graph.outputOrThrow(StepCounter.VALUE + ":0")));
        trainable.variables().forEach(weight -> values.add(graph.outputOrThrow(weight.value() + ":0")));
        return values;
    }
}
