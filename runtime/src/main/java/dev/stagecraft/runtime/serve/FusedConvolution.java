package dev.stagecraft.runtime.serve;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * A convolution and the operations around it as one operation: the zeros around the images before it, and after it the
 * bias, then a sum with another value, then a rectifier. It writes its result to memory only once.
 *
 * @param pads before the convolution; empty if there are none
 * @param convolution a Conv2D
 * @param bias the BiasAdd after it
 * @param sum the sum of that and {@code addend}; empty if there is none
 * @param addend an input, the other operand of the sum
 * @param relu the rectifier after that; empty if there is none
 */
record FusedConvolution(
        Optional<ConvolutionPads> pads,
        NodeDef convolution,
        NodeDef bias,
        Optional<NodeDef> sum,
        Optional<String> addend,
        Optional<NodeDef> relu) {
    /**
     * OneDNN's own operation. TensorFlow's {@code _FusedConv2D}, which becomes this one when a session prepares its
     * graph, does not take bfloat16. It would also convert a kernel that is not a constant into oneDNN's layout in each
     * run.
     */
    static final String TYPE = "_MklNativeFusedConv2D";

    /** The label under which TensorFlow finds the kernel. */
    private static final AttrValue LABEL = AttrValue.newBuilder()
            .setS(ByteString.copyFromUtf8("MklNameChangeOp"))
            .build();

    /** The last of the operations. The fused operation has its name and its place. */
    NodeDef last() {
        return relu.or(() -> sum).orElse(bias);
    }

    /** The operations that it replaces. */
    List<NodeDef> absorbed() {
        List<NodeDef> absorbed = new ArrayList<>(List.of(convolution, bias));
        pads.ifPresent(each -> absorbed.add(each.pad()));
        sum.ifPresent(absorbed::add);
        relu.ifPresent(absorbed::add);
        return absorbed;
    }

    /**
     * The operation.
     *
     * @param isKernelFixed whether the kernel always has the same values
     */
    NodeDef node(boolean isKernelFixed) {
        NodeDef.Builder node = NodeDef.newBuilder()
                .setName(last().getName())
                .setOp(TYPE)
                .addInput(pads.map(ConvolutionPads::pad).orElse(convolution).getInput(0))
                .addInput(convolution.getInput(1))
                .addInput(bias.getInput(1));
        addend.ifPresent(node::addInput);
        AttrValue.ListValue.Builder types = AttrValue.ListValue.newBuilder();
        for (int i = 2; i < node.getInputCount(); i++) {
            types.addType(DataType.DT_FLOAT);
        }
        for (String same : List.of("T", "strides", "padding", "data_format", "dilations", "explicit_paddings")) {
            node.putAttr(same, convolution.getAttrOrThrow(same));
        }
        pads.ifPresent(each ->
                node.putAttr("padding", ConvolutionPads.EXPLICIT).putAttr("explicit_paddings", each.attribute()));
        return node.putAttr("TArgs", AttrValue.newBuilder().setList(types).build())
                .putAttr(
                        "num_args",
                        AttrValue.newBuilder().setI(types.getTypeCount()).build())
                .putAttr("fused_ops", operations())
                .putAttr(
                        "is_filter_const",
                        AttrValue.newBuilder().setB(isKernelFixed).build())
                .putAttr("_kernel", LABEL)
                .build();
    }

    /** Changes the types of what is added to bfloat16. */
    static void lower(NodeDef.Builder node) {
        AttrValue.ListValue.Builder types = AttrValue.ListValue.newBuilder();
        node.getAttrOrThrow("TArgs").getList().getTypeList().forEach(each -> types.addType(DataType.DT_BFLOAT16));
        node.putAttr("TArgs", AttrValue.newBuilder().setList(types).build());
    }

    private AttrValue operations() {
        AttrValue.ListValue.Builder names = AttrValue.ListValue.newBuilder();
        names.addS(ByteString.copyFromUtf8("BiasAdd"));
        sum.ifPresent(each -> names.addS(ByteString.copyFromUtf8("Add")));
        relu.ifPresent(each -> names.addS(ByteString.copyFromUtf8("Relu")));
        return AttrValue.newBuilder().setList(names).build();
    }
}
