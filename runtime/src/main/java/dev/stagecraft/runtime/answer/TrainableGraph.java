package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.proto.GraphDef;

/**
 * A network as a graph of TensorFlow operations that can be trained further: variables, the training graph, plain gradient
 * descent, and the evaluation graph over the same variables. The values of the variables are not part of it.
 *
 * @param graph the operations
 * @param variables in the order of the network
 * @param fed names of the operations that are fed
 * @param training names of the operations of the training graph
 * @param logits name of the operation of the evaluation graph that gives {@code [batch, classes]}
 * @param features name of the operation of the evaluation graph that gives the pooled features, {@code [batch, features]};
 *     empty if the network does not end in a dense layer
 */
public record TrainableGraph(
        GraphDef graph, List<Weight> variables, Fed fed, Training training, String logits, Optional<String> features) {
    /** First values follow from it. They are used only by whoever asks for them. */
    private static final long SEED = 0;

    /** Copies the list. */
    public TrainableGraph {
        variables = List.copyOf(variables);
    }

    /**
     * A variable, by the names of its operations.
     *
     * @param name of the variable and of its resource, such as {@code stage2/block1/conv1/kernel}
     * @param trainable whether a step changes it; moving statistics are not trainable
     * @param value name of the operation that reads it
     * @param first name of the operation that gives its first value, for training from nothing
     * @param initializer name of the operation that assigns this value to it
     */
    public record Weight(String name, boolean trainable, String value, String first, String initializer) {}

    /**
     * The names of the operations that are fed.
     *
     * @param bytes the images as uint8, {@code [batch, height, width, channels]}, in the network's size
     * @param images the same as float32, 0 to 255; whoever feeds them has already resized them
     * @param labels int32, {@code [batch]}, classes from 0
     * @param learningRate float32, a scalar above 0
     * @param step int64, a scalar, the number of steps done, 0 if it is not fed; random numbers follow from it
     */
    public record Fed(String bytes, String images, String labels, String learningRate, String step) {}

    /**
     * The names of the operations of training.
     *
     * @param logits {@code [batch, classes]}, with the statistics of the batch
     * @param loss softmax cross-entropy in nats, the mean over the batch
     * @param correct number of images whose largest logit is their class, int32
     * @param run does one step: changes all variables once
     * @param statistics the operations of this step that change the moving statistics
     */
    public record Training(String logits, String loss, String correct, String run, List<String> statistics) {
        /** Copies the list. */
        public Training {
            statistics = List.copyOf(statistics);
        }
    }

    /**
     * Builds it.
     *
     * @param network for images of its own size
     * @param pooled name of the pooled features in the frozen graph
     */
    static TrainableGraph of(Network network, Preprocessing preprocessing, Optional<String> pooled) {
        try (NetworkGraph built = NetworkGraph.build(network, preprocessing.size(), SEED)) {
            return new TrainableGraph(
                    built.graph().toGraphDef(),
                    built.variables().stream()
                            .map(variable -> weight(variable, built))
                            .toList(),
                    new Fed(
                            name(built.images()),
                            name(built.floats()),
                            name(built.labels()),
                            name(built.learningRate()),
                            name(built.step())),
                    training(built),
                    name(built.logits()),
                    pooled.map(frozen -> features(built.graph(), frozen)));
        }
    }

    private static Weight weight(Variable variable, NetworkGraph built) {
        return new Weight(
                variable.name(),
                variable.trainable(),
                name(variable.value()),
                name(variable.initial()),
                built.assignment(variable).op().name());
    }

    private static Training training(NetworkGraph built) {
        Map<String, String> assigned = new HashMap<>();
        addAssignments((GraphOperation) built.trainStep().op(), assigned);
        return new Training(
                name(built.training().logits()),
                name(built.training().loss()),
                name(built.training().correct()),
                built.trainStep().op().name(),
                built.variables().stream()
                        .filter(variable -> !variable.trainable())
                        .map(variable -> Objects.requireNonNull(assigned.get(variable.name())))
                        .toList());
    }

    /** Adds the assignments that an operation waits for, by the names of their variables. */
    private static void addAssignments(GraphOperation operation, Map<String, String> names) {
        for (GraphOperation each : operation.controlInputs()) {
            if (each.type().equals("AssignVariableOp")) {
                names.put(each.input(0).op().name(), each.name());
            } else if (each.type().equals("NoOp")) {
                addAssignments(each, names);
            }
        }
    }

    /** Frozen graphs have the names of evaluation graphs without their scope. */
    private static String features(Graph graph, String frozen) {
        String evaluated = NetworkGraph.EVALUATION + "/" + frozen;
        return graph.operation(evaluated) == null ? frozen : evaluated;
    }

    private static String name(Operand<?> operand) {
        return operand.asOutput().op().name();
    }
}
