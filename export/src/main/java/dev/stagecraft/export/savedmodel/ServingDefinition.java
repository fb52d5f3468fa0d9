package dev.stagecraft.export.savedmodel;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.FrozenNetwork;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** The one message of a SavedModel: operations with their weights, and what is fed and fetched. */
final class ServingDefinition {
    static final String IMAGES = "images";
    static final String LOGITS = "logits";
    static final String SIGNATURE = "serving_default";

    /** Bytes go over REST as base64 where a name ends so. */
    static final String FILES = "image_bytes";

    static final String ENCODED_SIGNATURE = "encoded";

    /** Where the operations of that signature are. */
    static final String ENCODED = "encoded/";

    /** By this tag TensorFlow Serving finds what it serves. */
    static final String TAG = "serve";

    private static final String METHOD = "tensorflow/serving/predict";
    private static final long FORMAT = 1;
    private static final long ANY = -1;
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

    private SavedModel model() {
        addNetwork();
        MetaGraphDef.Builder model = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder()
                        .addTags(TAG)
                        .setTensorflowVersion(TensorFlowLibrary.version()))
                .putSignatureDef(
                        SIGNATURE, signature("", IMAGES, info(IMAGES, DataType.DT_UINT8, ANY, ANY, ANY, channels())));
        if (isForPictures()) {
            addNetworkForFiles();
            model.putSignatureDef(ENCODED_SIGNATURE, signature(ENCODED, FILES, info(FILES, DataType.DT_STRING, ANY)));
        }
        return SavedModel.newBuilder()
                .setSavedModelSchemaVersion(FORMAT)
                .addMetaGraphs(model.setGraphDef(graph))
                .build();
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

    private SignatureDef signature(String scope, String input, TensorInfo info) {
        SignatureDef.Builder signature =
                SignatureDef.newBuilder().setMethodName(METHOD).putInputs(input, info);
        signature.putOutputs(LOGITS, output(scope, LOGITS, "Identity", frozen.logits()));
        signature.putOutputs("probabilities", output(scope, "probabilities", "Softmax", frozen.logits()));
        frozen.features()
                .ifPresent(
                        features -> signature.putOutputs("features", output(scope, "features", "Identity", features)));
        return signature.build();
    }

    private TensorInfo output(String scope, String name, String type, String of) {
        if (frozen.shapes().containsKey(name)) {
            throw new BadInputException("two operations of the model would be called " + name
                    + ", which is a name that exports give; call the network's operation otherwise");
        }
        graph.addNode(NodeDef.newBuilder()
                .setName(scope + name)
                .setOp(type)
                .addInput(scope + of)
                .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build()));
        Shape shape = Objects.requireNonNull(frozen.shapes().get(of));
        return info(scope + name, DataType.DT_FLOAT, ANY, shape.get(1));
    }

    private static TensorInfo info(String name, DataType type, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : dims) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(name + ":0")
                .setDtype(type)
                .setTensorShape(shape)
                .build();
    }
}
