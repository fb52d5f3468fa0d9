package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.picture.PictureFormat;
import dev.stagecraft.runtime.tree.Part;
import dev.stagecraft.runtime.tree.PictureFolder;
import dev.stagecraft.runtime.tree.PictureList;
import dev.stagecraft.runtime.tree.PictureTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes data sets of pictures in files. */
final class PictureSet {
    private static final int COLORS = 3;

    private PictureSet() {}

    /** The pictures of a folder with a folder for each class. */
    static DataSet ofFolder(Path folder, DataRequest request) {
        return of(PictureFolder.list(folder, PictureFormat::isStartOf), request);
    }

    /** The pictures that a table names. */
    static DataSet ofTable(Path file, DataRequest request) {
        return of(PictureTable.list(file), request);
    }

    /** Gray where the network takes gray, else in color. */
    private static DataSet of(PictureList found, DataRequest request) {
        found.notices().forEach(request.transfer()::notice);
        int channels = request.wanted()
                .map(wanted -> wanted.input().channels())
                .filter(wanted -> wanted == 1)
                .orElse(COLORS);
        PictureCheck.Checked checked =
                new PictureCheck(found, channels, request.reading()).check(request.transfer()::notice);
        PictureList list = checked.list();
        LabeledImages train = part(checked, Part.TRAIN).orElseThrow();
        if (train.size() == 0) {
            throw new BadInputException(list.name() + " has no training images; add some");
        }
        return new DataSet(
                list.name(),
                train,
                part(checked, Part.VALIDATION).filter(part -> part.size() > 0),
                part(checked, Part.TEST).orElseGet(() -> train.first(0)),
                Feed.PLAIN);
    }

    private static Optional<LabeledImages> part(PictureCheck.Checked checked, Part part) {
        List<PictureList.Entry> entries = checked.list().parts().get(part);
        return entries == null
                ? Optional.empty()
                : Optional.of(new PictureFiles(
                        checked.reader(), entries, checked.list().classNames()));
    }
}
