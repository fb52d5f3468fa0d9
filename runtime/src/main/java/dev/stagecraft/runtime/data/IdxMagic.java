package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.util.List;

/** What the first four bytes of a file tell: two zeros, a type of values, and the number of dimensions in an IDX file. */
final class IdxMagic {
    /** Bytes in three dimensions. */
    static final int IMAGES = 0x00000803;

    /** Bytes in one dimension. */
    static final int LABELS = 0x00000801;

    private static final int UNSIGNED_BYTES = 0x08;

    private static final List<Other> OTHERS = List.of(
            new Other(0x504B0304, 0xFFFFFFFF, "a ZIP archive", "unpack it"),
            new Other(0x425A6800, 0xFFFFFF00, "a bzip2 archive", "unpack it"),
            new Other(0xFD377A58, 0xFFFFFFFF, "an xz archive", "unpack it"),
            new Other(0x28B52FFD, 0xFFFFFFFF, "a Zstandard archive", "unpack it"),
            new Other(0x1F8B0000, 0xFFFF0000, "packed twice", "unpack it once"),
            new Other(0x3C000000, 0xFF000000, "a web page", "download the file itself from where it is published"),
            new Other(0x76657273, 0xFFFFFFFF, "a Git LFS pointer", "fetch the file itself with git lfs pull"),
            new Other(0x89504E47, 0xFFFFFFFF, "a PNG image", "put its images into an IDX file"),
            new Other(0x934E554D, 0xFFFFFFFF, "a NumPy file", "write its values as an IDX file"));

    private IdxMagic() {}

    private record Other(int bytes, int mask, String what, String fix) {
        boolean matches(int found) {
            return (found & mask) == bytes;
        }
    }

    /**
     * Checks that a file's first four bytes announce what it is expected to hold.
     *
     * @param wanted {@link #IMAGES} or {@link #LABELS}
     * @throws BadInputException if they are others; the message says what the file is instead
     */
    static void require(String name, int found, int wanted) {
        if (found == wanted) {
            return;
        }
        String begins = String.format(
                "it begins with 0x%08x, but an IDX file of %s begins with 0x%08x",
                found, wanted == IMAGES ? "images" : "labels", wanted);
        throw new BadInputException(name + ": " + begins + "; " + advice(found, wanted));
    }

    private static String advice(int found, int wanted) {
        if (found == (wanted == IMAGES ? LABELS : IMAGES)) {
            return (wanted == IMAGES ? "it holds labels" : "it holds images")
                    + ": the files of images and labels are swapped; swap their names";
        }
        if (found == Integer.reverseBytes(wanted)) {
            return "its numbers are little-endian; write them with the most significant byte first";
        }
        int type = found >>> 8;
        int dimensions = found & 0xFF;
        if (type == UNSIGNED_BYTES) {
            return "it has " + dimensions + " dimensions instead of " + (wanted & 0xFF)
                    + (wanted == IMAGES ? " (images, rows, columns); write gray images" : " (one label per image)");
        }
        if (type >= 0x09 && type <= 0x0E) {
            return "its values are of type " + String.format("0x%02x", type)
                    + "; they must be unsigned bytes (0x08): write them as bytes";
        }
        return OTHERS.stream()
                .filter(other -> other.matches(found))
                .findFirst()
                .map(other -> "it is " + other.what() + "; " + other.fix())
                .orElse("it is not an IDX file, or it is damaged; get the file again");
    }
}
