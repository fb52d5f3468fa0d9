package dev.stagecraft.weights.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
    private static final String TWO = "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"second\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[8,24]},"
            + "\"first\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}";

    @TempDir
    private Path folder;

    private SafetensorsFile open(byte[] content) throws IOException {
        return SafetensorsFile.open(TestFile.write(folder, content));
    }

    private static byte[] two() {
        ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(300).putFloat(1).putFloat(-2.5f).putFloat(Float.MIN_VALUE).putFloat(Float.MAX_VALUE);
        return TestFile.of(TWO.getBytes(StandardCharsets.UTF_8), data.array());
    }

    private static float[] values(SafetensorsFile file, String name) throws IOException {
        List<Float> values = new ArrayList<>();
        file.read(file.entry(name).orElseThrow(), part -> add(part, values));
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    private static void add(FloatBuffer part, List<Float> values) {
        while (part.hasRemaining()) {
            values.add(part.get());
        }
    }

    @Test
    void tensorsComeInTheOrderOfTheFile() throws IOException {
        try (SafetensorsFile file = open(two())) {
            assertEquals(
                    List.of(
                            new TensorEntry("first", Dtype.I64, List.of(), 0, 8),
                            new TensorEntry("second", Dtype.F32, List.of(2L, 2L), 8, 24)),
                    file.entries());
            assertEquals(Map.of("format", "pt"), file.metadata());
            assertEquals(1, file.entries().get(0).elements());
            assertEquals(4, file.entries().get(1).elements());
            assertTrue(file.entry("third").isEmpty());
            assertTrue(file.entry("__metadata__").isEmpty());
        }
    }

    @Test
    void valuesAreRead() throws IOException {
        try (SafetensorsFile file = open(two())) {
            assertArrayEquals(new float[] {300}, values(file, "first"));
            assertArrayEquals(new float[] {1, -2.5f, Float.MIN_VALUE, Float.MAX_VALUE}, values(file, "second"));
        }
    }

    @Test
    void largeTensorComesInParts() throws IOException {
        int count = (1 << 18) + 3;
        ByteBuffer data = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            data.putFloat(i);
        }
        String header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(count, 4 * count);
        List<Integer> parts = new ArrayList<>();
        try (SafetensorsFile file = open(TestFile.of(header.getBytes(StandardCharsets.UTF_8), data.array()))) {
            int[] next = {0};
            file.read(file.entry("a").orElseThrow(), part -> {
                parts.add(part.remaining());
                while (part.hasRemaining()) {
                    assertEquals(next[0]++, part.get());
                }
            });
        }
        assertEquals(List.of(1 << 18, 3), parts);
    }

    @Test
    void hashIsThatOfTheWholeFile() throws Exception {
        byte[] content = two();
        try (SafetensorsFile file = open(content)) {
            String expected = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            assertEquals(expected, file.sha256());
            assertEquals(expected, file.sha256());
        }
    }

    @Test
    void entryOfAnotherFileIsRefused() throws IOException {
        try (SafetensorsFile file = open(two())) {
            TensorEntry other = new TensorEntry("second", Dtype.F32, List.of(4L), 8, 24);
            assertThrows(IllegalArgumentException.class, () -> file.read(other, part -> {}));
        }
    }

    @Test
    void typeThatIsNoFloatIsRefused() throws IOException {
        try (SafetensorsFile file =
                open(TestFile.of(TestFile.ONE.replace("F32", "F8_E4M3").replace("[1]", "[4]"), 4))) {
            TensorEntry entry = file.entries().get(0);
            String message = assertThrows(IllegalArgumentException.class, () -> file.read(entry, part -> {}))
                    .getMessage();
            assertEquals("F8_E4M3 cannot be read as float; see Dtype.isReadable()", message);
        }
    }

    @Test
    void fileThatBecomesShorterIsRefused() throws IOException {
        byte[] content = two();
        try (SafetensorsFile file = open(content)) {
            Files.write(file.path(), Arrays.copyOf(content, content.length - 1));
            TensorEntry second = file.entry("second").orElseThrow();
            String message = assertThrows(WeightsFileException.class, () -> file.read(second, part -> {}))
                    .getMessage();
            assertTrue(message.contains("has become shorter while it was read; download"), message);
        }
    }

    @Test
    void missingFileIsTheSystemsError() {
        assertThrows(NoSuchFileException.class, () -> SafetensorsFile.open(folder.resolve("none.safetensors")));
    }

    @Test
    void namesAreMadePrintable() {
        String header = TestFile.ONE.replace("\"a\"", "\"\\u001b[2J\\u202e\"").replace("[0,4]", "[0,3]");
        String message = assertThrows(WeightsFileException.class, () -> open(TestFile.of(header, 4)))
                .getMessage();
        assertTrue(message.contains(": \\u001b[2J\\u202e: F32 [1] takes 4 bytes"), message);
    }
}
