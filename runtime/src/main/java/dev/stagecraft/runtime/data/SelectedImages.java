package dev.stagecraft.runtime.data;

/**
 * Some of other images, in an order of their own.
 *
 * @param images of these
 * @param indices which ones
 */
@SuppressWarnings("ArrayRecordComponent") // The indices are taken over and not changed; nobody compares two.
record SelectedImages(LabeledImages images, int[] indices) implements Selection {
    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public int at(int index) {
        return indices[index];
    }
}
