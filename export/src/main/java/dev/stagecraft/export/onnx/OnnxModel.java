package dev.stagecraft.export.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.gson.Gson;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.answer.FrozenNetwork;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network as an ONNX model: pixels in, logits, probabilities and features out. */
final class OnnxModel {
    /** The first one whose resizing is antialiased. */
    private static final long OPSET = 18;

    /** The one that came with that set of operations. */
    private static final long IR = 8;

    static final String IMAGES = "images";
    static final String LOGITS = "logits";

    private final TrainedNetwork network;
    private final OnnxNodes nodes = new OnnxNodes();

    private OnnxModel(TrainedNetwork network) {
        this.network = network;
    }

    /**
     * Converts a network.
     *
     * @throws dev.stagecraft.runtime.BadInputException if ONNX has nothing for one of its operations
     */
    static OnnxMl.ModelProto of(TrainedNetwork network) {
        return new OnnxModel(network).model();
    }

    private OnnxMl.ModelProto model() {
        addOperations();
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("Stagecraft")
                .setProducerVersion(Version.current())
                .setGraph(nodes.graph(network.network().name(), input()));
        metadata()
                .forEach((key, value) -> model.addMetadataProps(
                        OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    private void addOperations() {
        FrozenNetwork frozen = network.frozen();
        String images = Pixels.add(nodes, network.preprocessing(), IMAGES);
        Conversion conversion = Conversion.of(frozen, nodes, images);
        Value logits = conversion.value(frozen.logits());
        String probabilities =
                nodes.node("Softmax", "softmax", logits.name()).with("axis", 1L).add();
        Shapes rows = new Shapes().named("batch").sized(logits.channels());
        nodes.output(rows.of(LOGITS, OnnxMl.TensorProto.DataType.FLOAT), logits.name());
        nodes.output(rows.of("probabilities", OnnxMl.TensorProto.DataType.FLOAT), probabilities);
        frozen.features().ifPresent(features -> addFeatures(conversion, features));
    }

    private void addFeatures(Conversion conversion, String features) {
        Value pooled = conversion.value(features);
        nodes.output(
                new Shapes().named("batch").sized(pooled.channels()).of("features", OnnxMl.TensorProto.DataType.FLOAT),
                pooled.name());
        if (network.endsInFeatures()) {
            conversion.pooled(features).ifPresent(this::addFeatureMap);
        }
    }

    /** What the network gives by its declaration, in the layout that its users know. */
    private void addFeatureMap(Value map) {
        String last = nodes.node("Transpose", "feature_map_channels_last", map.name())
                .with("perm", 0, 2, 3, 1)
                .add();
        Shapes shape = new Shapes()
                .named("batch")
                .sized(map.height())
                .sized(map.width())
                .sized(map.channels());
        nodes.output(shape.of("feature_map", OnnxMl.TensorProto.DataType.FLOAT), last);
    }

    private OnnxMl.ValueInfoProto input() {
        return new Shapes()
                .named("batch")
                .named("height")
                .named("width")
                .sized(network.preprocessing().size().channels())
                .of(IMAGES, OnnxMl.TensorProto.DataType.UINT8);
    }

    private Map<String, String> metadata() {
        Gson json = new Gson();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("network", network.network().name());
        metadata.put("weightsSha256", network.weightsSha256());
        metadata.put("classNames", json.toJson(network.classNames()));
        metadata.put("preprocessing", json.toJson(preprocessing()));
        return metadata;
    }

    /** For people and for clients that resize by themselves. */
    private Map<String, Object> preprocessing() {
        Preprocessing done = network.preprocessing();
        ImageShape size = done.size();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("size", new int[] {size.height(), size.width(), size.channels()});
        described.put("resizing", done.resizing().toString());
        described.put("scale", done.scale());
        described.put("mean", done.mean());
        described.put("deviation", done.deviation());
        return described;
    }
}
