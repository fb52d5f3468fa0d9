package dev.stagecraft.export.savedmodel;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.FrozenNetwork;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

/** The one message of a SavedModel: operations with their weights, and what is fed and fetched. */
final class ServingDefinition {
    static final String IMAGES = "images";
    static final String LOGITS = "logits";
    static final String FEATURE_MAP = "feature_map";
    static final String SIGNATURE = "serving_default";

    /** Bytes go over REST as base64 where a name ends so. */
    static final String FILES = "image_bytes";

    static final String ENCODED_SIGNATURE = "encoded";

    /** Where the operations of that signature are. */
    static final String ENCODED = "encoded/";

    /** By this tag TensorFlow Serving finds what it serves. */
    static final String TAG = "serve";

    private static final long FORMAT = 1;
    private static final int COLORS = 3;

    private final TrainedNetwork network;
    private final FrozenNetwork frozen;
    private final GraphDef.Builder graph;

    private ServingDefinition(TrainedNetwork network) {
        this.network = network;
        frozen = network.frozen();
        graph = GraphDef.newBuilder().setVersions(frozen.graph().getVersions());
    }

    static SavedModel of(TrainedNetwork network) {
        return new ServingDefinition(network).model();
    }

    /** A model of one graph. */
    static SavedModel model(MetaGraphDef.Builder graph) {
        return SavedModel.newBuilder()
                .setSavedModelSchemaVersion(FORMAT)
                .addMetaGraphs(graph)
                .build();
    }

    /** A graph that servers find, still empty. */
    static MetaGraphDef.Builder metaGraph() {
        return MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder()
                        .addTags(TAG)
                        .setTensorflowVersion(TensorFlowLibrary.version()));
    }

    /** The error if an operation of the network has a name that every export uses. */
    static BadInputException taken(String name) {
        return new BadInputException("two operations of the model would be called " + name
                + ", which is a name that every export uses; rename the network's operation");
    }

    private SavedModel model() {
        addNetwork();
        MetaGraphDef.Builder model = metaGraph();
        Signatures serving = Signatures.of(Signatures.PREDICT)
                .input(IMAGES, IMAGES, DataType.DT_UINT8, Signatures.ANY, Signatures.ANY, Signatures.ANY, channels());
        model.putSignatureDef(SIGNATURE, withOutputs(serving, ""));
        if (isForPictures()) {
            addNetworkForFiles();
            Signatures encoded =
                    Signatures.of(Signatures.PREDICT).input(FILES, FILES, DataType.DT_STRING, Signatures.ANY);
            model.putSignatureDef(ENCODED_SIGNATURE, withOutputs(encoded, ENCODED));
        }
        return model(model.setGraphDef(graph));
    }

    private int channels() {
        return network.preprocessing().size().channels();
    }

    private boolean isForPictures() {
        return channels() == 1 || channels() == COLORS;
    }

    private void addNetwork() {
        PixelNodes.of(network.preprocessing(), IMAGES, frozen.images()).forEach(graph::addNode);
        operations().forEach(graph::addNode);
    }

    /** Once more for files, with the same weights. */
    private void addNetworkForFiles() {
        PictureNodes.of(network.preprocessing(), FILES, ENCODED + frozen.images())
                .forEach(graph::addNode);
        Set<String> constants = frozen.graph().getNodeList().stream()
                .filter(node -> node.getOp().equals("Const"))
                .map(NodeDef::getName)
                .collect(Collectors.toSet());
        operations().filter(node -> !constants.contains(node.getName())).forEach(node -> {
            NodeDef.Builder copy =
                    node.toBuilder().setName(ENCODED + node.getName()).clearInput();
            node.getInputList().forEach(input -> copy.addInput(constants.contains(input) ? input : ENCODED + input));
            graph.addNode(copy);
        });
    }

    /** All but what the network was fed with before, and how that became floats. */
    private Stream<NodeDef> operations() {
        return frozen.graph().getNodeList().stream()
                .filter(node ->
                        !node.getName().equals(frozen.images()) && !node.getOp().equals("Placeholder"));
    }

    private SignatureDef withOutputs(Signatures signature, String scope) {
        add(signature, scope, LOGITS, "Identity", frozen.logits());
        add(signature, scope, "probabilities", "Softmax", frozen.logits());
        frozen.features().ifPresent(features -> add(signature, scope, "features", "Identity", features));
        featureMap().ifPresent(map -> add(signature, scope, FEATURE_MAP, "Identity", map));
        return signature.build();
    }

    /** What the pooled features are the mean of, if that is what the network was declared to give. */
    private Optional<String> featureMap() {
        return frozen.features()
                .filter(features -> network.endsInFeatures())
                .flatMap(features -> frozen.graph().getNodeList().stream()
                        .filter(node ->
                                node.getName().equals(features) && node.getOp().equals("Mean"))
                        .map(node -> node.getInput(0))
                        .findFirst());
    }

    private void add(Signatures signature, String scope, String name, String type, String of) {
        if (frozen.shapes().containsKey(name)) {
            throw taken(name);
        }
        graph.addNode(NodeDef.newBuilder()
                .setName(scope + name)
                .setOp(type)
                .addInput(scope + of)
                .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build()));
        long[] dims = Objects.requireNonNull(frozen.shapes().get(of)).asArray();
        signature.output(name, scope + name, DataType.DT_FLOAT, dims);
    }
}
