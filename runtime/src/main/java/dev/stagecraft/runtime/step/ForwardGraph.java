package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.GroupedConvolution;
import dev.stagecraft.runtime.host.SessionSettings;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A graph that evaluates a network, whatever else it can do. */
public interface ForwardGraph {
    /** The graph, for sessions. */
    Graph graph();

    /** The graph as a definition. */
    default GraphDef definition() {
        return graph().toGraphDef();
    }

    /** All variables, in the order of the network. */
    List<Variable> variables();

    /** Images, {@code [batch, height, width, channels]}, any batch. */
    Operand<TUint8> images();

    /**
     * The images in the size of the network's input, {@code [batch, height, width, channels]}, 0 to 255. Images that were
     * resized before are fed here, in place of {@link #images}.
     */
    Operand<TFloat32> floats();

    /**
     * The images divided by the preprocessing's scale, {@code [batch, height, width, channels]} of the network's input, before
     * mean and deviation.
     */
    Operand<TFloat32> pixels();

    /** What the images' values are divided by. */
    float scale();

    /** What evaluation gives, {@code [batch, classes]}. */
    Operand<TFloat32> logits();

    /** A device's settings, changed where sessions over this graph, or over one frozen from it, need it. */
    default SessionSettings settings(SessionSettings device) {
        return GroupedConvolution.mayFuse(graph()) ? device : device.withoutFusing();
    }
}
