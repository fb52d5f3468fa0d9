package dev.stagecraft.weights.name;

import java.util.List;

/** How the values of a variable lie in a tensor of a file. */
public enum Layout {
    /** In the same order and shape. */
    SAME("unchanged"),
    /** A kernel {@code [height, width, in, out]} of ours is {@code [out, in, height, width]} there. */
    KERNEL("axes reordered from OIHW to HWIO"),
    /** A kernel {@code [in, out]} of ours is {@code [out, in]} there. */
    DENSE("transposed"),
    /** A kernel {@code [in, out]} of ours is a convolution's {@code [out, in, 1, 1]} there. */
    POINTWISE("1×1 kernel transposed to a dense one"),
    /** A kernel {@code [size, 1, 1, 1]} of ours is {@code [1, 1, size]} there. */
    CHANNELS("reshaped");

    private static final int KERNEL_RANK = 4;

    private final String text;

    Layout(String text) {
        this.text = text;
    }

    /** What happens to a tensor that is loaded, as in {@code transposed}. */
    public String text() {
        return text;
    }

    /**
     * The shape of the tensor.
     *
     * @param shape the variable's
     * @throws IllegalArgumentException if a variable of this layout has another rank
     */
    public List<Long> tensorShape(List<Long> shape) {
        int rank = switch (this) {
            case SAME -> shape.size();
            case KERNEL, CHANNELS -> KERNEL_RANK;
            case DENSE, POINTWISE -> 2;
        };
        if (shape.size() != rank) {
            throw new IllegalArgumentException(shape + " is not of rank " + rank);
        }
        return switch (this) {
            case SAME -> shape;
            case KERNEL -> List.of(shape.get(3), shape.get(2), shape.get(0), shape.get(1));
            case DENSE -> List.of(shape.get(1), shape.get(0));
            case POINTWISE -> List.of(shape.get(1), shape.get(0), 1L, 1L);
            case CHANNELS -> List.of(1L, 1L, shape.get(0));
        };
    }

    /** The shape of the variable that a tensor of a shape would be; the tensor's own if it has another rank. */
    List<Long> variableShape(List<Long> tensor) {
        return switch (this) {
            case KERNEL ->
                tensor.size() == KERNEL_RANK
                        ? List.of(tensor.get(2), tensor.get(3), tensor.get(1), tensor.get(0))
                        : tensor;
            case DENSE -> tensor.size() == 2 ? List.of(tensor.get(1), tensor.get(0)) : tensor;
            case POINTWISE -> tensor.size() == KERNEL_RANK ? List.of(tensor.get(1), tensor.get(0)) : tensor;
            case CHANNELS -> tensor.size() == 3 ? List.of(tensor.get(2), 1L, 1L, 1L) : tensor;
            case SAME -> tensor;
        };
    }

    /**
     * The values of a variable, in row-major order.
     *
     * @param tensor the values of the tensor, in row-major order
     * @param shape the variable's
     * @return a new array, or {@code tensor} itself if the order is the same
     */
    public float[] toVariable(float[] tensor, List<Long> shape) {
        return moved(tensor, shape, true);
    }

    /**
     * The values of a tensor, in row-major order.
     *
     * @param variable the values of the variable, in row-major order
     * @param shape the variable's
     * @return a new array, or {@code variable} itself if the order is the same
     */
    public float[] toTensor(float[] variable, List<Long> shape) {
        return moved(variable, shape, false);
    }

    /** A dense kernel is a convolution's of one pixel. */
    private float[] moved(float[] from, List<Long> shape, boolean toVariable) {
        if (this == SAME || this == CHANNELS) {
            return from;
        }
        int rank = shape.size();
        int out = Math.toIntExact(shape.get(rank - 1));
        int in = Math.toIntExact(shape.get(rank - 2));
        int pixels = rank == 2 ? 1 : Math.toIntExact(shape.get(0) * shape.get(1));
        float[] to = new float[from.length];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    int ours = (pixel * in + i) * out + o;
                    int theirs = (o * in + i) * pixels + pixel;
                    if (toVariable) {
                        to[ours] = from[theirs];
                    } else {
                        to[theirs] = from[ours];
                    }
                }
            }
        }
        return to;
    }
}
