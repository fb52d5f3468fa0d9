package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Picture;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.picture.BadPictureException;
import dev.stagecraft.runtime.picture.BufferedPixels;
import dev.stagecraft.runtime.picture.PictureDecoder;
import dev.stagecraft.runtime.picture.PictureHeader;
import dev.stagecraft.runtime.picture.Pixels;
import java.io.IOException;
import java.io.InputStream;

/** Brings pictures into a network's size, within what a request may take. Any thread may read. */
final class PictureReader implements AutoCloseable {
    private final Preprocessing preprocessing;
    private final PictureDecoder decoder = new PictureDecoder();

    PictureReader(Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
    }

    /** The values in the network's size, HWC, 0 to 255. */
    float[] read(PictureSource source, Allowance allowance) {
        if (source.content() instanceof PictureSource.Prepared prepared) {
            if (!prepared.by().equals(preprocessing)) {
                throw new BadInputException(
                        source.name()
                                + " was prepared for a network that takes other images; prepare it with the classifier that answers");
            }
            return prepared.values();
        }
        try {
            Pixels pixels = source.content() instanceof PictureSource.Drawn drawn
                    ? drawn(source, drawn, allowance)
                    : decoded(source, bytes(source, allowance), allowance);
            float[] values = new float[preprocessing.size().values()];
            preprocessing.resize(
                    new Picture(new ImageShape(pixels.height(), pixels.width(), pixels.channels()), pixels.values()),
                    values,
                    0);
            return values;
        } catch (BadPictureException e) {
            throw new RejectedPictureException(source.name() + " " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RejectedPictureException(
                    source.name() + " cannot be read (" + DiskTrouble.of(e).cause() + ")", e);
        }
    }

    private Pixels drawn(PictureSource source, PictureSource.Drawn drawn, Allowance allowance) {
        allowance.takePixels(source.name(), BufferedPixels.count(drawn.image()));
        return BufferedPixels.of(drawn.image(), channels());
    }

    private Pixels decoded(PictureSource source, byte[] file, Allowance allowance) throws BadPictureException {
        long pixels = PictureHeader.of(file).pixels();
        allowance.takePixels(source.name(), pixels);
        return decoder.decode(file, channels(), pixels);
    }

    private static byte[] bytes(PictureSource source, Allowance allowance) throws IOException {
        PictureSource.Opening opening = ((PictureSource.Encoded) source.content()).opening();
        int most = (int) Math.min(allowance.bytesLeft(), Integer.MAX_VALUE - 16);
        try (InputStream stream = opening.open()) {
            byte[] read = stream.readNBytes(most);
            if (read.length == most && stream.read() >= 0) {
                throw allowance.tooManyBytes(source.name());
            }
            allowance.takeBytes(read.length);
            return read;
        }
    }

    private int channels() {
        return preprocessing.size().channels();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
