package dev.stagecraft.runtime.network;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network that classifies images. Generated classes implement this interface. */
public interface Network extends Backbone {
    /** Number of classes, at least 2. */
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
