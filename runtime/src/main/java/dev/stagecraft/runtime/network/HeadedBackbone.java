package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import java.io.InputStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A backbone with a default head: a global average pool and a dense layer with Glorot's uniform initializer. */
record HeadedBackbone(Backbone backbone, int classes) implements Network {
    HeadedBackbone {
        if (classes < 2) {
            throw new BadInputException("the number of classes is " + classes + "; it must be at least 2");
        }
    }

    @Override
    public String name() {
        return backbone.name();
    }

    @Override
    public int contract() {
        return backbone.contract();
    }

    @Override
    public ImageShape input() {
        return backbone.input();
    }

    @Override
    public Preprocessing preprocessing() {
        return backbone.preprocessing();
    }

    @Override
    public TrainingDefaults training() {
        return backbone.training();
    }

    @Override
    public InputStream layerTable() {
        return backbone.layerTable();
    }

    @Override
    public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
        return backbone.features(net, images);
    }

    @Override
    public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
        Operand<TFloat32> map = features(net, images);
        NetworkBuilder head = net.at("head");
        Ops tf = head.tf();
        long features = map.shape().get(3);
        Operand<TFloat32> kernel = head.variable("dense/kernel", Initializer.glorotUniform(), features, classes);
        Operand<TFloat32> bias = head.variable("dense/bias", Initializer.zeros(), classes);
        Operand<TFloat32> x =
                tf.withName("pool").math.mean(map, tf.withName("pool_axes").array(1, 2));
        return tf.withName("dense_bias").nn.biasAdd(tf.withName("dense").linalg.matMul(x, kernel), bias);
    }
}
