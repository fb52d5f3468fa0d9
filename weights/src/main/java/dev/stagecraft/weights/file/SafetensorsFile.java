package dev.stagecraft.weights.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An open safetensors file. Opening reads and checks its header alone: every rule of the format, and that the tensors fill
 * the file. Values are read when they are asked for. Instances may be used by several threads.
 */
public final class SafetensorsFile implements AutoCloseable {
    /** The format's own limit. */
    static final int MOST_HEADER = 100_000_000;

    private static final int CHUNK = 1 << 20;
    private static final String MEND = "; download the file again, or save it again with the safetensors library";

    private final Path file;
    private final FileChannel channel;
    private final long dataBegin;
    private final Header header;
    private final List<TensorEntry> entries;

    private SafetensorsFile(Path file, FileChannel channel, long dataBegin, Header header, List<TensorEntry> entries) {
        this.file = file;
        this.channel = channel;
        this.dataBegin = dataBegin;
        this.header = header;
        this.entries = entries;
    }

    /**
     * Opens a file and checks its header.
     *
     * @param file a regular file
     * @throws WeightsFileException if it is not a safetensors file, or breaks a rule of the format
     * @throws IOException if it cannot be read
     */
    public static SafetensorsFile open(Path file) throws IOException {
        ForeignFormat.refuse(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return check(file, channel);
        } catch (Malformed e) {
            channel.close();
            throw new WeightsFileException(file, e.getMessage() + MEND);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static SafetensorsFile check(Path file, FileChannel channel) throws IOException, Malformed {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new Malformed("the file has " + size + " bytes, but begins with the length of its header in 8 bytes");
        }
        ByteBuffer prefix = read(channel, 0, Long.BYTES);
        long length = prefix.getLong();
        if (length < 0 || length > MOST_HEADER) {
            throw new Malformed("the header's length is " + Long.toUnsignedString(length)
                    + " bytes; it must be at most " + MOST_HEADER);
        }
        if (length > size - Long.BYTES) {
            throw new Malformed("the header's length is " + length + " bytes, but only " + (size - Long.BYTES)
                    + " follow; the file was cut off");
        }
        byte[] text = read(channel, Long.BYTES, (int) length).array();
        if (text.length == 0 || text[0] != '{') {
            throw new Malformed("the header does not begin with '{'");
        }
        Utf8.check(text);
        Header header = HeaderReader.read(text);
        long dataBegin = Long.BYTES + length;
        List<TensorEntry> entries = DataLayout.inOrder(header.entries().values(), size - dataBegin);
        return new SafetensorsFile(file, channel, dataBegin, header, entries);
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException, Malformed {
        ByteBuffer read = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, at, read);
        return read.flip();
    }

    /** Fills a buffer. */
    private static void readFully(FileChannel channel, long at, ByteBuffer into) throws IOException, Malformed {
        long next = at;
        while (into.hasRemaining()) {
            int count = channel.read(into, next);
            if (count < 0) {
                throw new Malformed("the file has become shorter while it was read");
            }
            next += count;
        }
    }

    /** The file that was opened. */
    public Path path() {
        return file;
    }

    /** All tensors in the order in which they lie in the file. */
    public List<TensorEntry> entries() {
        return entries;
    }

    /**
     * The tensor of a name.
     *
     * @param name as the file has it
     */
    public Optional<TensorEntry> entry(String name) {
        return Optional.ofNullable(header.entries().get(name));
    }

    /** The pairs of texts under {@code __metadata__}; strangers wrote them. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /**
     * Reads a tensor's values, converted to {@code float}: F64 is rounded to the nearest, F16 and BF16 are exact, whole
     * numbers are rounded to the nearest. Not a number and infinity pass unchanged; F64 beyond the range of {@code float}
     * becomes infinity. Values come in parts of at most 1 MiB of the file.
     *
     * @param entry one of this file's
     * @param sink takes the values in order; it gets no call for an empty tensor
     * @throws IllegalArgumentException if the entry is not of this file, or its type is not {@link Dtype#isReadable readable}
     * @throws WeightsFileException if the file has become shorter
     * @throws IOException if the file cannot be read, or the sink throws it
     */
    public void read(TensorEntry entry, FloatSink sink) throws IOException {
        if (!entry.equals(header.entries().get(entry.name()))) {
            throw new IllegalArgumentException(ForeignName.printed(entry.name()) + " is not a tensor of " + file);
        }
        FloatValues values = FloatValues.of(entry.dtype());
        ByteBuffer chunk =
                ByteBuffer.allocate((int) Math.min(CHUNK, entry.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = entry.begin(); at < entry.end(); at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, entry.end() - at));
            fill(dataBegin + at, chunk);
            sink.accept(values.convert(chunk.flip()));
        }
    }

    private void fill(long at, ByteBuffer into) throws IOException {
        try {
            readFully(channel, at, into);
        } catch (Malformed e) {
            throw new WeightsFileException(file, e.getMessage() + MEND);
        }
    }

    /**
     * The SHA-256 of the whole file, as 64 lower-case hexadecimal digits. Each call reads the file.
     *
     * @throws IOException if the file cannot be read
     */
    public String sha256() throws IOException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long size = channel.size();
        for (long at = 0; at < size; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, size - at));
            fill(at, chunk);
            digest.update(chunk.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
