package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntPredicate;

/** The labels and sizes of some images, with values that are read in another way. */
record OtherImages(LabeledImages images, Reading reading) implements LabeledImages {
    /** How an image's values are put. */
    interface Reading {
        void read(int index, ByteBuffer target);
    }

    /** Images of which some are black. */
    static OtherImages black(LabeledImages images, IntPredicate black) {
        return new OtherImages(images, (index, target) -> {
            if (black.test(index)) {
                target.put(new byte[images.shape().values()]);
            } else {
                images.read(index, target);
            }
        });
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public ImageShape shape() {
        return images.shape();
    }

    @Override
    public int classes() {
        return images.classes();
    }

    @Override
    public List<String> classNames() {
        return images.classNames();
    }

    @Override
    public void read(int index, ByteBuffer target) {
        reading.read(index, target);
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }
}
