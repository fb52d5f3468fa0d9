package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A hash that identifies images; {@code SavedImages} of a checkpoint stores it. */
public final class DataFingerprint {
    /** Earlier versions hashed only this many images, spread evenly. */
    private static final int MOST_SAMPLED = 1024;

    private static final int LABELS_AT_A_TIME = 1 << 16;
    private static final int CONTENTS_AT_A_TIME = 1 << 12;

    private DataFingerprint() {}

    /**
     * SHA-256 in hexadecimal over the number of images, their shape, the number of classes, all labels and all images:
     * every number has four bytes, most significant first. Every image is read once. If images have several sizes,
     * height and width are 0 in the shape, and those of each image come before it. If images have a content, such as files,
     * it takes the place of the values: the length of the image's key in UTF-8, the key, the number of bytes of the content
     * with eight bytes, and their SHA-256 with 32 bytes. Contents that are not known yet are read by several threads.
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
        for (int from = 0; from < images.size(); from += CONTENTS_AT_A_TIME) {
            List<Optional<Content>> contents =
                    contents(images, from, Math.min(images.size(), from + CONTENTS_AT_A_TIME));
            for (int i = 0; i < contents.size(); i++) {
                if (contents.get(i).isPresent()) {
                    add(hash, images.key(from + i), contents.get(i).get());
                } else {
                    add(hash, bytes.read(from + i));
                }
            }
        }
        return hash.hex();
    }

    private static List<Optional<Content>> contents(LabeledImages images, int from, int to) {
        IntStream indices = IntStream.range(from, to);
        return (images.severalThreads() ? indices.parallel() : indices)
                .mapToObj(images::content)
                .toList();
    }

    private static void add(Sha256 hash, String key, Content content) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        add(hash, name.length);
        hash.add(name)
                .add(ByteBuffer.allocate(Long.BYTES).putLong(content.size()).array());
        hash.add(HexFormat.of().parseHex(content.sha256()));
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
