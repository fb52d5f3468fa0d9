package dev.stagecraft.runtime.graph;

import dev.stagecraft.runtime.data.ImageShape;
import java.io.InputStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network that can build itself; what the processor generates implements it. */
public interface Network {
    /** The binary name of the annotated type, as in {@code com.acme.FashionResNet18}. */
    String name();

    /** The version of the runtime that the class was generated for. */
    String runtimeVersion();

    /** Height, width and channels of the images that the network takes. */
    ImageShape input();

    /** Number of classes, 2 or more. */
    int classes();

    /** How it is trained where nobody says otherwise. */
    TrainingDefaults training();

    /**
     * The layer table as JSON in UTF-8, whose form {@code docs/layer-table.md} describes. The caller closes the
     * stream.
     */
    InputStream layerTable();

    /**
     * Builds the network once, for the builder's phase.
     *
     * @param net where to build, at the root of the network
     * @param images {@code [batch, height, width, channels]}
     * @return the logits, {@code [batch, classes]}
     */
    Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images);
}
