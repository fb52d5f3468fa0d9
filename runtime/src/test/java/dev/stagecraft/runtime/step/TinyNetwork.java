package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.network.Contract;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.TrainingDefaults;
import java.io.InputStream;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network of one convolution, written by hand as the processor would. */
public class TinyNetwork implements Network {
    private final int channels;
    private final int contract;

    public TinyNetwork(int channels) {
        this(channels, Contract.NUMBER);
    }

    TinyNetwork(int channels, int contract) {
        this.channels = channels;
        this.contract = contract;
    }

    @Override
    public String name() {
        return "test.Tiny";
    }

    @Override
    public int contract() {
        return contract;
    }

    @Override
    public ImageShape input() {
        return new ImageShape(8, 8, 1);
    }

    @Override
    public int classes() {
        return 10;
    }

    @Override
    public TrainingDefaults training() {
        return TrainingDefaults.builder().epochs(2).batchSize(64).build();
    }

    @Override
    public InputStream layerTable() {
        return InputStream.nullInputStream();
    }

    @Override
    public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
        NetworkBuilder stem = net.at("stem");
        Operand<TFloat32> kernel =
                stem.variable("conv/kernel", Initializer.glorotUniform(), 3, 3, input().channels(), channels);
        Operand<TFloat32> x = stem.pad("conv_pad", images, 1, 0f);
        x = stem.tf().withName("conv").nn.conv2d(x, kernel, List.of(1L, 2L, 2L, 1L), "VALID");
        x = stem.batchNorm("norm", x, 0.9f, 1e-5f);
        return stem.tf().withName("relu").nn.relu(x);
    }

    @Override
    public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
        Operand<TFloat32> x = features(net, images);
        NetworkBuilder head = net.at("head");
        Ops tf = head.tf();
        x = tf.withName("pool").math.mean(x, tf.withName("pool_axes").array(1, 2));
        Operand<TFloat32> dense = head.variable("dense/kernel", Initializer.glorotUniform(), channels, classes());
        x = tf.withName("dense").linalg.matMul(x, dense);
        return tf.withName("dense_bias").nn.biasAdd(x, head.variable("dense/bias", Initializer.zeros(), classes()));
    }
}
