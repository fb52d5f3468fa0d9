package dev.stagecraft.weights.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    /** What the Python package safetensors 0.8.0 wrote of {@link #tensors}. */
    private static final String REFERENCE_HEADER = "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"bn.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"double\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]},"
            + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[16,20]},"
            + "\"b.weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[20,36]},"
            + "\"empty\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[36,36]},"
            + "\"half\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[36,42]},"
            + "\"na\\\"me\\\\\\n\\u0001\u00e9\u2028\ud83d\ude00/\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[42,45]},"
            + "\"\uffff\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[45,46]},"
            + "\"\ud800\udc00\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[46,47]},"
            + "\"flag\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[47,48]}}    ";

    private static final String REFERENCE_DATA =
            "39300000000000009c7500883ce4377e0000e0400000c03f000000c0000000000000" + "5040003cff7b01000102ff010201";

    @TempDir
    private Path folder;

    private static OutgoingTensor bytes(String name, Dtype dtype, List<Long> shape, String hex) {
        return new OutgoingTensor(
                name,
                dtype,
                shape,
                target -> target.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
    }

    private static List<OutgoingTensor> tensors() {
        return List.of(
                OutgoingTensor.floats("b.weight", List.of(2L, 2L), () -> new float[] {1.5f, -2, 0, 3.25f}),
                OutgoingTensor.floats("a.weight", List.of(1L), () -> new float[] {7}),
                OutgoingTensor.number("bn.num_batches_tracked", 12345),
                bytes("half", Dtype.F16, List.of(3L), "003cff7b0100"),
                OutgoingTensor.floats("empty", List.of(0L, 3L), () -> new float[0]),
                bytes("double", Dtype.F64, List.of(1L), "9c7500883ce4377e"),
                bytes("na\"me\\\n\u0001\u00e9\u2028\ud83d\ude00/", Dtype.U8, List.of(3L), "0102ff"),
                bytes("\uffff", Dtype.U8, List.of(1L), "01"),
                bytes("\ud800\udc00", Dtype.U8, List.of(1L), "02"),
                bytes("flag", Dtype.BOOL, List.of(1L), "01"));
    }

    private Path written(List<OutgoingTensor> tensors, Map<String, String> metadata) throws IOException {
        Path file = folder.resolve("out.safetensors");
        SafetensorsWriter.write(file, tensors, metadata);
        return file;
    }

    @Test
    void bytesAreThoseOfTheReferenceWriter() throws IOException {
        byte[] expected = TestFile.of(
                REFERENCE_HEADER.getBytes(StandardCharsets.UTF_8),
                HexFormat.of().parseHex(REFERENCE_DATA));
        assertArrayEquals(expected, Files.readAllBytes(written(tensors(), Map.of())));
    }

    @Test
    void orderOfTheTensorsChangesNothing() throws IOException {
        byte[] first = Files.readAllBytes(written(tensors(), Map.of()));
        List<OutgoingTensor> reversed = new ArrayList<>(tensors());
        Collections.reverse(reversed);
        assertArrayEquals(first, Files.readAllBytes(written(reversed, Map.of())));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Map<String, String> metadata = Map.of("author", "A \"quoted\" name", "z\u0000", "\ud83d\ude00");
        try (SafetensorsFile file = SafetensorsFile.open(written(tensors(), metadata))) {
            assertEquals(
                    Map.of("format", "pt", "author", "A \"quoted\" name", "z\u0000", "\ud83d\ude00"), file.metadata());
            assertEquals(10, file.entries().size());
            for (OutgoingTensor tensor : tensors()) {
                TensorEntry entry = file.entry(tensor.name()).orElseThrow();
                assertEquals(tensor.dtype(), entry.dtype());
                assertEquals(tensor.shape(), entry.shape());
            }
        }
    }

    @Test
    void largeTensorIsWrittenInParts() throws IOException {
        int count = 100_003;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        Path path = written(List.of(OutgoingTensor.floats("a", List.of((long) count), () -> values)), Map.of());
        int[] next = {0};
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            file.read(file.entry("a").orElseThrow(), part -> {
                while (part.hasRemaining()) {
                    assertEquals(values[next[0]++], part.get());
                }
            });
        }
        assertEquals(count, next[0]);
    }

    private void assertLeavesTheOldFile(Class<? extends Throwable> failure, String message, OutgoingTensor... tensors)
            throws IOException {
        Path old = written(tensors(), Map.of());
        byte[] before = Files.readAllBytes(old);
        assertEquals(
                message,
                assertThrows(failure, () -> written(List.of(tensors), Map.of())).getMessage());
        assertArrayEquals(before, Files.readAllBytes(old));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(old), files.toList());
        }
    }

    @Test
    void nothingHalfWrittenIsLeft() throws IOException {
        OutgoingTensor fails = new OutgoingTensor("a", Dtype.U8, List.of(9L), target -> {
            target.write(ByteBuffer.allocate(5));
            throw new IOException("the disk is full");
        });
        assertLeavesTheOldFile(IOException.class, "the disk is full", fails);
    }

    @Test
    void contentOfAnotherLengthIsRefused() throws IOException {
        assertLeavesTheOldFile(
                IllegalStateException.class,
                "a: the content is shorter than type and shape say, by 4 bytes",
                OutgoingTensor.floats("a", List.of(3L), () -> new float[2]));
        assertLeavesTheOldFile(
                IllegalStateException.class,
                "a: the content is longer than type and shape say, by 4 bytes or more",
                OutgoingTensor.floats("a", List.of(1L), () -> new float[2]));
    }

    @Test
    void wrongNamesAreRefused() throws IOException {
        assertLeavesTheOldFile(
                IllegalArgumentException.class,
                "a tensor cannot be called a; the name is taken",
                OutgoingTensor.number("a", 1),
                OutgoingTensor.floats("a", List.of(0L), () -> new float[0]));
        assertLeavesTheOldFile(
                IllegalArgumentException.class,
                "a tensor cannot be called __metadata__; the name is taken",
                OutgoingTensor.number("__metadata__", 1));
        assertLeavesTheOldFile(
                IllegalArgumentException.class,
                "\\ud800 contains half of a surrogate pair, which no file can hold",
                OutgoingTensor.number("\ud800", 1));
    }

    @Test
    void wrongShapesAreRefused() throws IOException {
        assertLeavesTheOldFile(
                IllegalArgumentException.class,
                "a: a size is -1; it must be at least 0",
                OutgoingTensor.floats("a", List.of(-1L), () -> new float[0]));
        assertLeavesTheOldFile(
                IllegalArgumentException.class,
                "a: F4 [3] takes 12 bits; they must be whole bytes",
                bytes("a", Dtype.F4, List.of(3L), "0000"));
    }

    @Test
    void formatIsTheWritersOwn() {
        assertEquals(
                "the metadata has format, which the writer sets itself",
                assertThrows(IllegalArgumentException.class, () -> written(tensors(), Map.of("format", "tf")))
                        .getMessage());
    }
}
