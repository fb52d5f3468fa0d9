package dev.stagecraft.runtime.picture;

import com.drew.imaging.gif.GifMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.gif.GifHeaderDirectory;
import com.drew.metadata.gif.GifImageDirectory;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/** The frames of a GIF file. TensorFlow decodes all of them to give the first, so that all of them count. */
final class GifFrames {
    private GifFrames() {}

    /** Empty where the file ends before its first frame. */
    static Optional<PictureHeader.Found> read(byte[] file) throws BadPictureException {
        try {
            Metadata found = GifMetadataReader.readMetadata(new ByteArrayInputStream(file));
            GifHeaderDirectory screen = found.getFirstDirectoryOfType(GifHeaderDirectory.class);
            if (screen == null) {
                return Optional.empty();
            }
            int height = screen.getInt(GifHeaderDirectory.TAG_IMAGE_HEIGHT);
            int width = screen.getInt(GifHeaderDirectory.TAG_IMAGE_WIDTH);
            long pixels = 0;
            for (GifImageDirectory frame : found.getDirectoriesOfType(GifImageDirectory.class)) {
                pixels += (long) frame.getInt(GifImageDirectory.TAG_HEIGHT) * frame.getInt(GifImageDirectory.TAG_WIDTH);
            }
            PictureHeader header =
                    new PictureHeader(PictureFormat.GIF, height, width, Math.max(pixels, (long) height * width));
            return pixels == 0 ? Optional.empty() : Optional.of(new PictureHeader.Found(header, Orientation.UPRIGHT));
        } catch (MetadataException | RuntimeException e) {
            throw new BadPictureException("is damaged: its GIF header cannot be read", e);
        }
    }
}
