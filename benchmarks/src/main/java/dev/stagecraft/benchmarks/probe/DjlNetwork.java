package dev.stagecraft.benchmarks.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * The same residual networks as ours, made of DJL's blocks. DJL's own {@code ResNetV1} cannot be used: it makes bottlenecks
 * of what it calls ResNet-18.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its lists are immutable.
enum DjlNetwork {
    /** ResNet-18 for 96×96 gray images. */
    RESNET_18_96(96, 1, 10, 64, false, List.of(2, 2, 2, 2)),

    /** ResNet-50 with the stride on the 3×3. */
    RESNET_50_224(224, 3, 1000, 64, true, List.of(3, 4, 6, 3)),

    /** ResNet-20 for 32×32 images, its shortcuts padded with zeros. */
    CIFAR_20(32, 3, 10, 16, false, List.of(3, 3, 3));

    private static final int EXPANSION = 4;
    private static final int FIRST_KERNEL = 7;

    private final int side;
    private final int channels;
    private final int classes;
    private final int width;
    private final boolean bottlenecks;
    private final List<Integer> blocks;

    DjlNetwork(int side, int channels, int classes, int width, boolean bottlenecks, List<Integer> blocks) {
        this.side = side;
        this.channels = channels;
        this.classes = classes;
        this.width = width;
        this.bottlenecks = bottlenecks;
        this.blocks = blocks;
    }

    int classes() {
        return classes;
    }

    /** Of images as DJL knows them: {@code [batch, channels, height, width]}. */
    Shape shape(int batch) {
        return new Shape(batch, channels, side, side);
    }

    /**
     * From images to logits.
     *
     * @param inPlace whether the engine may add in place what its gradients do not need
     */
    Block block(boolean inPlace) {
        SequentialBlock all = new SequentialBlock();
        boolean small = this == CIFAR_20;
        addConvolution(all, small ? 3 : FIRST_KERNEL, width, small ? 1 : 2);
        all.add(Activation.reluBlock());
        if (!small) {
            all.add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false));
        }
        int before = width;
        for (int stage = 0; stage < blocks.size(); stage++) {
            int filters = width << stage;
            int after = bottlenecks ? filters * EXPANSION : filters;
            for (int i = 0; i < blocks.get(stage); i++) {
                int stride = i == 0 && stage > 0 ? 2 : 1;
                all.add(residual(before, filters, after, stride, inPlace));
                before = after;
            }
        }
        return all.add(Pool.globalAvgPool2dBlock())
                .add(Linear.builder().setUnits(classes).build());
    }

    private Block residual(int before, int filters, int after, int stride, boolean inPlace) {
        SequentialBlock body = new SequentialBlock();
        addConvolution(body, bottlenecks ? 1 : 3, filters, bottlenecks ? 1 : stride);
        body.add(Activation.reluBlock());
        addConvolution(body, 3, filters, bottlenecks ? stride : 1);
        if (bottlenecks) {
            body.add(Activation.reluBlock());
            addConvolution(body, 1, after, 1);
        }
        return new ParallelBlock(both -> activatedSum(both, inPlace), List.of(body, shortcut(before, after, stride)));
    }

    /** The body's sum may be taken in place, because a normalization's gradient does not need its result. */
    private static NDList activatedSum(List<NDList> both, boolean inPlace) {
        NDArray body = both.get(0).singletonOrThrow();
        NDArray shortcut = both.get(1).singletonOrThrow();
        return new NDList(Activation.relu(inPlace ? body.addi(shortcut) : body.add(shortcut)));
    }

    private Block shortcut(int before, int after, int stride) {
        if (before == after && stride == 1) {
            return Blocks.identityBlock();
        }
        if (this == CIFAR_20) {
            return LambdaBlock.singleton(x -> subsampleAndPad(x, stride, after - before));
        }
        SequentialBlock projection = new SequentialBlock();
        addConvolution(projection, 1, after, stride);
        return projection;
    }

    /** The zeros have channels last, as the pixels have. */
    private static NDArray subsampleAndPad(NDArray x, int stride, int zeros) {
        NDArray sampled = x.get(new NDIndex(":, :, ::" + stride + ", ::" + stride));
        Shape shape = sampled.getShape();
        NDArray padding = x.getManager()
                .zeros(new Shape(shape.get(0), shape.get(2), shape.get(3), zeros))
                .transpose(0, 3, 1, 2);
        return NDArrays.concat(new NDList(sampled, padding), 1);
    }

    private static void addConvolution(SequentialBlock to, int kernel, int filters, int stride) {
        int padding = (kernel - 1) / 2;
        to.add(Conv2d.builder()
                        .setKernelShape(new Shape(kernel, kernel))
                        .setFilters(filters)
                        .optStride(new Shape(stride, stride))
                        .optPadding(new Shape(padding, padding))
                        .optBias(false)
                        .build())
                .add(BatchNorm.builder().build());
    }
}
