package dev.stagecraft.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor to be written.
 *
 * @param name its name in the file; each name once
 * @param dtype the type of its elements
 * @param shape its sizes, the slowest first; empty for a single value
 * @param content gives its bytes when its turn comes
 */
public record OutgoingTensor(String name, Dtype dtype, List<Long> shape, Content content) {
    private static final int CHUNK = 1 << 16;

    public OutgoingTensor {
        shape = List.copyOf(shape);
    }

    /** Gives a tensor's bytes when its turn comes, so that no more than one tensor has to be in memory. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the elements in row-major order, each in little-endian order.
         *
         * @param target takes exactly the bytes that type and shape say
         * @throws IOException if the values cannot be read, or the target throws it
         */
        void writeTo(WritableByteChannel target) throws IOException;
    }

    /**
     * A tensor of {@code float}.
     *
     * @param name its name in the file
     * @param shape its sizes, the slowest first
     * @param values gives the elements in row-major order when the tensor's turn comes; they are not kept
     */
    public static OutgoingTensor floats(String name, List<Long> shape, Supplier<float[]> values) {
        return new OutgoingTensor(name, Dtype.F32, shape, target -> writeFloats(values.get(), target));
    }

    /**
     * A single whole number of 64 bits, as PyTorch keeps {@code num_batches_tracked}.
     *
     * @param name its name in the file
     * @param value the number
     */
    public static OutgoingTensor number(String name, long value) {
        return new OutgoingTensor(name, Dtype.I64, List.of(), target -> {
            ByteBuffer bytes = littleEndian(Long.BYTES).putLong(value).flip();
            drain(bytes, target);
        });
    }

    private static void writeFloats(float[] values, WritableByteChannel target) throws IOException {
        ByteBuffer chunk = littleEndian((int) Math.min(CHUNK, (long) values.length * Float.BYTES));
        for (float value : values) {
            if (!chunk.hasRemaining()) {
                drain(chunk.flip(), target);
                chunk.clear();
            }
            chunk.putFloat(value);
        }
        drain(chunk.flip(), target);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void drain(ByteBuffer bytes, WritableByteChannel target) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }
}
