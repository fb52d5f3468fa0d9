package dev.stagecraft.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were right, changed at random: they are read or refused, and nothing else happens. {@code
 * -Dstagecraft.mutatedHeaders=N} changes how many, {@code -Dstagecraft.seed=N} which ones.
 */
class MutatedHeadersTest {
    private static final int COUNT = Integer.getInteger("stagecraft.mutatedHeaders", 20_000);
    private static final long SEED = Long.getLong("stagecraft.seed", 1);

    /** Opening a file takes some, whatever is in it. */
    private static final long ALWAYS = 64 << 10;

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u0061",
        "\\ud800",
        "\\udc00",
        "0",
        "1",
        "-",
        "-0",
        "1.0",
        "1e0",
        "281474976710655",
        "281474976710656",
        "9223372036854775808",
        "18446744073709551616",
        "null",
        "true",
        "\"a\"",
        "\"dtype\":",
        "\"shape\":",
        "\"data_offsets\":",
        "\"F32\"",
        "\"F4\"",
        "\"I64\"",
        "\"BOOL\"",
        "[0,4]",
        "[4,8]",
        "[]",
        "[0]",
        "\"__metadata__\":",
        "{}",
        " ",
        "\n",
        "\t",
        "\0",
        "\ufeff",
        "\u00e9",
        "\u2028",
        "[[[[[[[[",
        "{\"a\":{\"a\":{"
    };

    private static final List<byte[]> RIGHT = List.of(
            TestFile.of(TestFile.ONE, 4),
            TestFile.of("{}  ", 0),
            TestFile.of(
                    "{\"__metadata__\":{\"format\":\"pt\",\"n\":\"\\u00e9\\ud83d\\ude00\"},"
                            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                            + "\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]},"
                            + "\"empty\":{\"dtype\":\"F16\",\"shape\":[0,7],\"data_offsets\":[32,32]},"
                            + "\"h\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[32,36]},"
                            + "\"q\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[36,37]}}",
                    37),
            TestFile.of(
                    "{\"b\":{\"data_offsets\":[4,8],\"dtype\":\"F32\",\"shape\":[1]},"
                            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}",
                    8));

    @TempDir
    private Path folder;

    @Test
    void changedFilesAreReadOrRefused() throws IOException {
        Random random = new Random(SEED);
        for (byte[] content : RIGHT) {
            assertTrue(isRead(TestFile.write(folder, content)));
        }
        int read = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] content = RIGHT.get(random.nextInt(RIGHT.size()));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                content = changed(content, random);
            }
            Path file = TestFile.write(folder, content);
            long most = ALWAYS + 20L * content.length;
            long taken = taken(file);
            // The first time that a message is made, classes are loaded for it.
            long again = taken > most ? taken(file) : taken;
            assertTrue(again <= most, () -> again + " bytes for " + file + " of seed " + SEED);
            read += isRead(file) ? 1 : 0;
        }
        int refused = COUNT - read;
        assertTrue(read > COUNT / 100, "only " + read + " of " + COUNT + " were read: the changes are too wild");
        assertTrue(refused > COUNT / 2, "only " + refused + " of " + COUNT + " were refused");
    }

    private static long taken(Path file) throws IOException {
        long before = Allocation.soFar();
        isRead(file);
        return Allocation.soFar() - before;
    }

    private static boolean isRead(Path path) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            long end = 0;
            for (TensorEntry entry : file.entries()) {
                assertEquals(end, entry.begin());
                end = entry.end();
                assertEquals(
                        entry.shape().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b), entry.elements());
                long[] values = {0};
                if (entry.dtype().isReadable()) {
                    file.read(entry, part -> values[0] += part.remaining());
                    assertEquals(entry.elements(), values[0]);
                }
            }
            return true;
        } catch (WeightsFileException e) {
            return false;
        }
    }

    private static byte[] changed(byte[] content, Random random) {
        int at = random.nextInt(content.length + 1);
        int to = Math.min(content.length, at + random.nextInt(12));
        return switch (random.nextInt(9)) {
            case 0 -> spliced(content, at, Math.min(content.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(content, at, to, new byte[0]);
            case 2 -> spliced(content, at, at, Arrays.copyOfRange(content, at, to));
            case 3 -> Arrays.copyOf(content, at);
            case 4 -> withLength(content, random);
            case 5 -> swapped(content, random);
            case 6 -> withLength(padded(content, random), random);
            default -> {
                byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
                yield fitted(spliced(content, at, random.nextBoolean() ? at : to, piece), content.length, random);
            }
        };
    }

    private static byte[] spliced(byte[] content, int from, int to, byte[] piece) {
        byte[] all = Arrays.copyOf(content, content.length - (to - from) + piece.length);
        System.arraycopy(piece, 0, all, from, piece.length);
        System.arraycopy(content, to, all, from + piece.length, content.length - to);
        return all;
    }

    /** Most often the length goes along with the text, so that the change is seen by more than the first check. */
    private static byte[] fitted(byte[] content, int lengthBefore, Random random) {
        if (random.nextInt(5) > 0 && content.length >= Long.BYTES) {
            int length = (content[0] & 0xff) + ((content[1] & 0xff) << 8) + content.length - lengthBefore;
            content[0] = (byte) length;
            content[1] = (byte) (length >> 8);
        }
        return content;
    }

    private static byte[] withLength(byte[] content, Random random) {
        byte[] all = content.clone();
        if (all.length > 0) {
            all[random.nextInt(Math.min(Long.BYTES, all.length))] += (byte) (random.nextInt(9) - 4);
        }
        return all;
    }

    private static byte[] padded(byte[] content, Random random) {
        byte[] spaces = new byte[random.nextInt(4)];
        Arrays.fill(spaces, (byte) ' ');
        int at = random.nextInt(content.length + 1);
        return fitted(spliced(content, at, at, spaces), content.length, random);
    }

    /** Two parts between commas change places. */
    private static byte[] swapped(byte[] content, Random random) {
        List<String> parts =
                new ArrayList<>(List.of(new String(content, StandardCharsets.ISO_8859_1).split("(?<=,)", -1)));
        int one = random.nextInt(parts.size());
        parts.set(one, parts.set(random.nextInt(parts.size()), parts.get(one)));
        return String.join("", parts).getBytes(StandardCharsets.ISO_8859_1);
    }
}
