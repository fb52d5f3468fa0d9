package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user's class gives in place of what it promised is named, wherever it enters. */
class CheckedImagesTest {
    private static final int VALUES = 6;

    static Stream<Arguments> broken() {
        return Stream.of(
                broken(own -> own.put = 5, "read of image 2 put 5 bytes; it must put 6 for an image of 2×3×1"),
                broken(own -> own.put = 0, "put 0 bytes"),
                broken(own -> own.put = 7, "puts more than the 6 bytes"),
                broken(own -> own.put = 600, "puts more than the 6 bytes"),
                broken(own -> own.after = ByteBuffer::rewind, "put 0 bytes"),
                broken(own -> own.after = target -> target.position(target.position() - 1), "put 5 bytes"),
                broken(own -> own.after = ByteBuffer::clear, "set the buffer's limit to 24; it must leave it at 6"),
                broken(own -> own.after = ByteBuffer::flip, "put 0 bytes"),
                broken(own -> own.after = target -> target.limit(7), "set the buffer's limit to 7"),
                broken(own -> own.label = 10, "label of image 2 is 10; it must be 0 to 9"),
                broken(own -> own.label = -1, "label of image 2 is -1; it must be 0 to 9"),
                broken(own -> own.label = Integer.MIN_VALUE, "label of image 2 is -2147483648"),
                broken(own -> own.size = 3, "size() was 4 and is now 3; it must not change"),
                broken(own -> own.size = 5, "size() was 4 and is now 5"),
                broken(own -> own.classes = 11, "classes() was 10 and is now 11"),
                broken(own -> own.shape = new ImageShape(3, 2, 1), "shape() was 2×3×1 and is now 3×2×1"),
                broken(own -> own.shape = null, "shape() was 2×3×1 and is now null"));
    }

    private static Arguments broken(Consumer<Own> breaks, String says) {
        return Arguments.of(breaks, says);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenPromiseIsNamedWithTheClass(Consumer<Own> breaks, String says) {
        for (boolean limited : new boolean[] {false, true}) {
            for (boolean inSet : new boolean[] {false, true}) {
                Own own = new Own();
                LabeledImages given = limited && !says.startsWith("size()") ? own.first(3) : own;
                Batches batches = new Batches(
                        inSet ? new DataSet("own", given, given).train() : given, new int[] {2, 1, 1, 0}, 4);
                breaks.accept(own);
                BadInputException error = assertThrows(BadInputException.class, batches.iterator()::next);
                assertTrue(error.getMessage().startsWith(Own.class.getName() + ": "), error.getMessage());
                assertTrue(error.getMessage().contains(says), error.getMessage());
            }
        }
    }

    @Test
    void whatCannotBeIsRefusedAtOnce() {
        assertRefused(own -> own.size = -1, "size() is -1; it must be at least 0");
        assertRefused(own -> own.classes = 0, "classes() is 0; it must be at least 1");
        assertRefused(own -> own.shape = null, "shape() is null");
        assertRefused(own -> own.shape = new ImageShape(65_536, 65_536, 1), "at most 2,147,483,631 values");
        assertRefused(
                own -> own.shape = new ImageShape(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
                "at most 2,147,483,631 values");
        assertThrows(NullPointerException.class, () -> CheckedImages.of(null));
        assertThrows(IllegalArgumentException.class, () -> new Own().first(-1));
    }

    private static void assertRefused(Consumer<Own> breaks, String says) {
        Own own = new Own();
        breaks.accept(own);
        for (BadInputException error : List.of(
                assertThrows(BadInputException.class, () -> CheckedImages.of(own)),
                assertThrows(BadInputException.class, () -> new DataSet("own", own, own)))) {
            assertTrue(error.getMessage().contains(says), error.getMessage());
        }
    }

    @Test
    void whatIsRightPassesUnchanged() {
        Own own = new Own();
        LabeledImages checked = CheckedImages.of(own);
        assertSame(checked, CheckedImages.of(checked));
        assertEquals(4, checked.size());
        ByteBuffer target = ByteBuffer.allocate(20).position(3);
        target.limit(19);
        checked.read(2, target);
        assertEquals(3 + VALUES, target.position());
        assertEquals(19, target.limit());
        assertEquals(6, own.seenRoom, "a class of the user's sees room for one image");
        assertArrayEquals(new byte[] {0, 0, 0, 2, 2, 2, 2, 2, 2, 0}, Arrays.copyOf(target.array(), 10));
        assertThrows(IndexOutOfBoundsException.class, () -> checked.read(4, target));
        assertThrows(IndexOutOfBoundsException.class, () -> checked.label(-1));
        assertThrows(BufferOverflowException.class, () -> checked.read(0, ByteBuffer.allocate(VALUES - 1)));
        assertInstanceOf(LimitedImages.class, checked.first(2));
    }

    /** What a class of the user's throws itself is left as it is; a run's end says more than we could. */
    @Test
    void ownExceptionsPass() {
        Own own = new Own();
        List<ByteBuffer> seen = new ArrayList<>();
        own.after = target -> {
            seen.add(target);
            throw new IllegalStateException("of the user's");
        };
        ByteBuffer target = ByteBuffer.allocate(20);
        assertThrows(IllegalStateException.class, () -> CheckedImages.of(own).read(0, target));
        assertEquals(20, target.limit());
        assertEquals(1, seen.size());
    }

    /** A user's class that can be broken after it was handed over. */
    private static final class Own implements LabeledImages {
        private int size = 4;
        private ImageShape shape = new ImageShape(2, 3, 1);
        private int classes = 10;
        private int label;
        private int put = VALUES;
        private int seenRoom;
        private Consumer<ByteBuffer> after = target -> {};

        @Override
        public int size() {
            return size;
        }

        @Override
        public ImageShape shape() {
            return shape;
        }

        @Override
        public int classes() {
            return classes;
        }

        @Override
        public int label(int index) {
            return label;
        }

        @Override
        public void read(int index, ByteBuffer target) {
            seenRoom = target.remaining();
            for (int i = 0; i < put; i++) {
                target.put((byte) index);
            }
            after.accept(target);
        }
    }
}
