package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.runtime.network.Network;
import java.util.Random;

/** The data that every side computes with: drawn pixels and labels. */
final class Synthetic {
    /** Of stochastic gradient descent. */
    static final float MOMENTUM = 0.9f;

    private Synthetic() {}

    /** A generated network by the name of its class. */
    static Network network(String name) throws ReflectiveOperationException {
        return Class.forName(name).asSubclass(Network.class).getConstructor().newInstance();
    }

    /** Pixels, in row-major order with the channels last. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** The same pixels, from 0 to 1. */
    static float[] floats(int count) {
        byte[] bytes = bytes(count);
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (bytes[i] & 0xff) / 255f;
        }
        return floats;
    }

    /** A class for each image. */
    static int[] labels(int count, int classes) {
        return new Random(2).ints(count, 0, classes).toArray();
    }
}
