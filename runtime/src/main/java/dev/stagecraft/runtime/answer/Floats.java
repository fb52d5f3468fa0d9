package dev.stagecraft.runtime.answer;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A list of numbers that takes four bytes for each. */
final class Floats extends AbstractList<Float> implements RandomAccess {
    private final float[] values;

    /** @param values which nobody changes any more */
    Floats(float[] values) {
        this.values = values;
    }

    static Floats of(List<Float> values) {
        float[] copy = new float[values.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values.get(i);
        }
        return new Floats(copy);
    }

    float[] toFloats() {
        return values.clone();
    }

    @Override
    public Float get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
