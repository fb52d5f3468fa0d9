package dev.stagecraft.export.onnx;

import ai.onnx.proto.OnnxMl;

/** The dimensions of what goes into a model or comes out of it. */
final class Shapes {
    private final OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();

    /** Adds a dimension of any size. */
    Shapes named(String name) {
        shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(name));
        return this;
    }

    /** Adds a dimension of one size. */
    Shapes sized(long size) {
        shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        return this;
    }

    /** A value of these dimensions. */
    OnnxMl.ValueInfoProto of(String name, OnnxMl.TensorProto.DataType type) {
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
