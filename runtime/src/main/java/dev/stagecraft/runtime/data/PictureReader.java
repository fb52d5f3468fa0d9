package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.picture.BadPictureException;
import dev.stagecraft.runtime.picture.PictureDecoder;
import dev.stagecraft.runtime.picture.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the pictures of a set. Several threads may read.
 *
 * @param folder that paths are relative to
 * @param channels 3 for color, 1 for gray
 * @param mostPixels that a picture may have
 * @param records of the files
 * @param kept the pictures that were decoded, by path; empty if they are decoded each time
 */
record PictureReader(
        Path folder, int channels, long mostPixels, PictureRecords records, Optional<Map<String, Picture>> kept) {
    /** What an object in memory takes beside its values, more or less. */
    private static final long BESIDE_VALUES = 200;

    /** Opened when the first picture is read, for as long as the process lives. */
    private static final class Shared {
        private static final PictureDecoder DECODER = new PictureDecoder();
    }

    /**
     * A reader.
     *
     * @param keeps whether decoded pictures are kept in memory
     */
    static PictureReader of(Path folder, int channels, long mostPixels, PictureRecords records, boolean keeps) {
        return new PictureReader(
                folder,
                channels,
                mostPixels,
                records,
                keeps ? Optional.of(new ConcurrentHashMap<>()) : Optional.empty());
    }

    /** Bytes of memory that a decoded picture takes. */
    static long bytes(long height, long width, int channels) {
        return height * width * channels + BESIDE_VALUES;
    }

    /**
     * A picture, upright.
     *
     * @throws BadInputException if its file cannot be read or decoded, or was changed since it was first read
     */
    Picture read(String path) {
        try {
            return tryRead(path);
        } catch (IOException e) {
            throw records.lost(path, e);
        } catch (BadPictureException e) {
            throw new BadInputException(ForeignText.printed(folder.resolve(path).toString()) + " " + e.getMessage(), e);
        }
    }

    /** As {@link #read}, with exceptions that tell why it cannot be read or decoded. */
    Picture tryRead(String path) throws BadPictureException, IOException {
        Optional<Picture> before = kept.map(pictures -> pictures.get(path));
        if (before.isPresent()) {
            return before.get();
        }
        Pixels found = Shared.DECODER.decode(records.read(path), channels, mostPixels);
        Picture picture = new Picture(new ImageShape(found.height(), found.width(), found.channels()), found.values());
        kept.ifPresent(pictures -> pictures.put(path, picture));
        return picture;
    }
}
