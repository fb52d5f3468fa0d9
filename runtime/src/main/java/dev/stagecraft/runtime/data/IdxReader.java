package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads gzipped IDX files (LeCun, Cortes, Burges, <i>The MNIST database</i>): a magic number, the dimensions as 32-bit
 * big-endian numbers, then a byte per value.
 *
 * <p>Nothing is allocated on a header's word: memory grows with the bytes that are really there, and reading stops at
 * the first byte beyond what the header says.
 */
final class IdxReader {
    private static final int IMAGES = 0x00000803;
    private static final int LABELS = 0x00000801;

    /** Larger images would be no work for these networks; larger numbers come from broken headers. */
    private static final int MOST_PIXELS_A_SIDE = 16_384;

    /** Bytes are gathered in pieces and then put together. */
    private static final long COPIES = 2;

    /** Deflate's limit: a byte of archive gives at most this many (RFC 1951, a run of 258 by two bits). */
    private static final long MOST_BYTES_PER_BYTE = 1032;

    private IdxReader() {}

    /** Grey images of one size. */
    @SuppressWarnings("ArrayRecordComponent") // It is taken apart at once; nobody compares two.
    record Images(ImageShape shape, int count, byte[] values) {}

    /**
     * Reads a file of images.
     *
     * @throws BadInputException where the file is missing, no gzip, no IDX file of images, or not as long as it says
     */
    static Images images(Path file) {
        return read(file, (in, name) -> {
            magic(in, name, IMAGES, "images");
            int count = in.readInt();
            int rows = in.readInt();
            int columns = in.readInt();
            if (count < 1 || rows < 1 || columns < 1 || rows > MOST_PIXELS_A_SIDE || columns > MOST_PIXELS_A_SIDE) {
                throw broken(
                        name,
                        "its header announces " + count + " images of " + rows + "×" + columns
                                + "; expected are 1 or more images of 1 to " + MOST_PIXELS_A_SIDE + " pixels a side");
            }
            long values = (long) count * rows * columns;
            return new Images(new ImageShape(rows, columns, 1), count, values(in, name, values));
        });
    }

    /**
     * Reads a file of labels.
     *
     * @param classes labels are 0 to one less
     * @throws BadInputException as {@link #images}, and where a label is out of range
     */
    static byte[] labels(Path file, int classes) {
        return read(file, (in, name) -> {
            magic(in, name, LABELS, "labels");
            int count = in.readInt();
            if (count < 1) {
                throw broken(name, "its header announces " + count + " labels; expected are 1 or more");
            }
            byte[] labels = values(in, name, count);
            for (int i = 0; i < count; i++) {
                if ((labels[i] & 0xFF) >= classes) {
                    throw broken(
                            name, "label " + i + " is " + (labels[i] & 0xFF) + ", expected is 0 to " + (classes - 1));
                }
            }
            return labels;
        });
    }

    private static void magic(DataInputStream in, String name, int expected, String what) throws IOException {
        int found = in.readInt();
        if (found != expected) {
            throw broken(
                    name,
                    String.format(
                            "it begins with 0x%08x, an IDX file of %s begins with 0x%08x", found, what, expected));
        }
    }

    private static byte[] values(DataInputStream in, String name, long expected) throws IOException {
        requireRoom(
                name, expected, Files.size(Path.of(name)), Runtime.getRuntime().maxMemory());
        byte[] values = in.readNBytes((int) expected);
        if (values.length < expected) {
            throw broken(
                    name,
                    "it ends after " + values.length + " of the " + expected + " bytes that its header" + " announces");
        }
        if (in.read() != -1) {
            throw broken(name, "it goes on after the " + expected + " bytes that its header announces");
        }
        return values;
    }

    /**
     * Nothing is allocated on a header's word alone.
     *
     * @param expected bytes that it announces
     * @param archive bytes of the archive
     * @param heap bytes that Java may take
     */
    static void requireRoom(String name, long expected, long archive, long heap) {
        if (expected > Integer.MAX_VALUE - 16) {
            throw broken(
                    name,
                    "its header announces " + expected + " bytes, more than the 2 GiB that fit into memory"
                            + " at once");
        }
        if (expected > archive * MOST_BYTES_PER_BYTE) {
            throw broken(
                    name,
                    "its header announces " + expected + " bytes, more than an archive of " + archive
                            + " bytes can hold");
        }
        if (COPIES * expected > heap) {
            throw broken(
                    name,
                    "its header announces " + expected + " bytes, which take " + ((COPIES * expected) >> 20)
                            + " MiB of Java's heap while they are read; there are " + (heap >> 20)
                            + " MiB, and JAVA_TOOL_OPTIONS=-Xmx... gives more");
        }
    }

    private interface Body<T> {
        T read(DataInputStream in, String name) throws IOException;
    }

    private static <T> T read(Path file, Body<T> body) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    file + " is missing; a set in this form has the four files " + String.join(", ", IdxFolder.FILES));
        }
        String name = file.toString();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(raw)))) {
            return body.read(in, name);
        } catch (EOFException e) {
            throw broken(name, "it is cut off", e);
        } catch (ZipException e) {
            throw broken(name, "it is no sound gzip file (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new BadInputException(name + " cannot be read: " + e, e);
        }
    }

    private static BadInputException broken(String name, String found) {
        return broken(name, found, null);
    }

    private static BadInputException broken(String name, String found, IOException cause) {
        return new BadInputException(name + ": " + found + "; get the file anew", cause);
    }
}
