package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.stagecraft.runtime.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX files that nobody can trust: one clear error each, and no more memory than their bytes give reason for. */
class UntrustedFilesTest {
    private static final int ROUNDS = 1000;

    @TempDir
    private Path folder;

    @Test
    void mutatedFilesAreReadRightOrRefused() throws IOException {
        byte[] images = IdxFiles.gzip(IdxFiles.images(0x803, 40, 4, 3, 480));
        byte[] labels = IdxFiles.gzip(IdxFiles.labels(0x801, 40, 40));
        byte[] right = IdxReader.images(write(images)).values();
        byte[] rightLabels = IdxReader.labels(write(labels), 10).values();
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            boolean ofImages = i % 2 == 0;
            Path file = write(mutated(ofImages ? images : labels, random));
            try {
                byte[] found = ofImages
                        ? IdxReader.images(file).values()
                        : IdxReader.labels(file, 10).values();
                // The archive's own checksum covers its content: what passes was changed where nothing is kept.
                assertTrue(Arrays.equals(found, ofImages ? right : rightLabels), "round " + i);
            } catch (BadInputException e) {
                refused++;
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
        assertTrue(refused > ROUNDS / 2, refused + " were refused");
    }

    /** Past the checksum: headers and lengths that lie, in archives that are sound. */
    @Test
    void mutatedContentIsRefusedOrHasTheSizeThatItSays() throws IOException {
        byte[] images = IdxFiles.images(0x803, 40, 4, 3, 480);
        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] content = mutated(images, random);
            if (i % 3 == 0) {
                content = images.clone();
                content[random.nextInt(16)] = (byte) random.nextInt();
            }
            Path file = write(IdxFiles.gzip(content));
            try {
                IdxReader.Images found = IdxReader.images(file);
                assertEquals(content.length - 16, found.values().length);
                assertEquals(
                        found.values().length,
                        (long) found.count() * found.shape().values());
            } catch (BadInputException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
        }
    }

    @Test
    void noiseIsRefused() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            Path file = write(i % 2 == 0 ? noise : IdxFiles.gzip(noise));
            assertThrows(BadInputException.class, () -> IdxReader.images(file));
            assertThrows(BadInputException.class, () -> IdxReader.labels(file, 10));
        }
    }

    @Test
    void archiveThatUnpacksToFarMoreThanItClaimsIsLeftAtTheFirstByteTooMany() throws IOException {
        Path file = write(bomb(IdxFiles.images(0x803, 10, 4, 3, 120), 1 << 26));
        assertTakesLittle(file, "it has more than the 120 bytes");
    }

    @Test
    void headerThatClaimsFarMoreThanThereIsAllocatesNothing() throws IOException {
        for (int[] claim : List.of(
                new int[] {Integer.MAX_VALUE, 1, 1},
                new int[] {130_000, 128, 128},
                new int[] {Integer.MAX_VALUE, 16_384, 16_384},
                new int[] {1 << 20, 20, 20})) {
            Path file = write(IdxFiles.gzip(IdxFiles.images(0x803, claim[0], claim[1], claim[2], 100)));
            assertTakesLittle(file, "its header announces");
        }
    }

    @Test
    void contentThatIsLargerThanTheHeapIsRefusedBeforeItIsRead() {
        IdxReader.requireRoom("file.gz", 1_000_000, 1_032_000, 2_000_000);
        BadInputException heap = assertThrows(
                BadInputException.class, () -> IdxReader.requireRoom("file.gz", 1_000_001, 1_032_000, 2_000_000));
        assertTrue(heap.getMessage().contains("JAVA_TOOL_OPTIONS=-Xmx"), heap.getMessage());
        BadInputException archive =
                assertThrows(BadInputException.class, () -> IdxReader.requireRoom("file.gz", 1_033, 1_032, 2_000_000));
        assertTrue(
                archive.getMessage().contains("more than the 1032 that a file of its size can hold"),
                archive.getMessage());
    }

    private static void assertTakesLittle(Path file, String says) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        BadInputException error = assertThrows(BadInputException.class, () -> IdxReader.images(file));
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(error.getMessage().contains(says), error.getMessage());
        assertTrue(allocated < 4 << 20, allocated + " bytes were allocated");
    }

    /** A header, and zeros after it. */
    private static byte[] bomb(byte[] header, long zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(header);
            for (long left = zeros; left > 0; left -= chunk.length) {
                gzip.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        }
        return out.toByteArray();
    }

    /** Cut off, with some bits flipped, with bytes put behind, or with a stretch of noise. */
    private static byte[] mutated(byte[] right, Random random) {
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Arrays.copyOf(right, random.nextInt(right.length));
        }
        byte[] wrong = kind == 1 ? Arrays.copyOf(right, right.length + 1 + random.nextInt(20)) : right.clone();
        if (kind == 2) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return wrong;
        }
        int at = kind == 1 ? right.length : random.nextInt(wrong.length);
        for (int i = at; i < Math.min(wrong.length, at + 20); i++) {
            wrong[i] = (byte) random.nextInt();
        }
        return wrong;
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("file.gz"), content);
    }
}
