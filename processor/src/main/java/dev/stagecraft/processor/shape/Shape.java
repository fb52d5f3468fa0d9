package dev.stagecraft.processor.shape;

import java.util.List;
import java.util.StringJoiner;

/**
 * What flows between operations, without the batch: {@code [height, width, channels]} or {@code [features]}.
 *
 * @param dims each 1 or more
 */
public record Shape(List<Integer> dims) {
    /** Copies the list and checks it. */
    public Shape {
        dims = List.copyOf(dims);
        if (dims.stream().anyMatch(dim -> dim < 1)) {
            throw new IllegalArgumentException("a shape without values: " + dims);
        }
    }

    /** An image, HWC. */
    public static Shape image(int height, int width, int channels) {
        return new Shape(List.of(height, width, channels));
    }

    /** A vector of features. */
    public static Shape features(int count) {
        return new Shape(List.of(count));
    }

    /** Pixels from top to bottom. */
    public int height() {
        return dims.get(0);
    }

    /** Pixels from left to right. */
    public int width() {
        return dims.get(1);
    }

    /** Channels of an image, or the features. */
    public int channels() {
        return dims.get(dims.size() - 1);
    }

    /** Number of values. */
    public long values() {
        return dims.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** As diagnostics print it: {@code 28×28×512}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner("×");
        dims.forEach(dim -> text.add(dim.toString()));
        return text.toString();
    }
}
