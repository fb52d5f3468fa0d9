package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A hash that identifies images; {@code SavedImages} of a checkpoint stores it. */
public final class DataFingerprint {
    /** Earlier versions hashed only this many images, spread evenly. */
    private static final int MOST_SAMPLED = 1024;

    private static final int LABELS_AT_A_TIME = 1 << 16;

    private DataFingerprint() {}

    /**
     * SHA-256 in hexadecimal over the number of images, their shape, the number of classes, all labels and all images:
     * every number has four bytes, most significant first. Every image is read once. If images have several sizes,
     * height and width are 0 in the shape, and those of each image come before it. If images have encoded bytes, such as
     * files, those are hashed in place of the values; before them come the length of the image's key in UTF-8, their own
     * length, and the key.
     */
    public static String of(LabeledImages given) {
        LabeledImages images = CheckedImages.of(given);
        Sha256 hash = new Sha256();
        addSizes(hash, images);
        ByteBuffer labels = ByteBuffer.allocate(Integer.BYTES * LABELS_AT_A_TIME);
        for (int i = 0; i < images.size(); i++) {
            labels.putInt(images.label(i));
            if (!labels.hasRemaining() || i == images.size() - 1) {
                hash.add(labels.array(), 0, labels.position());
                labels.clear();
            }
        }
        ImageBytes bytes = new ImageBytes(images);
        for (int i = 0; i < images.size(); i++) {
            Optional<byte[]> encoded = images.encoded(i);
            if (encoded.isPresent()) {
                byte[] key = images.key(i).getBytes(StandardCharsets.UTF_8);
                add(hash, key.length, encoded.get().length);
                hash.add(key).add(encoded.get());
            } else {
                add(hash, bytes.read(i));
            }
        }
        return hash.hex();
    }

    /**
     * The hash of earlier versions, for checkpoints that they wrote: over all labels and at most 1,024 of the images.
     */
    public static String sampled(LabeledImages given) {
        LabeledImages images = CheckedImages.of(given);
        Sha256 hash = new Sha256();
        addSizes(hash, images);
        ByteBuffer labels = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, images.size()));
        for (int i = 0; i < images.size(); i++) {
            labels.putInt(images.label(i));
        }
        hash.add(labels.array(), 0, labels.position());
        int count = Math.min(images.size(), MOST_SAMPLED);
        ImageBytes bytes = new ImageBytes(images);
        for (int i = 0; i < count; i++) {
            add(hash, bytes.read((int) ((long) i * images.size() / count)));
        }
        return hash.hex();
    }

    private static void addSizes(Sha256 hash, LabeledImages images) {
        Optional<ImageShape> shape = images.oneShape();
        add(
                hash,
                images.size(),
                shape.map(ImageShape::height).orElse(0),
                shape.map(ImageShape::width).orElse(0));
        add(hash, images.channels(), images.classes());
    }

    private static void add(Sha256 hash, ByteBuffer image) {
        hash.add(image.array(), image.arrayOffset() + image.position(), image.remaining());
    }

    private static void add(Sha256 hash, int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        hash.add(bytes.array(), 0, bytes.position());
    }
}
