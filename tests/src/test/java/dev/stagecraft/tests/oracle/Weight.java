package dev.stagecraft.tests.oracle;

import java.util.Random;

/** What a variable holds. */
final class Weight {
    private final long[] shape;
    private final boolean trainable;
    private final float[] values;

    private Weight(long[] shape, boolean trainable, float[] values) {
        this.shape = shape;
        this.trainable = trainable;
        this.values = values;
    }

    /** Random values of a likely size for a variable of that name. */
    static Weight draw(String name, long[] shape, boolean trainable, Random random) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        long out = shape[shape.length - 1];
        String kind = name.substring(name.lastIndexOf('/') + 1);
        float[] values = new float[Math.toIntExact(size)];
        for (int i = 0; i < values.length; i++) {
            double value = switch (kind) {
                case "kernel" -> random.nextGaussian() * Math.sqrt(2.0 * out / size);
                case "gamma" -> random.nextInt(4) == 0 ? -uniform(random) : uniform(random);
                case "moving_variance" -> uniform(random);
                case "beta", "bias", "moving_mean" -> random.nextGaussian() * 0.3;
                default -> throw new IllegalArgumentException(name);
            };
            values[i] = (float) value;
        }
        return new Weight(shape, trainable, values);
    }

    /** The same variable with other values. */
    Weight with(float[] others) {
        return new Weight(shape, trainable, others);
    }

    /** Its dimensions; kernels are {@code [height, width, in, out]}, dense ones {@code [in, out]}. */
    long[] shape() {
        return shape;
    }

    /** Whether it has a gradient; moving statistics have none. */
    boolean trainable() {
        return trainable;
    }

    /** In row-major order. */
    float[] values() {
        return values;
    }

    private static double uniform(Random random) {
        return 0.5 + random.nextDouble();
    }
}
