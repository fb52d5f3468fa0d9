package dev.stagecraft.export.onnx;

import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/**
 * An image before padding.
 *
 * @param image its name
 * @param pads pixels above, left, below, right
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
record Unpadded(String image, long[] pads) {
    private static final int TOP = 2;
    private static final int BOTTOM = 3;
    private static final int LEFT = 4;
    private static final int RIGHT = 5;

    /** What an operation's first input is padded from; empty if it is not padded with one value, in height and width alone. */
    static Optional<Unpadded> of(NodeDef node, Conversion conversion, float value) {
        return conversion.operation(node, 0, "PadV2").flatMap(pad -> {
            float[] sides = conversion.required(pad, 1).values();
            boolean aroundPixels = sides[0] + sides[1] + sides[RIGHT + 1] + sides[RIGHT + 2] == 0;
            return aroundPixels && conversion.required(pad, 2).values()[0] == value
                    ? Optional.of(new Unpadded(conversion.input(pad, 0).name(), new long[] {
                        (long) sides[TOP], (long) sides[LEFT], (long) sides[BOTTOM], (long) sides[RIGHT]
                    }))
                    : Optional.empty();
        });
    }
}
