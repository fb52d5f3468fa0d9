package dev.stagecraft.runtime.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file says of its picture before it is decoded.
 *
 * @param format by the file's first bytes
 * @param height of the picture upright, at least 1
 * @param width of the picture upright, at least 1
 * @param pixels that decoding has to hold: those of all frames, at least 1
 */
public record PictureHeader(PictureFormat format, int height, int width, long pixels) {
    /** What one array of Java's can hold in color. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 3 - 8;

    /** Most headers end before; camera files keep a small picture and more in front of theirs. */
    public static final int USUALLY_ENOUGH = 1 << 16;

    /**
     * Reads a file's header, and no more of the file than that takes.
     *
     * @throws BadPictureException if it is not a picture that can be read, as far as a header shows
     * @throws IOException if the file cannot be read
     */
    public static PictureHeader read(Path file) throws BadPictureException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return of(stream.readNBytes(USUALLY_ENOUGH), file);
        }
    }

    /**
     * As {@link #read}, of a file that is open already.
     *
     * @param start the first {@link #USUALLY_ENOUGH} bytes of the file, or all if it has fewer
     * @param file from which the rest is read if the header does not end in them
     * @throws BadPictureException as {@link #read}
     * @throws IOException as {@link #read}
     */
    public static PictureHeader of(byte[] start, Path file) throws BadPictureException, IOException {
        if (start.length < USUALLY_ENOUGH) {
            return of(start);
        }
        Optional<Found> found = find(start);
        // What is cut off here may be whole in the file.
        return found.isPresent() ? found.get().header() : of(Files.readAllBytes(file));
    }

    /**
     * The header of a whole file.
     *
     * @throws BadPictureException as {@link #read}
     */
    public static PictureHeader of(byte[] file) throws BadPictureException {
        return found(file).header();
    }

    /**
     * Checks that the picture is not too large to be decoded.
     *
     * @throws BadPictureException if it has more pixels, or more than an array of Java's can hold in color
     */
    public void requireAtMost(long mostPixels) throws BadPictureException {
        if (pixels > Math.min(mostPixels, MOST_PIXELS)) {
            throw new BadPictureException(tooLarge(mostPixels));
        }
    }

    /** What is said of a picture that has more pixels, as a part of a sentence about it. */
    public String tooLarge(long mostPixels) {
        return String.format(
                Locale.ROOT,
                "claims %,d pixels (%d×%d); at most %,d are decoded",
                pixels,
                height,
                width,
                Math.min(mostPixels, MOST_PIXELS));
    }

    /** A header, and how its picture has to be turned. */
    record Found(PictureHeader header, Orientation orientation) {
        private static Found of(PictureFormat format, long height, long width, Orientation orientation)
                throws BadPictureException {
            if (height < 1 || width < 1 || height > Integer.MAX_VALUE || width > Integer.MAX_VALUE) {
                throw new BadPictureException("is damaged: its header says " + height + "×" + width + " pixels");
            }
            boolean swaps = orientation.swapsSides();
            return new Found(
                    new PictureHeader(
                            format, (int) (swaps ? width : height), (int) (swaps ? height : width), height * width),
                    orientation);
        }
    }

    static Found found(byte[] file) throws BadPictureException {
        PictureFormat format = PictureFormat.require(file);
        return find(file)
                .orElseThrow(() -> new BadPictureException("is damaged: its " + format + " header is cut off"));
    }

    /** Empty where the bytes end before the header does. */
    private static Optional<Found> find(byte[] file) throws BadPictureException {
        PictureFormat format = PictureFormat.require(file);
        return switch (format) {
            case JPEG -> {
                JpegMarkers markers = JpegMarkers.read(file);
                yield markers.hasFrame()
                        ? Optional.of(Found.of(format, markers.height(), markers.width(), markers.orientation()))
                        : Optional.empty();
            }
            case PNG -> {
                PngChunks chunks = PngChunks.read(file);
                yield chunks.hasHeader()
                        ? Optional.of(Found.of(format, chunks.height(), chunks.width(), chunks.orientation()))
                        : Optional.empty();
            }
            case GIF -> GifFrames.read(file);
            case BMP -> BmpFile.read(file);
        };
    }
}
