package dev.stagecraft.runtime.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file of a checkpoint, open for reading. It must be a regular file in the folder itself: a link could lead anywhere, and
 * opening a pipe or a device could block forever.
 */
final class Member implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 18;

    private final FileChannel channel;
    private final long size;
    private @Nullable ByteBuffer chunk;

    private Member(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static Member open(Path file) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new Malformed("it is missing");
        }
        if (found.isSymbolicLink()) {
            throw new Malformed("it is a symbolic link; it must be the file itself");
        }
        if (!found.isRegularFile()) {
            throw new Malformed("it is not a regular file");
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            return new Member(channel, channel.size());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** In bytes, when it was opened. */
    long size() {
        return size;
    }

    /** From the first byte on; closing it closes this. */
    InputStream stream() throws IOException {
        channel.position(0);
        return Channels.newInputStream(channel);
    }

    /** All of it, which the caller has found to be small. */
    byte[] bytes() throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(size));
        fill(whole, 0);
        return whole.array();
    }

    /** A part of it, piece by piece in one array. */
    void read(long from, long count, Chunk each) throws IOException {
        if (from < 0 || count < 0 || count > size - from) {
            throw new Malformed("it has " + size + " bytes, but " + count + " bytes are needed from byte " + from);
        }
        if (chunk == null) {
            chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, size));
        }
        for (long at = 0; at < count; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), count - at));
            fill(chunk, from + at);
            each.take(chunk.array(), chunk.limit());
        }
    }

    private void fill(ByteBuffer target, long from) throws IOException {
        long at = from;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new Malformed("it became shorter while it was read");
            }
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
