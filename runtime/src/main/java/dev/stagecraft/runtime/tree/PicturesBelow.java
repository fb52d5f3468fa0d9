package dev.stagecraft.runtime.tree;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * All pictures in a folder and below.
 *
 * @param paths relative to the folder, in the order of their names by code point; those of a folder before its folders'
 * @param notices what was skipped, in one sentence; empty if nothing was
 */
public record PicturesBelow(List<String> paths, List<String> notices) {
    /**
     * Lists a folder. Links are followed; what is hidden or no picture is skipped.
     *
     * @param beginsAsPicture whether a file whose name does not tell is a picture
     * @throws BadInputException where a folder cannot be read, or lies in itself
     */
    public static PicturesBelow list(Path folder, Predicate<Path> beginsAsPicture) {
        Skipped skipped = new Skipped();
        Folder found = new Folder.Reader(folder, beginsAsPicture, skipped).read();
        return new PicturesBelow(found.allPictures(), skipped.notices(ForeignText.printed(folder.toString())));
    }
}
