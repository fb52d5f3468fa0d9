package dev.stagecraft.runtime.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files for tests. */
public final class IdxFiles {
    private IdxFiles() {}

    /** A whole set: images of 4×3 pixels whose values count up, labels that take turns. */
    public static Path writeSet(Path folder, int train, int test) throws IOException {
        Files.write(folder.resolve(IdxFolder.TRAIN_IMAGES), gzip(images(0x803, train, 4, 3, train * 12)));
        Files.write(folder.resolve(IdxFolder.TRAIN_LABELS), gzip(labels(0x801, train, train)));
        Files.write(folder.resolve(IdxFolder.TEST_IMAGES), gzip(images(0x803, test, 4, 3, test * 12)));
        Files.write(folder.resolve(IdxFolder.TEST_LABELS), gzip(labels(0x801, test, test)));
        return folder;
    }

    /** An images file that says one thing and may hold another. */
    static byte[] images(int magic, int count, int rows, int columns, int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(magic);
        data.writeInt(count);
        data.writeInt(rows);
        data.writeInt(columns);
        for (int i = 0; i < bytes; i++) {
            data.writeByte(i);
        }
        return out.toByteArray();
    }

    static byte[] labels(int magic, int count, int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(magic);
        data.writeInt(count);
        for (int i = 0; i < bytes; i++) {
            data.writeByte(i % 10);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
