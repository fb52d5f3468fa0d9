package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.picture.BadPictureException;
import dev.stagecraft.runtime.picture.PictureDecoder;
import dev.stagecraft.runtime.picture.Pixels;
import dev.stagecraft.runtime.tree.PictureList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Pictures in files, decoded whenever they are read.
 *
 * @param folder that their paths are relative to
 * @param entries paths and labels
 * @param classNames in the order of the labels
 * @param channels 3 for color, 1 for gray
 */
record PictureFiles(Path folder, List<PictureList.Entry> entries, List<String> classNames, int channels)
        implements Pictures {
    /** Opened when the first picture is read, for as long as the process lives. */
    private static final class Shared {
        private static final PictureDecoder DECODER = new PictureDecoder();
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public int classes() {
        return classNames.size();
    }

    @Override
    public boolean severalThreads() {
        return true;
    }

    @Override
    public Picture picture(int index) {
        Path file = file(index);
        try {
            Pixels found = Shared.DECODER.decode(Files.readAllBytes(file), channels, PictureDecoder.USUAL_MOST_PIXELS);
            return new Picture(new ImageShape(found.height(), found.width(), found.channels()), found.values());
        } catch (BadPictureException e) {
            throw new BadInputException(ForeignText.printed(file.toString()) + " " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> encoded(int index) {
        try {
            return Optional.of(Files.readAllBytes(file(index)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int index) {
        return folder.resolve(entries.get(index).path());
    }

    @Override
    public int label(int index) {
        return entries.get(index).label();
    }

    @Override
    public String key(int index) {
        return entries.get(index).path();
    }
}
