package dev.stagecraft.export.onnx;

import org.tensorflow.proto.NodeDef;

/** How an operation of TensorFlow is written as ONNX. */
interface Rule {
    /**
     * Adds nodes for an operation.
     *
     * @return the name of its result
     * @throws IllegalStateException if it is used in a way that has no form in ONNX; the message says which
     */
    String write(NodeDef node, Conversion conversion);
}
