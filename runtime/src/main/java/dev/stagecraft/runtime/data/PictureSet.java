package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.tree.Part;
import dev.stagecraft.runtime.tree.PictureList;
import java.util.List;
import java.util.Optional;

/** Makes a data set of a list of pictures. */
final class PictureSet {
    private static final int COLORS = 3;

    private PictureSet() {}

    /** Gray where the network takes gray, else in color. */
    static DataSet of(PictureList list, DataRequest request) {
        list.notices().forEach(request.transfer()::notice);
        int channels = request.wanted()
                .map(wanted -> wanted.input().channels())
                .filter(wanted -> wanted == 1)
                .orElse(COLORS);
        LabeledImages train = part(list, Part.TRAIN, channels).orElseThrow();
        if (train.size() == 0) {
            throw new BadInputException(list.name() + " has no training images; add some");
        }
        return new DataSet(
                list.name(),
                train,
                part(list, Part.VALIDATION, channels).filter(part -> part.size() > 0),
                part(list, Part.TEST, channels).orElseGet(() -> train.first(0)),
                Feed.PLAIN);
    }

    private static Optional<LabeledImages> part(PictureList list, Part part, int channels) {
        List<PictureList.Entry> entries = list.parts().get(part);
        return entries == null
                ? Optional.empty()
                : Optional.of(new PictureFiles(list.folder(), entries, list.classNames(), channels));
    }
}
