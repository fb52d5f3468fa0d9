package dev.stagecraft.runtime.serve;

import com.google.protobuf.ByteString;
import dev.stagecraft.runtime.host.Environment;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.host.Trials;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Whether fused convolutions run here. They belong to oneDNN, which not every build of TensorFlow has for every
 * processor. So one is tried once.
 */
final class FusedTrial {
    private static final Trials<ServingForm> TRIALS = new Trials<>(FusedTrial::isRun);
    private static final String NAME = "trial";

    /** The environment variable that turns oneDNN off. */
    private static final String ONEDNN = "TF_ENABLE_ONEDNN_OPTS";

    private FusedTrial() {}

    /** Begins to find out whether a form runs, on a thread of its own. Who asks meanwhile waits for the same answer. */
    static void begin(ServingForm form) {
        if (!isOff(Environment.ofProcess())) {
            TRIALS.begin(form);
        }
    }

    /** Whether a form other than the plain one runs. */
    static boolean isSupported(ServingForm form) {
        return !isOff(Environment.ofProcess()) && TRIALS.isSupported(form);
    }

    static boolean isOff(Environment environment) {
        return environment
                .get(ONEDNN)
                .filter(value -> value.equals("0") || value.equalsIgnoreCase("false"))
                .isPresent();
    }

    private static boolean isRun(ServingForm form) {
        FrozenConstant images = FrozenConstant.of("images", Shape.of(1, 2, 2, 4), new float[16]);
        FrozenConstant kernel = FrozenConstant.of("kernel", Shape.of(1, 1, 2, 4), new float[8]);
        FrozenConstant offset = FrozenConstant.of("offset", Shape.of(4), new float[4]);
        Map<String, FrozenConstant> constants =
                Map.of(images.name(), images, kernel.name(), kernel, offset.name(), offset);
        List<NodeDef> nodes = List.of(images.node(), kernel.node(), offset.node(), trial());
        if (form == ServingForm.BFLOAT16) {
            LowerPrecision low = new LowerPrecision(nodes, constants);
            nodes = low.nodes();
            constants = low.constants();
        }
        try (Graph graph = TensorFlowLibrary.newGraph();
                WeightTensors none = WeightTensors.empty(List.of())) {
            WeightVariables variables = new WeightVariables(graph);
            new GraphNodes(graph, constants, variables::add).add(nodes);
            try (Session session =
                    SessionSettings.CPU.withoutFusing().forFrozen().open(graph)) {
                variables.set(session, none);
                session.runner().fetch(NAME).run().close();
                return true;
            }
        } catch (TFInvalidArgumentException | TFUnimplementedException e) {
            // TensorFlow refuses the operation, so it is not supported.
            return false;
        }
    }

    private static NodeDef trial() {
        NodeDef.Builder convolution = NodeDef.newBuilder().addInput("images").addInput("kernel");
        AttrValue ones = AttrValue.newBuilder()
                .setList(AttrValue.ListValue.newBuilder().addAllI(List.of(1L, 1L, 1L, 1L)))
                .build();
        convolution
                .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                .putAttr("strides", ones)
                .putAttr("dilations", ones)
                .putAttr("padding", text("VALID"))
                .putAttr("data_format", text("NHWC"))
                .putAttr(
                        "explicit_paddings",
                        AttrValue.newBuilder()
                                .setList(AttrValue.ListValue.getDefaultInstance())
                                .build());
        NodeDef bias =
                NodeDef.newBuilder().addInput("convolution").addInput("offset").build();
        NodeDef relu = NodeDef.newBuilder().setName(NAME).build();
        return new FusedConvolution(
                        Optional.empty(),
                        convolution.build(),
                        bias,
                        Optional.of(bias),
                        Optional.of("images"),
                        Optional.of(relu))
                .node(true);
    }

    private static AttrValue text(String value) {
        return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
    }
}
