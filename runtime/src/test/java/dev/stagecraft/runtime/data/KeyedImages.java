package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Images of a pixel, each with a name.
 *
 * @param keys names, as in {@code cat/1.png}, of which the first letters are the class
 * @param classNames of all classes
 */
record KeyedImages(List<String> keys, List<String> classNames) implements LabeledImages {
    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public ImageShape shape() {
        return new ImageShape(1, 1, 1);
    }

    @Override
    public int classes() {
        return classNames.size();
    }

    @Override
    public void read(int index, ByteBuffer target) {
        target.put((byte) index);
    }

    @Override
    public int label(int index) {
        String key = keys.get(index);
        return classNames.indexOf(key.substring(0, key.indexOf('/')));
    }

    @Override
    public String key(int index) {
        return keys.get(index);
    }
}
