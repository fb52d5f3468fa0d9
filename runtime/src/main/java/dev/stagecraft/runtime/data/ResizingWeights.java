package dev.stagecraft.runtime.data;

/**
 * How images of one size are resized to another: each value of the result is a sum of values of the image, multiplied by a
 * weight of its row and a weight of its column. The results differ from {@link Preprocessing#resize} by rounding alone.
 *
 * @param rows the weight of each row of the image in each row of the result, {@code [height of the result, height of the
 *     image]} in row-major order
 * @param columns the same for columns, {@code [width of the result, width of the image]}
 */
@SuppressWarnings("ArrayRecordComponent") // They are handed on and forgotten; nobody compares two.
public record ResizingWeights(float[] rows, float[] columns) {}
