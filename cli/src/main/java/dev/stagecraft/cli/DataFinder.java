package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedImages;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.PictureRecords;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.data.Wanted;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.HashedImages;
import java.util.Optional;

/**
 * Opens data for a network: what was named, or what a checkpoint names.
 *
 * @param sets where it is found
 * @param network that it is for
 * @param split which images are cut off to test and to validate on
 * @param pictures how files of pictures are read
 * @param console is told of notices and of what is fetched
 */
record DataFinder(DataSets sets, Network network, SplitOptions split, PictureOptions pictures, Console console) {
    /**
     * Data that was named.
     *
     * @param saved the run that is resumed or evaluated, if any: its data was cut in its way
     */
    OpenedData named(DataPlace place, Optional<SavedRun> saved) {
        return fitting(open(place, saved, saved));
    }

    /** As {@link #named}, of data that may be other than the run's: what the run left out is left out of its own data alone. */
    OpenedData other(DataPlace place, SavedRun saved) {
        DataPlace named = sets.absolutePlace(place);
        Optional<SavedRun> same = saved.origin()
                .filter(origin -> named.equals(new DataPlace(origin.dataKind(), origin.dataPlace())))
                .map(origin -> saved);
        return fitting(open(place, Optional.of(saved), same));
    }

    /**
     * Opens data.
     *
     * @param cut the run that says how its data was cut, if any
     * @param same the run that this is the data of, if any: it says which pictures were left out
     */
    private OpenedData open(DataPlace place, Optional<SavedRun> cut, Optional<SavedRun> same) {
        DataSet found = sets.open(
                place,
                DataSets.DRAWING_SEED,
                wanted(),
                split.split(place, cut),
                pictures.reading(place, same),
                new ConsoleTransfer(console));
        return new OpenedData(found, sets.absolutePlace(place));
    }

    /** What is used where nothing was named. */
    OpenedData usual() {
        DataPlace usual = new DataPlace(DataPlace.FASHION_MNIST, "");
        DataSet found = sets.openDefault(
                DataSets.DRAWING_SEED, wanted(), split.split(usual, Optional.empty()), new ConsoleTransfer(console));
        boolean synthetic = found.name().equals(Shapes.NAME);
        return fitting(new OpenedData(found, synthetic ? new DataPlace(DataPlace.SHAPES, "") : usual));
    }

    /** A checkpoint's data. Whoever wrote the checkpoint chose its names, so no message prints them as they are. */
    OpenedData ofRun(SavedRun saved) {
        RunOrigin origin = origin(saved);
        OpenedData found;
        try {
            found = open(new DataPlace(origin.dataKind(), origin.dataPlace()), Optional.of(saved), Optional.of(saved));
        } catch (BadInputException e) {
            throw new BadInputException(
                    "the data of " + saved.checkpoint() + ", " + text(origin) + ", cannot be opened: "
                            + ForeignText.printed(e.getMessage())
                            + ". If the data has moved, name it with --data KIND[:PLACE]",
                    e);
        }
        return fitting(found);
    }

    /**
     * As {@link #ofRun}, where no part is another one than the run used.
     *
     * @param whole whether all of each part is given, and not the run's limited part of it
     */
    DataSet sameAsOfRun(SavedRun saved, boolean whole) {
        RunOrigin origin = origin(saved);
        DataSet found = ofRun(saved).data();
        // Most files are as the run saw them and need not be read to be compared.
        PictureRecords.of(found.train()).ifPresent(known -> known.remember(PictureOptions.runFolder(saved)));
        DataSet same =
                found.withTrain(same(found.name(), found.train(), saved.trainImages(), "training", saved, origin));
        if (found.validation().isPresent()) {
            LabeledImages images = found.validation().get();
            same = same.withValidation(
                    same(found.name(), images, saved.validationImages(), "validation", saved, origin));
        }
        if (found.hasTest()) {
            same = same.withTest(same(found.name(), found.test(), saved.testImages(), "test", saved, origin));
        }
        return whole ? found : same;
    }

    private static RunOrigin origin(SavedRun saved) {
        return saved.origin()
                .orElseThrow(() -> new BadInputException(saved.checkpoint() + " "
                        + (saved.hasData()
                                ? "does not record where its data (" + ForeignText.printed(saved.data())
                                        + ") was found, because it was saved by an earlier version or from code"
                                : "has no data of its own, because its weights were imported and not trained here")
                        + "; name the data with --data KIND[:PLACE]"));
    }

    /** The part of some images that a checkpoint's run used; it is compared with the hash in the checkpoint. */
    private static LabeledImages same(
            String name,
            LabeledImages found,
            Optional<SavedImages> saved,
            String what,
            SavedRun run,
            RunOrigin origin) {
        long count = saved.map(SavedImages::count).orElse(0L);
        if (count >= 1 && count <= found.size()) {
            LabeledImages part = found.first((int) count);
            if (saved.filter(HashedImages.of(name, part)::matches).isPresent()) {
                return part;
            }
        }
        throw new BadInputException("the " + what + " images in " + text(origin) + " are not the ones that "
                + run.checkpoint() + " was saved with ("
                + saved.map(SavedImages::text).map(ForeignText::printed).orElse("it does not record which")
                + "); restore those, or evaluate on other data with --data KIND[:PLACE]");
    }

    private static String text(RunOrigin origin) {
        String place = origin.dataPlace().isEmpty() ? "" : ":" + origin.dataPlace();
        return ForeignText.printed(origin.dataKind() + place);
    }

    private Optional<Wanted> wanted() {
        return Optional.of(new Wanted(network.input(), network.classes()));
    }

    private OpenedData fitting(OpenedData opened) {
        DataSet found = opened.data();
        if (found.classes() != network.classes()) {
            throw new BadInputException(network.name() + " has " + network.classes() + " classes, but "
                    + ForeignText.printed(found.name()) + " has " + found.classes() + "; declare @Head(classes = "
                    + found.classes() + ") or choose other data");
        }
        return opened;
    }
}
