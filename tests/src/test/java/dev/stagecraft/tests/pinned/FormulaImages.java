package dev.stagecraft.tests.pinned;

import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Images whose every value is whole-number arithmetic of its place, the same on every JDK. */
record FormulaImages(int size, int first) implements LabeledImages {
    /** What the pinned runs were trained on; its name stands in their manifests. */
    static final DataSet DATA = new DataSet("formula images", new FormulaImages(80, 0), new FormulaImages(40, 80));

    private static final int SIDE = 8;

    @Override
    public ImageShape shape() {
        return new ImageShape(SIDE, SIDE, 1);
    }

    @Override
    public int classes() {
        return 10;
    }

    @Override
    public void read(int index, ByteBuffer target) {
        int image = first + Objects.checkIndex(index, size);
        int label = label(index);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                int stripes = (row * (label % 3) + column * (label / 3)) * 37;
                int noise = (image * 7 + row * 13 + column * 5) * 11 % 64;
                target.put((byte) (stripes % 192 + noise));
            }
        }
    }

    @Override
    public int label(int index) {
        return (first + Objects.checkIndex(index, size)) * 7 % 10;
    }
}
