package dev.stagecraft.export.onnx;

/**
 * A value of the ONNX graph.
 *
 * @param name in that graph
 * @param shape of TensorFlow's value, whose channels come last; the batch is negative
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
record Value(String name, long[] shape) {
    /** Of images, whose channels come first in ONNX. */
    static final int IMAGE_RANK = 4;

    boolean isImage() {
        return shape.length == IMAGE_RANK;
    }

    long height() {
        return shape[1];
    }

    long width() {
        return shape[2];
    }

    long channels() {
        return shape[shape.length - 1];
    }
}
