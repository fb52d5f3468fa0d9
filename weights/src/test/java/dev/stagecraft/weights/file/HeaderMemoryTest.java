package dev.stagecraft.weights.file;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A header takes from the heap at most 20 times its size, whatever it is full of; a length alone takes nothing. */
class HeaderMemoryTest {
    private static final int COUNT = 50_000;

    @TempDir
    private Path folder;

    private static Arguments full(String of, String before, IntFunction<String> piece, String after) {
        return Arguments.of(
                of, before + IntStream.range(0, COUNT).mapToObj(piece).collect(Collectors.joining(",")) + after);
    }

    /** Short names, none twice. */
    private static String name(int number) {
        return Integer.toString(number, Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    }

    /** Names of one hash code, in which tables become trees. */
    private static String equalHash(int number) {
        return IntStream.range(0, 16)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    static Stream<Arguments> headers() {
        String sizes = IntStream.range(0, 63).mapToObj(i -> "999").collect(Collectors.joining(",", "[0,", "]"));
        String sizesThatFit =
                IntStream.range(0, 60).mapToObj(i -> "1").collect(Collectors.joining(",", "[0,", ",999]"));
        return Stream.of(
                full("pairs", "{\"__metadata__\":{", i -> "\"" + name(i) + "\":\"\"", "}}"),
                full("pairs with values", "{\"__metadata__\":{", i -> "\"" + name(i) + "\":\"a\"", "}}"),
                full("pairs that mix alphabets", "{\"__metadata__\":{", i -> "\"" + name(i) + "\":\"a\u0414\"", "}}"),
                full("pairs with escapes", "{\"__metadata__\":{", i -> "\"" + name(i) + "\":\"\\n\"", "}}"),
                full("pairs of one hash", "{\"__metadata__\":{", i -> "\"" + equalHash(i) + "\":\"\"", "}}"),
                full("tensors", "{", i -> tensor(name(i), "[0]"), "}"),
                full("tensors of rank 0 that do not fit", "{", i -> tensor(name(i), "[]"), "}"),
                full("tensors of many sizes", "{", i -> tensor(name(i), sizesThatFit), "}"),
                full("tensors that overflow", "{", i -> tensor(name(i), sizes), "}"),
                full("tensors with names of one hash", "{", i -> tensor(equalHash(i), "[0]"), "}"),
                full("braces", "{\"a\":", i -> "{", "}"),
                full("one name with escapes", "{\"", i -> "\\n", "\":{}}"),
                full("one name that mixes alphabets", "{\"\u0414", i -> "abcdefgh", "\":{}}"));
    }

    private static String tensor(String name, String shape) {
        return "\"" + name + "\":{\"dtype\":\"F4\",\"shape\":" + shape + ",\"data_offsets\":[0,0]}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void headerTakesAtMost20TimesItsSize(String of, String header) throws IOException {
        loadClasses();
        byte[] content = TestFile.of(header, 0);
        Path path = TestFile.write(folder, content);
        long before = Allocation.soFar();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertTrue(file.entries().size() + file.metadata().size() == COUNT, of);
        } catch (WeightsFileException e) {
            assertTrue(of.contains("not fit") || of.contains("overflow") || !of.contains("s of"), e.getMessage());
        }
        double times = (Allocation.soFar() - before) / (double) content.length;
        System.out.printf("%s: %.1f times the header of %d bytes%n", of, times, content.length);
        assertTrue(times <= 20, of + " took " + times + " times " + content.length);
    }

    /** The first file costs more than each further one. */
    private void loadClasses() throws IOException {
        for (String header : new String[] {TestFile.ONE, "{\"\\n\":"}) {
            Path path = TestFile.write(folder, TestFile.of(header, 4));
            try {
                SafetensorsFile.open(path).close();
            } catch (WeightsFileException e) {
                assertTrue(e.getMessage().contains("expected '{'"), e.getMessage());
            }
        }
    }

    @Test
    void lengthAloneTakesNothing() throws IOException {
        byte[] content = TestFile.of(99_999_999, new byte[] {'{'}, new byte[100]);
        Path path = Files.write(folder.resolve("model.safetensors"), content);
        long taken = 0;
        // The first time loads classes.
        for (int i = 0; i < 2; i++) {
            long before = Allocation.soFar();
            assertThrows(
                    WeightsFileException.class, () -> SafetensorsFile.open(path).close());
            taken = Allocation.soFar() - before;
        }
        assertTrue(taken < 64 << 10, taken + " bytes");
    }
}
