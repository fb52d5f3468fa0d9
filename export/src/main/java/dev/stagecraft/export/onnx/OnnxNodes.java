package dev.stagecraft.export.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.stagecraft.runtime.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of an ONNX graph in the making, and the constants that they read. What nothing reads is left out at the end. */
final class OnnxNodes {
    private final List<OnnxMl.NodeProto> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, OnnxMl.TensorProto> constants = new LinkedHashMap<>();
    private final List<OnnxMl.ValueInfoProto> outputs = new ArrayList<>();

    /** A node in the making. */
    final class Node {
        private final OnnxMl.NodeProto.Builder node = OnnxMl.NodeProto.newBuilder();

        private Node(String type, String name, String... inputs) {
            node.setOpType(type).setName(name).addOutput(name).addAllInput(Arrays.asList(inputs));
        }

        Node with(String attribute, long value) {
            node.addAttribute(attribute(attribute, OnnxMl.AttributeProto.AttributeType.INT)
                    .setI(value));
            return this;
        }

        Node with(String attribute, long... values) {
            OnnxMl.AttributeProto.Builder list = attribute(attribute, OnnxMl.AttributeProto.AttributeType.INTS);
            for (long value : values) {
                list.addInts(value);
            }
            node.addAttribute(list);
            return this;
        }

        Node with(String attribute, float value) {
            node.addAttribute(attribute(attribute, OnnxMl.AttributeProto.AttributeType.FLOAT)
                    .setF(value));
            return this;
        }

        Node with(String attribute, String value) {
            node.addAttribute(attribute(attribute, OnnxMl.AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(value)));
            return this;
        }

        private static OnnxMl.AttributeProto.Builder attribute(String name, OnnxMl.AttributeProto.AttributeType type) {
            return OnnxMl.AttributeProto.newBuilder().setName(name).setType(type);
        }

        /** Adds it, and gives the name of its output. */
        String add() {
            if (!names.add(node.getName())) {
                throw new BadInputException("two operations of the model would be called " + node.getName()
                        + ", which is a name that every export uses; rename the network's operation");
            }
            nodes.add(node.build());
            return node.getName();
        }
    }

    /** Begins a node with one output, which has the node's name. */
    Node node(String type, String name, String... inputs) {
        return new Node(type, name, inputs);
    }

    /** Adds a constant of float32 numbers and gives its name. A name stands for one constant. */
    String floats(String name, long[] shape, float... values) {
        if (!constants.containsKey(name)) {
            ByteBuffer bytes = bytes(Math.multiplyExact(values.length, Float.BYTES));
            bytes.asFloatBuffer().put(values);
            constants.put(name, tensor(name, OnnxMl.TensorProto.DataType.FLOAT, shape, bytes));
        }
        return name;
    }

    /** As {@link #floats}, of a constant of TensorFlow. */
    String floats(String name, Constant constant) {
        return floats(name, constant.shape(), constant.values());
    }

    /** Adds a list of whole numbers and gives its name. A name stands for one list. */
    String wholes(String name, long... values) {
        if (!constants.containsKey(name)) {
            ByteBuffer bytes = bytes(Math.multiplyExact(values.length, Long.BYTES));
            bytes.asLongBuffer().put(values);
            constants.put(name, tensor(name, OnnxMl.TensorProto.DataType.INT64, new long[] {values.length}, bytes));
        }
        return name;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static OnnxMl.TensorProto tensor(
            String name, OnnxMl.TensorProto.DataType type, long[] shape, ByteBuffer bytes) {
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    /** Gives a value to the graph's users under a name of its own. */
    void output(OnnxMl.ValueInfoProto info, String value) {
        node("Identity", info.getName(), value).add();
        outputs.add(info);
    }

    /** The graph of all that the outputs need. */
    OnnxMl.GraphProto graph(String name, OnnxMl.ValueInfoProto input) {
        Set<String> needed = new HashSet<>();
        outputs.forEach(output -> needed.add(output.getName()));
        Deque<OnnxMl.NodeProto> kept = new ArrayDeque<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            OnnxMl.NodeProto node = nodes.get(i);
            if (needed.contains(node.getOutput(0))) {
                needed.addAll(node.getInputList());
                kept.addFirst(node);
            }
        }
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder()
                .setName(name)
                .addInput(input)
                .addAllNode(kept)
                .addAllOutput(outputs);
        constants.values().stream()
                .filter(constant -> needed.contains(constant.getName()))
                .forEach(graph::addInitializer);
        return graph.build();
    }
}
