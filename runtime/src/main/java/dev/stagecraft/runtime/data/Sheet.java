package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.picture.PngFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A picture of training images as a network sees them, before mean and deviation: a row for each class. */
public final class Sheet {
    private static final int MOST_ROWS = 20;
    private static final int COLUMNS = 8;
    private static final int GAP = 2;
    private static final long MOST_PIXELS = 100_000_000;

    private Sheet() {}

    /**
     * Draws the first 8 images of each of the first 20 classes, on white.
     *
     * @param images to train on
     * @param preparation resizes and changes them
     * @return a file in the format PNG
     * @throws BadInputException if the images have neither 1 nor 3 channels, or the sheet would have more than 100 million
     *     pixels
     */
    public static byte[] png(LabeledImages images, Preparation preparation) {
        ImageShape size = preparation.preprocessing().size();
        int channels = size.channels();
        if (channels != 1 && channels != 3) {
            throw new BadInputException("a sheet shows images of 1 or 3 channels, but these have " + channels);
        }
        List<List<Integer>> rows = rows(images);
        long height = (long) rows.size() * (size.height() + GAP) + GAP;
        long width = (long) COLUMNS * (size.width() + GAP) + GAP;
        if (height * width > MOST_PIXELS) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "a sheet of images of %d×%d would have %,d pixels; at most %,d are drawn",
                    size.height(),
                    size.width(),
                    height * width,
                    MOST_PIXELS));
        }
        byte[] sheet = new byte[(int) (height * width * channels)];
        Arrays.fill(sheet, (byte) 0xFF);
        float[] one = new float[size.values()];
        int line = size.width() * channels;
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                preparation.resize(preparation.augmented(images, rows.get(row).get(column)), one, 0);
                for (int y = 0; y < size.height(); y++) {
                    long top = GAP + (long) row * (size.height() + GAP) + y;
                    int left = GAP + column * (size.width() + GAP);
                    int at = (int) ((top * width + left) * channels);
                    for (int x = 0; x < line; x++) {
                        sheet[at + x] = (byte) Math.round(Math.min(255f, Math.max(0f, one[y * line + x])));
                    }
                }
            }
        }
        return PngFile.encode((int) height, (int) width, channels, sheet);
    }

    /** Positions of the first images of each class. */
    private static List<List<Integer>> rows(LabeledImages images) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int label = 0; label < Math.min(MOST_ROWS, images.classes()); label++) {
            rows.add(new ArrayList<>());
        }
        for (int i = 0; i < images.size(); i++) {
            int label = images.label(i);
            if (label < rows.size() && rows.get(label).size() < COLUMNS) {
                rows.get(label).add(i);
            }
        }
        return rows;
    }
}
