package dev.stagecraft.weights.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognizes what people have in place of a safetensors file, and says how to convert it. Names are looked at first, then
 * the first bytes; what is unknown passes, and the reader says which rule it breaks.
 */
final class ForeignFormat {
    /** Enough for the headers of tar archives and for the first name in a zip archive. */
    private static final int MOST_BYTES = 1024;

    private static final int HEADER_BEGIN = Long.BYTES;
    private static final int TAR_MARK = 257;
    private static final int ZIP_NAME = 30;
    private static final int ZIP_NAME_LENGTH = 26;
    private static final int OLDEST_PICKLE = 2;
    private static final int NEWEST_PICKLE = 5;

    /** A {@link Path} has one slash where the URL has two. */
    private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]+:/.*|hf[-_]hub:.*", Pattern.DOTALL);

    private static final Pattern SHARD = Pattern.compile("(.*)-\\d{5}-of-(\\d{5})\\.safetensors", Pattern.DOTALL);
    private static final String ARCHIVE = "is a compressed archive; unpack it and name the safetensors file in it";

    private ForeignFormat() {}

    /**
     * Refuses what is known not to be a whole safetensors file.
     *
     * @throws WeightsFileException if the file is something else; the message says what, and how to convert it
     * @throws IOException if the file cannot be read
     */
    static void refuse(Path file) throws IOException {
        if (URL.matcher(file.toString()).matches() && !Files.exists(file)) {
            throw new WeightsFileException(file, "is a URL; download the file and name it here");
        }
        if (Files.isDirectory(file)) {
            throw new WeightsFileException(file, "is a folder; name the safetensors file in it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new WeightsFileException(file, "is not a regular file; copy its content to one");
        }
        Optional<String> problem = Optional.ofNullable(file.getFileName()).flatMap(name -> byName(name.toString()));
        if (problem.isEmpty()) {
            problem = byBytes(file, beginning(file));
        }
        if (problem.isPresent()) {
            throw new WeightsFileException(file, problem.get());
        }
    }

    private static Optional<String> byName(String name) {
        if (name.toLowerCase(Locale.ROOT).endsWith(".index.json")) {
            return Optional.of("is the index of weights that are split into several files; " + PythonLines.join(name));
        }
        var shard = SHARD.matcher(name);
        if (shard.matches() && !shard.group(2).equals("00001")) {
            return Optional.of("is one of several files that the weights are split into; "
                    + PythonLines.join(shard.group(1) + ".safetensors.index.json"));
        }
        return Optional.empty();
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    private static Optional<String> byBytes(Path file, byte[] found) {
        if (found.length == 0) {
            return Optional.of("is empty; download it again");
        }
        if (beginsAsSafetensors(found)) {
            return Optional.empty();
        }
        if (begins(found, 0, "PK\3\4")) {
            return Optional.of(zip(file, found));
        }
        if (isPickle(found)) {
            return Optional.of("is a Python pickle, as PyTorch and others save it; " + PythonLines.fromPyTorch(file));
        }
        if (begins(found, 0, "\u0089HDF\r\n\u001a\n")) {
            return Optional.of("is an HDF5 file, as Keras saves it; " + PythonLines.fromHdf5(file));
        }
        if (begins(found, 0, "\u0093NUMPY")) {
            return Optional.of(
                    "is a single NumPy array; save all arrays by their names with numpy.savez, which makes an .npz"
                            + " file; reading that one here says how to convert it");
        }
        if (begins(found, 0, "version https://git-lfs.github.com/spec/")) {
            return Optional.of("is a pointer of Git LFS, not the file itself; run in its folder: git lfs pull");
        }
        if (begins(found, 0, "\u001f\u008b")
                || begins(found, 0, "\u00fd7zXZ")
                || begins(found, 0, "BZh")
                || begins(found, 0, "(\u00b5/\u00fd")
                || begins(found, TAR_MARK, "ustar")) {
            return Optional.of(ARCHIVE);
        }
        return text(found);
    }

    /** A length of at most 100,000,000, and a brace: no other format begins so. */
    private static boolean beginsAsSafetensors(byte[] found) {
        return found.length > HEADER_BEGIN && found[HEADER_BEGIN] == '{' && begins(found, Integer.BYTES, "\0\0\0\0");
    }

    private static boolean begins(byte[] found, int at, String with) {
        byte[] expected = with.getBytes(StandardCharsets.ISO_8859_1);
        return found.length >= at + expected.length
                && Arrays.equals(found, at, at + expected.length, expected, 0, expected.length);
    }

    private static boolean isPickle(byte[] found) {
        return found.length > 1 && found[0] == (byte) 0x80 && found[1] >= OLDEST_PICKLE && found[1] <= NEWEST_PICKLE;
    }

    private static String zip(Path file, byte[] found) {
        if (found.length < ZIP_NAME) {
            return ARCHIVE;
        }
        int length = (found[ZIP_NAME_LENGTH] & 0xff) | (found[ZIP_NAME_LENGTH + 1] & 0xff) << Byte.SIZE;
        int end = Math.min(found.length, ZIP_NAME + length);
        String first = new String(found, ZIP_NAME, end - ZIP_NAME, StandardCharsets.ISO_8859_1);
        if (first.endsWith(".npy")) {
            return "is an archive of NumPy arrays; " + PythonLines.fromNumPy(file);
        }
        // PyTorch packs everything into a folder; its pickle comes first.
        if (first.endsWith("/data.pkl") || first.endsWith("/.format_version") || first.endsWith("/byteorder")) {
            return "was saved by PyTorch; " + PythonLines.fromPyTorch(file);
        }
        return ARCHIVE;
    }

    private static Optional<String> text(byte[] found) {
        String text = new String(found, StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00ef\u00bb\u00bf", "")
                .strip();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
            return Optional.of("is a web page, not the file it shows; download the file itself"
                    + " (on Hugging Face its address has /resolve/ where the page has /blob/)");
        }
        if (text.startsWith("{")) {
            return Optional.of("is a JSON text, not a safetensors file; name the file with the weights");
        }
        return Optional.empty();
    }
}
