package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class HugePagesTest {
    private static final int VALUES = 4 << 20;

    /** A heap of Java, code, a stack, memory of TensorFlow, an arena that is hardly used, and small memory. */
    @Test
    void largeMemoryInUseIsFound() {
        List<HugePages.Range> used = HugePages.used("""
                687400000-69f000000 rw-p 00000000 00:00 0
                Size:             389120 kB
                Rss:              380000 kB
                VmFlags: rd wr mr mw me ac sd
                7f8e8d9a0000-7f8e9f770000 r-xp 08f9f000 fe:00 16039951                   /a/libtensorflow_cc.so.2
                Rss:              290652 kB
                7fec1f1fd000-7fec1f9fd000 rw-p 00000000 00:00 0
                Rss:                   8 kB
                7fec209ff000-7fec24a00000 rw-p 00000000 00:00 0
                Size:              65540 kB
                Rss:               65540 kB
                7fecec000000-7fecefa59000 rw-p 00000000 00:00 0                          [heap]
                Rss:               59020 kB
                7feced000000-7fecefa59000 rw-p 00000000 00:00 0
                Rss:               10020 kB
                7fecf0000000-7fecf0323000 rw-p 00000000 00:00 0
                Rss:                3200 kB
                """.lines().toList());
        assertEquals(List.of(new HugePages.Range(0x7fec209ff000L, 0x7fec24a00000L)), used);
    }

    /** Where Linux has them, it says so; elsewhere nothing happens. Values stay as they are. */
    @Test
    void memoryIsMovedWithItsValues() throws IOException {
        TensorFlowLibrary.load();
        try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(VALUES))) {
            for (int i = 0; i < VALUES; i++) {
                tensor.setFloat(i, i);
            }
            long before = hugeKib();
            HugePages.collect();
            assertTrue(hugeKib() >= before);
            for (int i = 0; i < VALUES; i++) {
                assertEquals(i, tensor.getFloat(i));
            }
        }
    }

    private static long hugeKib() throws IOException {
        Path file = Path.of("/proc/self/smaps_rollup");
        return !Files.exists(file)
                ? 0
                : Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("AnonHugePages:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
    }
}
