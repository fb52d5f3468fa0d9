package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import java.io.InputStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A network up to its last stage. Generated classes implement this interface. The class that is generated for a type
 * with {@code @Features} is only a backbone and not a {@link Network}.
 */
public interface Backbone {
    /** The binary name of the annotated type, such as {@code com.acme.FashionResNet18}. */
    String name();

    /** The number of the {@link Contract} that the class was generated for. */
    int contract();

    /** Height, width and channels of the images that the network takes. */
    ImageShape input();

    /** What is done to an image before the network gets it. By default its values are scaled to 0 to 1. */
    default Preprocessing preprocessing() {
        return Preprocessing.usual(input());
    }

    /** The default training settings. Flags and code override them. */
    TrainingDefaults training();

    /**
     * The layer table as JSON in UTF-8, whose format {@code docs/layer-table.md} describes. The caller closes the
     * stream.
     */
    InputStream layerTable();

    /**
     * Builds the stem and all stages once, for the builder's phase; in pre-activation also the normalization and
     * activation after the last block.
     *
     * @param net where to build, at the root of the network
     * @param images {@code [batch, height, width, channels]}
     * @return the feature map, {@code [batch, height, width, channels]}
     */
    Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images);

    /**
     * Adds a head: a global average pool and a dense layer. Its variables are {@code head/dense/kernel}, with first
     * values by Glorot's uniform initializer, and {@code head/dense/bias}. The layer table is still that of the
     * backbone.
     *
     * @param classes number of classes, at least 2
     * @throws dev.stagecraft.runtime.BadInputException if there are fewer
     */
    default Network withHead(int classes) {
        return new HeadedBackbone(this, classes);
    }
}
