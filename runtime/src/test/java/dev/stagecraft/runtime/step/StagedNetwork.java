package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.NetworkBuilder;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A stem and two stages of one convolution each; the second stage drops values at random in training. */
public final class StagedNetwork extends TinyNetwork {
    private static final int CHANNELS = 4;

    public StagedNetwork() {
        super(CHANNELS);
    }

    @Override
    public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
        Operand<TFloat32> x = super.features(net, images);
        x = stage(net.at("stage1").at("block1"), x);
        return net.at("stage2")
                .at("block1")
                .dropout("dropout", stage(net.at("stage2").at("block1"), x), 0.5f);
    }

    private static Operand<TFloat32> stage(NetworkBuilder block, Operand<TFloat32> images) {
        Operand<TFloat32> kernel =
                block.variable("conv1/kernel", Initializer.glorotUniform(), 3, 3, CHANNELS, CHANNELS);
        Operand<TFloat32> x = block.tf().withName("conv1").nn.conv2d(images, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
        return block.tf().withName("relu").nn.relu(block.batchNorm("norm1", x, 0.9f, 1e-5f));
    }
}
