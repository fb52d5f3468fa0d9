package dev.stagecraft.runtime.data;

/**
 * Images and their classes for one step.
 *
 * @param size number of images
 * @param images their values, NHWC, a byte each
 * @param labels a class per image
 */
@SuppressWarnings("ArrayRecordComponent") // A batch is handed on and forgotten; nobody compares two.
public record Batch(int size, byte[] images, int[] labels) {}
