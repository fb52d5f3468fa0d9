package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataNoticesTest {
    private static final ImageShape SHAPE = new ImageShape(3, 3, 1);

    @Test
    void wholeSetIsNotSpokenOf() {
        assertEquals(List.of(), DataNotices.of(new DataSet("set", images(20, 0, 3), images(9, 100, 3))));
        assertEquals(List.of(), DataNotices.of(Shapes.draw(1, 500, 100)));
        assertEquals(List.of(), DataNotices.of(new DataSet("set", images(3, 0, 3), images(0, 0, 3))));
    }

    @Test
    void classesWithoutImagesAreNamed() {
        assertEquals(
                List.of("none of the 20 training images is of class 2: a class without images is never learned"),
                DataNotices.of(new DataSet("set", images(20, 0, 2), images(9, 100, 3))));
        assertEquals(
                List.of(
                        "none of the 4 training images is of class 2: a class without images is never learned",
                        "all 1 test images are of class 0: the other 2 classes are not measured"),
                DataNotices.of(new DataSet("set", images(4, 0, 2), images(1, 100, 3))));
    }

    @Test
    void manyClassesWithoutImagesAreCounted() {
        LabeledImages few = new Labeled(images(2, 0, 2), 1_000);
        LabeledImages none = new Labeled(images(0, 0, 2), 1_000);
        assertEquals(
                List.of("none of the 2 training images is of class 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 988 more: a"
                        + " class without images is never learned"),
                DataNotices.of(new DataSet("set", few, none)));
    }

    @Test
    void oneClassIsSaid() {
        assertEquals(
                List.of("all 20 training images are of class 0: the other 2 classes are never learned"),
                DataNotices.of(new DataSet("set", images(20, 0, 1), images(9, 100, 3))));
    }

    @Test
    void equalImagesAreSaid() {
        LabeledImages equal = new ImagesInMemory(SHAPE, 3, new byte[9 * 9], new byte[] {0, 1, 2, 0, 1, 2, 0, 1, 2});
        assertEquals(
                List.of("all 9 training images are equal"),
                DataNotices.of(new DataSet("set", equal, images(9, 100, 3))));
    }

    @Test
    void sharedImagesAreCounted() {
        assertEquals(
                List.of("5 of the 9 test images are also training images: the test accuracy is higher than it"
                        + " would be on new images"),
                DataNotices.of(new DataSet("set", images(20, 0, 3), images(9, 15, 3))));
    }

    /** Images that differ in their last byte at least, of classes that take turns. */
    private static LabeledImages images(int count, int first, int classes) {
        byte[] values = new byte[count * SHAPE.values()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            values[(i + 1) * SHAPE.values() - 1] = (byte) (first + i);
            labels[i] = (byte) (i % classes);
        }
        return new ImagesInMemory(SHAPE, 3, values, labels);
    }

    private record Labeled(LabeledImages images, int classes) implements LabeledImages {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public ImageShape shape() {
            return images.shape();
        }

        @Override
        public void read(int index, ByteBuffer target) {
            images.read(index, target);
        }

        @Override
        public int label(int index) {
            return images.label(index);
        }
    }
}
