package dev.stagecraft.runtime.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A format of picture files, told by a file's first bytes: names of files are often wrong. */
public enum PictureFormat {
    /** JPEG, in color, gray or CMYK. */
    JPEG("\u00FF\u00D8\u00FF"),
    /** PNG. */
    PNG("\u0089PNG\r\n\u001A\n"),
    /** GIF; its first frame is the picture. */
    GIF("GIF8"),
    /** BMP. */
    BMP("BM");

    /** No format's first bytes are longer. */
    private static final int LONGEST_START = 16;

    private static final int MOST_SHOWN = 16;
    private static final int MOST_BYTES_SHOWN = 8;

    private final String start;

    PictureFormat(String start) {
        this.start = start;
    }

    /**
     * What is not read.
     *
     * @param name of the format
     * @param command that has it read
     * @param place in a file where one of the marks stands
     */
    private record Foreign(String name, String command, int place, List<String> marks) {
        private static final List<Foreign> ALL = List.of(
                new Foreign("a WebP picture", "dwebp FILE -o FILE.png", 8, List.of("WEBP")),
                new Foreign("an AVIF picture", "avifdec FILE FILE.png", 4, List.of("ftypavif", "ftypavis")),
                new Foreign(
                        "a HEIC picture",
                        "heif-convert FILE FILE.png",
                        4,
                        List.of("ftypheic", "ftypheix", "ftyphevc", "ftypmif1", "ftypmsf1")),
                new Foreign("a TIFF picture", "convert FILE FILE.png", 0, List.of("II*\0", "MM\0*")));
    }

    private static boolean isAt(byte[] file, int place, String mark) {
        return file.length >= place + mark.length()
                && new String(file, place, mark.length(), StandardCharsets.ISO_8859_1).equals(mark);
    }

    /** Whether a file that begins so is a picture that can be read, as far as its first bytes tell. */
    public static boolean isStart(byte[] start) {
        return ofStart(start).isPresent();
    }

    /** As {@link #isStart}, of a file. What cannot be read is none. */
    public static boolean isStartOf(Path file) {
        return of(file).isPresent();
    }

    /** The format of a file; empty if it is none of these, or cannot be read. */
    public static Optional<PictureFormat> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ofStart(in.readNBytes(LONGEST_START));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The format of a file that begins so; empty if it is none of these. */
    static Optional<PictureFormat> ofStart(byte[] start) {
        return Arrays.stream(values())
                .filter(format -> isAt(start, 0, format.start))
                .findFirst();
    }

    /**
     * The format of a file that begins so.
     *
     * @throws BadPictureException if it is none of these; the reason names what it is, as far as that can be told
     */
    static PictureFormat require(byte[] start) throws BadPictureException {
        if (start.length == 0) {
            throw new BadPictureException("is empty");
        }
        Optional<PictureFormat> format = ofStart(start);
        if (format.isPresent()) {
            return format.get();
        }
        for (Foreign foreign : Foreign.ALL) {
            if (foreign.marks().stream().anyMatch(mark -> isAt(start, foreign.place(), mark))) {
                throw new BadPictureException("is " + foreign.name() + ", a format that is not read; convert it, for"
                        + " example by " + foreign.command());
            }
        }
        throw new BadPictureException(
                "is not a picture: it begins with " + shown(start) + "; JPEG, PNG, GIF and BMP are read");
    }

    private static String shown(byte[] start) {
        byte[] first = Arrays.copyOf(start, Math.min(start.length, MOST_SHOWN));
        String text = new String(first, StandardCharsets.US_ASCII);
        if (text.chars().allMatch(each -> each >= ' ' && each < 0x7F)) {
            return "\"" + text + "\"";
        }
        StringBuilder hex = new StringBuilder("the bytes");
        for (int i = 0; i < Math.min(first.length, MOST_BYTES_SHOWN); i++) {
            hex.append(String.format(Locale.ROOT, " %02X", first[i] & 0xFF));
        }
        return hex.toString();
    }
}
