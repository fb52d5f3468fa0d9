package dev.stagecraft.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Takes as many bytes as were announced, and no more. */
final class CountedTarget implements WritableByteChannel {
    private final String name;
    private final WritableByteChannel target;
    private long left;

    CountedTarget(TensorEntry entry, WritableByteChannel target) {
        this.name = ForeignName.printed(entry.name());
        this.target = target;
        this.left = entry.bytes();
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > left) {
            throw new IllegalStateException(name + ": the content is longer than type and shape say, by "
                    + (bytes.remaining() - left) + " bytes or more");
        }
        int written = target.write(bytes);
        left -= written;
        return written;
    }

    void requireFull() {
        if (left > 0) {
            throw new IllegalStateException(
                    name + ": the content is shorter than type and shape say, by " + left + " bytes");
        }
    }

    @Override
    public boolean isOpen() {
        return target.isOpen();
    }

    /** Others write after it; whoever opened the target closes it. */
    @Override
    public void close() {}
}
