package dev.stagecraft.weights.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files made byte by byte, right and wrong. */
final class TestFile {
    /** One tensor of 4 bytes. */
    static final String ONE = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";

    private TestFile() {}

    /** A header after its length, and data of zeros. */
    static byte[] of(String header, int data) {
        return of(header.getBytes(StandardCharsets.UTF_8), new byte[data]);
    }

    static byte[] of(byte[] header, byte[] data) {
        return of(header.length, header, data);
    }

    static byte[] of(long length, byte[] header, byte[] data) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array());
        all.writeBytes(header);
        all.writeBytes(data);
        return all.toByteArray();
    }

    static Path write(Path folder, byte[] content) throws IOException {
        return Files.write(folder.resolve("model.safetensors"), content);
    }
}
