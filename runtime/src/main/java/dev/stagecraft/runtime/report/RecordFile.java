package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.io.MaskedCrc;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.proto.Event;

/**
 * A file of TensorFlow's records: length, the length's checksum, the bytes, their checksum; all numbers little-endian. It is
 * always a new one.
 */
final class RecordFile implements Closeable {
    private final OutputStream file;
    private final OutputStream buffered;

    RecordFile(OutputStream file) {
        this.file = file;
        this.buffered = new BufferedOutputStream(file);
    }

    /** A file with a name by which TensorBoard knows it, and reads it after those that are there. */
    static RecordFile create(Path folder) throws IOException {
        String name = String.format("events.out.tfevents.%010d", System.currentTimeMillis() / 1000);
        long process = ProcessHandle.current().pid();
        for (int i = 0; ; i++) {
            Path file = folder.resolve(name + String.format(".%d.%d.stagecraft", process, i));
            try {
                // Created first, so that no link is followed; then opened as a stream, which an interruption does not
                // close.
                Files.createFile(file);
                return new RecordFile(new FileOutputStream(file.toFile()));
            } catch (FileAlreadyExistsException e) {
                // Another network of this process began in the same second.
            }
        }
    }

    void add(Event.Builder event) throws IOException {
        byte[] bytes = event.build().toByteArray();
        byte[] length = number(Long.BYTES).putLong(bytes.length).array();
        buffered.write(length);
        buffered.write(checksum(length));
        buffered.write(bytes);
        buffered.write(checksum(bytes));
    }

    private static byte[] checksum(byte[] bytes) {
        return number(Integer.BYTES)
                .putInt(MaskedCrc.of(bytes, 0, bytes.length))
                .array();
    }

    private static ByteBuffer number(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    void flush() throws IOException {
        buffered.flush();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            buffered.flush();
        }
    }

    /** Closes the file without another write. */
    void abandon() {
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger(RecordFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "a file that was given up cannot be closed", e);
        }
    }
}
