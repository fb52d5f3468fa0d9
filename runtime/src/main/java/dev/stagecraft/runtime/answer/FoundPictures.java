package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.picture.PictureFormat;
import dev.stagecraft.runtime.tree.PicturesBelow;
import java.nio.file.Path;
import java.util.List;

/**
 * The pictures in a folder and below.
 *
 * @param files in the order of their names by code point; those of a folder before its folders'
 * @param notices what was skipped, in one sentence; empty if nothing was
 */
public record FoundPictures(List<Path> files, List<String> notices) {
    /** Copies the lists. */
    public FoundPictures {
        files = List.copyOf(files);
        notices = List.copyOf(notices);
    }

    /**
     * Lists a folder. Links are followed. Hidden files and folders, and files that are not pictures, are skipped. A file
     * whose name is that of a picture is listed, whatever is in it.
     *
     * @throws BadInputException if a folder cannot be read, or a link leads to a folder that contains it
     */
    public static FoundPictures in(Path folder) {
        PicturesBelow found = PicturesBelow.list(folder, PictureFormat::isStartOf);
        return new FoundPictures(found.paths().stream().map(folder::resolve).toList(), found.notices());
    }
}
