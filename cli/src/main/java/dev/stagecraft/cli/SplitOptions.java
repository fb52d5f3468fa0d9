package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.Split;
import dev.stagecraft.runtime.io.ForeignText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images of a set are cut off to test on and to validate on. */
final class SplitOptions {
    @Option(
            names = "--test-share",
            paramLabel = "X",
            description =
                    "Share of each class to take from the training images as test images (default: 0.2 if the data has"
                            + " only training images, else 0).")
    private @Nullable Double testShare;

    @Option(
            names = "--validation-share",
            paramLabel = "X",
            description = "Share of each class to take from the training images as validation images (default: 0).")
    private @Nullable Double validationShare;

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            description = "Seed that decides which images are taken; --seed has no influence on that (default: 1).")
    private @Nullable Long splitSeed;

    private SplitOptions() {}

    /** What was said; else what a checkpoint's run said of data of this kind; else what is usual. */
    Split split(DataPlace place, Optional<SavedRun> saved) {
        Split usual = saved.flatMap(run -> ofRun(place, run)).orElse(Split.DEFAULT);
        return new Split(
                splitSeed == null ? usual.seed() : splitSeed,
                Optional.ofNullable(testShare).or(usual::testShare),
                Optional.ofNullable(validationShare).or(usual::validationShare));
    }

    private static Optional<Split> ofRun(DataPlace place, SavedRun saved) {
        return saved.origin()
                .filter(origin -> origin.dataKind().equals(place.kind()))
                .flatMap(RunOrigin::dataSplit)
                .map(text -> Split.parse(text).orElseThrow(() -> unreadable(saved, text)));
    }

    private static BadInputException unreadable(SavedRun saved, String text) {
        return new BadInputException(saved.checkpoint() + " records that its data was split by "
                + ForeignText.printed(text)
                + ", which this version cannot read; use another checkpoint, or the version that wrote it");
    }
}
