package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawnImagesTest {
    private final List<Integer> drawn = new ArrayList<>();
    private final LabeledImages images = new DrawnImages(new ImageShape(1, 2, 1), 3, List.of(), 1_000_000, index -> {
        drawn.add(index);
        return new byte[] {(byte) index, 7};
    });

    @Test
    void onlyWhatIsReadIsDrawnAndThatOnce() {
        assertEquals(1_000_000, images.size());
        assertEquals(1, images.label(7));
        assertEquals(List.of(), drawn);
        ByteBuffer target = ByteBuffer.allocate(6);
        images.read(5, target);
        images.first(10).read(9, target);
        images.read(5, target);
        assertArrayEquals(new byte[] {5, 7, 9, 7, 5, 7}, target.array());
        assertEquals(List.of(5, 9), drawn);
    }

    @Test
    void thereAreNoOthers() {
        ByteBuffer target = ByteBuffer.allocate(2);
        assertThrows(IndexOutOfBoundsException.class, () -> images.read(1_000_000, target));
        assertThrows(IndexOutOfBoundsException.class, () -> images.read(-1, target));
        assertThrows(IndexOutOfBoundsException.class, () -> images.label(1_000_000));
    }
}
