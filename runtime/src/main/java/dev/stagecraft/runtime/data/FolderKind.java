package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.picture.PictureFormat;
import dev.stagecraft.runtime.tree.PictureFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of pictures, with a folder for each class. */
final class FolderKind implements DataKind {
    static final String NAME = "folder";

    private static final String FORM = NAME + ":FOLDER";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> forms() {
        return List.of(FORM);
    }

    @Override
    public DataSet open(DataRequest request) {
        return PictureSet.of(
                PictureFolder.list(Places.folder(request, NAME, FORM), FolderKind::beginsAsPicture), request);
    }

    /** What cannot be read has no name of a picture's either, and is none. */
    private static boolean beginsAsPicture(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return PictureFormat.isStart(in.readNBytes(PictureFormat.LONGEST_START));
        } catch (IOException e) {
            return false;
        }
    }
}
