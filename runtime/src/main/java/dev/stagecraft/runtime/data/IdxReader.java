package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Sha256;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads IDX files (LeCun, Cortes, Burges, <i>The MNIST database</i>), gzipped or not, whatever their names say: a magic
 * number, the dimensions as 32-bit big-endian numbers, then a byte per value.
 *
 * <p>Nothing is allocated on a header's word: memory grows with the bytes that are really there, and reading stops at
 * the first byte beyond what the header says.
 */
final class IdxReader {
    /** Larger images would be no work for these networks; larger numbers come from broken headers. */
    private static final int MOST_PIXELS_A_SIDE = 16_384;

    /** Bytes are gathered in pieces and then put together. */
    private static final long COPIES = 2;

    /** Deflate's limit: a byte of archive gives at most this many (RFC 1951, a run of 258 by two bits). */
    private static final long MOST_BYTES_PER_BYTE = 1032;

    /** The first two bytes of every gzip archive (RFC 1952). */
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};

    private IdxReader() {}

    /**
     * Gray images of one size.
     *
     * @param sha256 of the unpacked file, in hexadecimal
     */
    @SuppressWarnings("ArrayRecordComponent") // It is taken apart at once; nobody compares two.
    record Images(ImageShape shape, int count, byte[] values, String sha256) {}

    /**
     * A class per image.
     *
     * @param sha256 of the unpacked file, in hexadecimal
     */
    @SuppressWarnings("ArrayRecordComponent") // It is taken apart at once; nobody compares two.
    record Labels(byte[] values, String sha256) {}

    /**
     * Reads a file of images.
     *
     * @throws BadInputException if the file cannot be read, is not an IDX file of images, or is not as long as it says
     */
    static Images images(Path file) {
        return read(file, content -> {
            IdxMagic.require(content.name, content.in.readInt(), IdxMagic.IMAGES);
            int count = content.in.readInt();
            int rows = content.in.readInt();
            int columns = content.in.readInt();
            if (count < 1 || rows < 1 || columns < 1 || rows > MOST_PIXELS_A_SIDE || columns > MOST_PIXELS_A_SIDE) {
                throw damaged(
                        content.name,
                        "its header announces " + count + " images of " + rows + "×" + columns
                                + "; there must be at least 1 image, with sides of 1 to " + MOST_PIXELS_A_SIDE
                                + " pixels");
            }
            byte[] values = content.values((long) count * rows * columns);
            return new Images(new ImageShape(rows, columns, 1), count, values, content.sha256());
        });
    }

    /**
     * Reads a file of labels.
     *
     * @param classes labels are 0 to one less
     * @throws BadInputException as {@link #images}, and where a label is out of range
     */
    static Labels labels(Path file, int classes) {
        return read(file, content -> {
            IdxMagic.require(content.name, content.in.readInt(), IdxMagic.LABELS);
            int count = content.in.readInt();
            if (count < 1) {
                throw damaged(content.name, "its header announces " + count + " labels; there must be at least 1");
            }
            byte[] labels = content.values(count);
            LabelRange.require(content.name, labels, classes);
            return new Labels(labels, content.sha256());
        });
    }

    /**
     * Makes sure that what a header announces can be true and fits into memory, before anything is allocated.
     *
     * @param expected bytes that it announces
     * @param most bytes that the file can hold, packed as it is
     * @param heap bytes that Java may take
     */
    static void requireRoom(String name, long expected, long most, long heap) {
        if (expected > Integer.MAX_VALUE - 16) {
            throw new BadInputException(name + ": its header announces " + expected
                    + " bytes, more than the 2 GiB that fit into memory at once; split the set, or if the file"
                    + " should be smaller, get it again");
        }
        if (expected > most) {
            throw damaged(
                    name,
                    "its header announces " + expected + " bytes, more than the " + most
                            + " that a file of its size can hold");
        }
        if (COPIES * expected > heap) {
            throw new BadInputException(name + ": its header announces " + expected + " bytes, which take "
                    + ((COPIES * expected) >> 20) + " MiB of Java's heap while they are read; the heap has "
                    + (heap >> 20) + " MiB: raise it with JAVA_TOOL_OPTIONS=-Xmx...");
        }
    }

    private interface Body<T> {
        T read(Content content) throws IOException;
    }

    private static <T> T read(Path file, Body<T> body) {
        String name = ForeignText.printed(file.toString());
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(name + (Files.isDirectory(file) ? " is a folder" : " is a pipe or a device")
                    + "; it must be a file");
        }
        try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] first = peek(raw);
            if (first.length == 0) {
                throw damaged(name, "it is empty");
            }
            boolean gzip = Arrays.equals(first, GZIP);
            InputStream plain = gzip ? new GZIPInputStream(raw) : raw;
            return body.read(new Content(name, plain, Files.size(file), gzip));
        } catch (EOFException e) {
            throw damaged(name, "it is cut off", e);
        } catch (ZipException e) {
            throw damaged(name, "its gzip archive is damaged (" + e.getMessage() + ")", e);
        } catch (AccessDeniedException e) {
            throw new BadInputException(
                    name + " cannot be read by this user; make it readable, for example with chmod +r", e);
        } catch (IOException e) {
            throw new BadInputException(name + " cannot be read: " + e, e);
        }
    }

    /** The first two bytes, or fewer; they can be read again afterwards. */
    private static byte[] peek(BufferedInputStream raw) throws IOException {
        raw.mark(Short.BYTES);
        byte[] first = raw.readNBytes(Short.BYTES);
        raw.reset();
        return first;
    }

    /** An unpacked file, read to its end and hashed on the way. */
    private static final class Content {
        private final String name;
        private final DataInputStream in;
        private final Sha256 hash = new Sha256();
        private final long fileBytes;
        private final boolean gzip;

        Content(String name, InputStream plain, long fileBytes, boolean gzip) {
            this.name = name;
            this.fileBytes = fileBytes;
            this.gzip = gzip;
            in = new DataInputStream(new BufferedInputStream(new Hashed(plain, hash)));
        }

        byte[] values(long expected) throws IOException {
            if (!gzip && expected > fileBytes) {
                throw damaged(
                        name,
                        "it is cut off: it has " + fileBytes + " bytes, and its header announces " + expected
                                + " values");
            }
            requireRoom(
                    name,
                    expected,
                    fileBytes * MOST_BYTES_PER_BYTE,
                    Runtime.getRuntime().maxMemory());
            byte[] values = in.readNBytes((int) expected);
            if (values.length < expected) {
                throw damaged(
                        name,
                        "it is cut off: it ends after " + values.length + " of the " + expected
                                + " bytes that its header announces");
            }
            if (in.read() != -1) {
                throw damaged(name, "it has more than the " + expected + " bytes that its header announces");
            }
            return values;
        }

        String sha256() {
            return hash.hex();
        }
    }

    /** Hashes what is read. */
    private static final class Hashed extends FilterInputStream {
        private final Sha256 hash;

        Hashed(InputStream in, Sha256 hash) {
            super(in);
            this.hash = hash;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0) {
                hash.add(target, offset, count);
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    private static BadInputException damaged(String name, String found) {
        return damaged(name, found, null);
    }

    private static BadInputException damaged(String name, String found, @Nullable IOException cause) {
        return new BadInputException(name + ": " + found + "; get the file again", cause);
    }
}
