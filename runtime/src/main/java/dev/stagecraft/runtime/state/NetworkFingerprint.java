package dev.stagecraft.runtime.state;

import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.step.ForwardGraph;
import dev.stagecraft.runtime.step.NetworkGraph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tensorflow.Operand;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What a network computes, as one hash: every operation that a result depends on, with inputs and attributes. It differs
 * between two networks that have the same variables but other strides; the variables' initial values do not count.
 */
final class NetworkFingerprint {
    private static final float USUAL_SCALE = 255f;

    private NetworkFingerprint() {}

    /** Of all that the declared training loss depends on, from the images' bytes on; it is the same in each precision. */
    static String of(NetworkGraph network) {
        return of(network, network.graph().toGraphDef(), network.declared().loss(), "");
    }

    /** Of all that the evaluation's answers depend on, from the pixels on: whatever size the data's images have. */
    static String ofEvaluation(ForwardGraph network) {
        String pixels = network.pixels().asOutput().op().name();
        return of(network, network.definition(), network.logits(), pixels);
    }

    /** @param input a node that is known by its shape alone: nothing before it counts */
    private static String of(ForwardGraph network, GraphDef definition, Operand<?> result, String input) {
        Map<String, NodeDef> nodes = new HashMap<>();
        definition.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        Set<String> needed = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(result.asOutput().op().name());
        while (!open.isEmpty()) {
            String name = open.pop();
            if (needed.add(name) && !name.equals(input)) {
                Objects.requireNonNull(nodes.get(name)).getInputList().forEach(each -> open.push(nodeOf(each)));
            }
        }
        Sha256 hash = new Sha256();
        for (String name : needed) {
            if (name.equals(input)) {
                add(hash, name + " " + network.pixels().shape() + scale(network));
            } else {
                add(hash, Objects.requireNonNull(nodes.get(name)));
            }
        }
        return hash.hex();
    }

    /** Nothing for the usual one, which earlier versions did not hash. */
    private static String scale(ForwardGraph network) {
        return network.scale() == USUAL_SCALE ? "" : " " + network.scale();
    }

    private static void add(Sha256 hash, NodeDef node) {
        add(hash, node.getName() + " " + node.getOp() + " " + String.join(" ", node.getInputList()));
        for (Map.Entry<String, AttrValue> attribute : new TreeMap<>(node.getAttrMap()).entrySet()) {
            // Attributes that begin so are TensorFlow's own notes.
            if (!attribute.getKey().startsWith("_")) {
                byte[] value = attribute.getValue().toByteArray();
                add(hash, attribute.getKey() + " " + value.length);
                hash.add(value, 0, value.length);
            }
        }
    }

    private static void add(Sha256 hash, String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        hash.add(bytes, 0, bytes.length);
    }

    /** An input is {@code node}, {@code node:1} or, for one that is only waited for, {@code ^node}. */
    private static String nodeOf(String input) {
        String name = input.startsWith("^") ? input.substring(1) : input;
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
