package dev.stagecraft.runtime.picture;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

/**
 * How a camera was held: what has to be done to the stored pixels so that the picture stands upright. The order is that of
 * the numbers 1 to 8 of EXIF's tag {@code Orientation} (CIPA DC-008, 4.6.5).
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, false, true),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, true, false),
    TRANSPOSED(true, false, false),
    RIGHT_TURN(true, true, false),
    TRANSVERSED(true, true, true),
    LEFT_TURN(true, false, true);

    private final boolean swapsSides;
    private final boolean fromLastRow;
    private final boolean fromLastColumn;

    Orientation(boolean swapsSides, boolean fromLastRow, boolean fromLastColumn) {
        this.swapsSides = swapsSides;
        this.fromLastRow = fromLastRow;
        this.fromLastColumn = fromLastColumn;
    }

    /**
     * What a block of EXIF data says; upright where it says nothing, or cannot be read. Whether a picture can be read does
     * not depend on it.
     *
     * @param exif from the byte order on
     */
    static Orientation of(byte[] exif) {
        try {
            Metadata found = new Metadata();
            new ExifReader().extract(new ByteArrayReader(exif), found);
            ExifIFD0Directory directory = found.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer number = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return number == null || number < 1 || number > values().length ? UPRIGHT : values()[number - 1];
        } catch (RuntimeException | StackOverflowError e) {
            // The library was written for sound files: it throws all kinds on others.
            return UPRIGHT;
        }
    }

    /** Whether height and width change places. */
    boolean swapsSides() {
        return swapsSides;
    }

    /** The picture upright. */
    Pixels apply(Pixels stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int height = swapsSides ? stored.width() : stored.height();
        int width = swapsSides ? stored.height() : stored.width();
        int channels = stored.channels();
        byte[] upright = new byte[stored.values().length];
        int next = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = swapsSides ? x : y;
                int column = swapsSides ? y : x;
                if (fromLastRow) {
                    row = stored.height() - 1 - row;
                }
                if (fromLastColumn) {
                    column = stored.width() - 1 - column;
                }
                int from = (row * stored.width() + column) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    upright[next++] = stored.values()[from + channel];
                }
            }
        }
        return new Pixels(height, width, channels, upright);
    }
}
