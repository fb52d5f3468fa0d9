package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import java.io.InputStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A network up to its last stage. What the processor generates implements it; a type that carries {@code @Features} is
 * nothing more.
 */
public interface Backbone {
    /** The binary name of the annotated type, as in {@code com.acme.FashionResNet18}. */
    String name();

    /** The number of the {@link Contract} that the class was generated for. */
    int contract();

    /** Height, width and channels of the images that the network takes. */
    ImageShape input();

    /** What becomes of an image before the network sees it; unless a network says otherwise, values from 0 to 1. */
    default Preprocessing preprocessing() {
        return Preprocessing.usual(input());
    }

    /** How it is trained where nobody says otherwise. */
    TrainingDefaults training();

    /**
     * The layer table as JSON in UTF-8, whose form {@code docs/layer-table.md} describes. The caller closes the
     * stream.
     */
    InputStream layerTable();

    /**
     * Builds the stem and all stages once, for the builder's phase; in pre-activation also the normalization and
     * activation that the last block leaves to be done.
     *
     * @param net where to build, at the root of the network
     * @param images {@code [batch, height, width, channels]}
     * @return the feature map, {@code [batch, height, width, channels]}
     */
    Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images);

    /**
     * The network that this becomes with a global average pool and a dense layer, whose variables are {@code
     * head/dense/kernel}, of Glorot's uniform initializer, and {@code head/dense/bias}. The layer table stays that of the
     * backbone.
     *
     * @param classes number of classes, 2 or more
     * @throws dev.stagecraft.runtime.BadInputException where there are fewer
     */
    default Network withHead(int classes) {
        return new HeadedBackbone(this, classes);
    }
}
