package dev.stagecraft.processor.shape;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A tensor that an operation makes for one image, or keeps.
 *
 * @param name what it is to the operation, as in {@code kernel}
 * @param dims each 1 or more
 * @param ofTheWindow whether the window's size, and not the number of channels, makes most of it
 */
public record Tensor(String name, List<Long> dims, boolean ofTheWindow) {
    /** The name of what training changes. */
    public static final String KERNEL = "kernel";

    /** Copies the list. */
    public Tensor {
        dims = List.copyOf(dims);
    }

    /** What an operation gives. */
    static Tensor output(Shape shape) {
        return new Tensor("output", longs(shape.dims()), false);
    }

    /** An image with the pixels that its height and its width are padded with. */
    static Tensor padded(long pixels, Shape image) {
        return new Tensor(
                "padded input",
                List.of(image.height() + pixels, image.width() + pixels, (long) image.channels()),
                true);
    }

    /** What training changes. */
    static Tensor kernel(List<Integer> dims, boolean ofTheWindow) {
        return new Tensor(KERNEL, longs(dims), ofTheWindow);
    }

    private static List<Long> longs(List<Integer> dims) {
        return dims.stream().map(Integer::longValue).toList();
    }

    /** How many values it has. */
    public BigInteger values() {
        return dims.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** Its dimensions as a product: {@code 3 · 3 · 64 · 128}. */
    public String factors() {
        return dims.stream().map(String::valueOf).collect(Collectors.joining(" · "));
    }
}
