package dev.stagecraft.runtime.state;

import dev.stagecraft.runtime.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat32;

/**
 * What all weights of a network come to.
 *
 * @param sha256 over the values, float32 and little-endian, variable by variable in name order, in hexadecimal
 * @param finite whether no value is NaN or infinite
 */
public record WeightsHash(String sha256, boolean finite) {
    private static final int CHUNK_BYTES = 1 << 20;

    /** Of tensors in their order. */
    public static WeightsHash of(List<TFloat32> tensors) {
        Sha256 hash = new Sha256();
        boolean finite = true;
        for (TFloat32 tensor : tensors) {
            ByteDataBuffer data = tensor.asRawTensor().data();
            byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, data.size())];
            for (long at = 0; at < data.size(); at += chunk.length) {
                int count = (int) Math.min(chunk.length, data.size() - at);
                // Every platform that TensorFlow Java runs on is little-endian.
                data.offset(at).read(chunk, 0, count);
                hash.add(chunk, 0, count);
                finite &= isFinite(chunk, count);
            }
        }
        return new WeightsHash(hash.hex(), finite);
    }

    private static boolean isFinite(byte[] bytes, int count) {
        ByteBuffer values = ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            if (!Float.isFinite(values.getFloat())) {
                return false;
            }
        }
        return true;
    }
}
