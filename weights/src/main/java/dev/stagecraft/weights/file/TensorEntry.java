package dev.stagecraft.weights.file;

import java.util.List;

/**
 * What a file says about one of its tensors.
 *
 * @param name the tensor's name as the file has it; a stranger wrote it, so print it with {@link ForeignName#printed}
 * @param dtype the type of its elements
 * @param shape its sizes, the slowest first; empty for a single value
 * @param begin where its first byte is, counted from the end of the header
 * @param end where the byte after its last is, counted from the end of the header
 */
public record TensorEntry(String name, Dtype dtype, List<Long> shape, long begin, long end) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** The number of elements: the product of the sizes, 1 for a single value. */
    public long elements() {
        return (end - begin) * Byte.SIZE / dtype.bits();
    }

    /** The bytes that the tensor takes in the file. */
    public long bytes() {
        return end - begin;
    }
}
