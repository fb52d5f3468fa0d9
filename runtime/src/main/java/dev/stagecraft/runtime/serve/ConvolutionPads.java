package dev.stagecraft.runtime.serve;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * Zeros around the images of a convolution, which a fused convolution adds itself.
 *
 * @param pad a PadV2 whose value is zero, along height and width alone
 * @param sides zeros before and after each dimension, NHWC
 */
record ConvolutionPads(NodeDef pad, List<Long> sides) {
    /** The padding of a convolution that adds its own zeros. */
    static final AttrValue EXPLICIT =
            AttrValue.newBuilder().setS(ByteString.copyFromUtf8("EXPLICIT")).build();

    private static final int SIDES = 8;

    /** The zeros that are added before a convolution of NHWC images, if it has no padding of its own. */
    static Optional<ConvolutionPads> before(NodeDef convolution, Map<String, NodeDef> nodes) {
        NodeDef pad = nodes.get(FrozenGraph.nodeOf(convolution.getInput(0)));
        if (pad == null
                || !pad.getOp().equals("PadV2")
                || !text(convolution, "padding").equals("VALID")
                || !text(convolution, "data_format").equals("NHWC")) {
            return Optional.empty();
        }
        int[] sides = ConstantValues.integers(nodes.get(FrozenGraph.nodeOf(pad.getInput(1))));
        float[] value = ConstantValues.floats(nodes.get(FrozenGraph.nodeOf(pad.getInput(2))));
        if (sides.length != SIDES
                || sides[0] + sides[1] + sides[6] + sides[7] != 0
                || value.length != 1
                || value[0] != 0) {
            return Optional.empty();
        }
        return Optional.of(new ConvolutionPads(
                pad, Arrays.stream(sides).mapToObj(Long::valueOf).toList()));
    }

    private static String text(NodeDef node, String attribute) {
        return node.getAttrOrThrow(attribute).getS().toStringUtf8();
    }

    /** The attribute of a convolution that adds them. */
    AttrValue attribute() {
        return AttrValue.newBuilder()
                .setList(AttrValue.ListValue.newBuilder().addAllI(sides))
                .build();
    }
}
