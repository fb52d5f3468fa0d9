package dev.stagecraft.runtime.report;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;

/**
 * Reads event files by their description alone: records of a 64-bit length, its masked CRC-32C, the bytes, and theirs,
 * all little-endian. It shares no code with what wrote them.
 */
public final class EventReader {
    private static final int MASK_DELTA = 0xa282ead8;

    private EventReader() {}

    public static List<Event> read(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            while (in.available() > 0) {
                byte[] length = in.readNBytes(8);
                requireCrc(length, in, file);
                byte[] content = in.readNBytes(Math.toIntExact(
                        ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()));
                requireCrc(content, in, file);
                events.add(Event.parseFrom(content));
            }
        }
        return events;
    }

    private static void requireCrc(byte[] bytes, DataInputStream in, Path file) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
        int found = Integer.reverseBytes(in.readInt());
        if (found != masked) {
            throw new IOException(file + ": the checksum is " + found + ", expected is " + masked);
        }
    }
}
