package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.NetworkBuilder;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A stem and two stages of bottleneck blocks: seven of 4×4 pixels, and three of 2×2. */
public final class BottleneckNetwork extends TinyNetwork {
    private static final int CHANNELS = 4;
    private static final int WIDE = 16;

    public BottleneckNetwork() {
        super(WIDE);
    }

    @Override
    public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
        Operand<TFloat32> x = convolution(net.at("stem"), "conv", images, 3, 1, CHANNELS, 2);
        x = block(net.at("stage1").at("block1"), x, CHANNELS, 1);
        for (int i = 2; i <= 7; i++) {
            x = block(net.at("stage1").at("block" + i), x, WIDE, 1);
        }
        x = block(net.at("stage2").at("block1"), x, WIDE, 2);
        x = block(net.at("stage2").at("block2"), x, WIDE, 1);
        return block(net.at("stage2").at("block3"), x, WIDE, 1);
    }

    private static Operand<TFloat32> block(NetworkBuilder block, Operand<TFloat32> images, int channels, int stride) {
        Operand<TFloat32> shortcut = images;
        if (channels != WIDE || stride != 1) {
            NetworkBuilder projection = block.at("shortcut");
            shortcut = projection.batchNorm(
                    "norm", convolution(projection, "conv", images, 1, channels, WIDE, stride), 0.9f, 1e-5f);
        }
        Operand<TFloat32> x = convolution(block, "conv1", images, 1, channels, CHANNELS, stride);
        x = block.tf().withName("relu1").nn.relu(block.batchNorm("norm1", x, 0.9f, 1e-5f));
        x = convolution(block, "conv2", x, 3, CHANNELS, CHANNELS, 1);
        x = block.tf().withName("relu2").nn.relu(block.batchNorm("norm2", x, 0.9f, 1e-5f));
        x = block.batchNorm("norm3", convolution(block, "conv3", x, 1, CHANNELS, WIDE, 1), 0.9f, 1e-5f);
        return block.tf()
                .withName("relu")
                .nn
                .relu(block.tf().withName("sum").math.add(x, shortcut));
    }

    private static Operand<TFloat32> convolution(
            NetworkBuilder net, String name, Operand<TFloat32> images, int size, int from, int to, long stride) {
        Operand<TFloat32> kernel = net.variable(name + "/kernel", Initializer.glorotUniform(), size, size, from, to);
        return net.tf().withName(name).nn.conv2d(images, kernel, List.of(1L, stride, stride, 1L), "SAME");
    }
}
