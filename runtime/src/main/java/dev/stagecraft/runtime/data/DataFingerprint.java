package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.Sha256;
import java.nio.ByteBuffer;

/**
 * One hash by which a data set is known again: its sizes, all labels, and some images spread evenly over it, so that a
 * large set is not read as a whole.
 */
public final class DataFingerprint {
    private static final int MOST_IMAGES = 1024;

    private DataFingerprint() {}

    /** SHA-256 in hexadecimal. */
    public static String of(LabeledImages images) {
        Sha256 hash = new Sha256();
        add(hash, images.size(), images.shape().height(), images.shape().width());
        add(hash, images.shape().channels(), images.classes());
        ByteBuffer labels = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, images.size()));
        for (int i = 0; i < images.size(); i++) {
            labels.putInt(images.label(i));
        }
        hash.add(labels.array(), 0, labels.position());
        int count = Math.min(images.size(), MOST_IMAGES);
        ByteBuffer image = ByteBuffer.allocate(images.shape().values());
        for (int i = 0; i < count; i++) {
            images.read((int) ((long) i * images.size() / count), image.clear());
            hash.add(image.array(), 0, image.position());
        }
        return hash.hex();
    }

    private static void add(Sha256 hash, int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        hash.add(bytes.array(), 0, bytes.position());
    }
}
