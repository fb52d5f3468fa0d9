package dev.stagecraft.runtime.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network that classifies images; what the processor generates implements it. */
public interface Network extends Backbone {
    /** Number of classes, 2 or more. */
    int classes();

    /**
     * Builds the whole network once, for the builder's phase.
     *
     * @param net where to build, at the root of the network
     * @param images {@code [batch, height, width, channels]}
     * @return the logits, {@code [batch, classes]}
     */
    Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images);
}
