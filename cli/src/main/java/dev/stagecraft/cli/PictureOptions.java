package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.Reading;
import dev.stagecraft.runtime.data.SkippedImages;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How files of pictures are read. */
final class PictureOptions {
    @Option(
            names = "--on-bad-image",
            paramLabel = "WHAT",
            defaultValue = "fail",
            description =
                    "What to do if pictures cannot be read: fail, or skip (default: ${DEFAULT-VALUE}). skip decodes"
                            + " every picture before the first step and leaves out those that cannot be read, at most a tenth"
                            + " of all. skipped-images.csv in --out lists them.")
    private String onBadImage = "fail";

    @Mixin
    private PixelOptions pixels;

    private PictureOptions() {}

    /**
     * What was said. What a run left out is left out again.
     *
     * @param place of the data
     * @param saved the run that is resumed or evaluated, if any
     */
    Reading reading(DataPlace place, Optional<SavedRun> saved) {
        Reading reading = Reading.DEFAULT.upTo(pixels.most()).on(treatment());
        return saved.flatMap(run -> skippedBy(run, place))
                .map(reading::skipping)
                .orElse(reading);
    }

    private Reading.OnBadImage treatment() {
        return switch (onBadImage.toLowerCase(Locale.ROOT)) {
            case "fail" -> Reading.OnBadImage.FAIL;
            case "skip" -> Reading.OnBadImage.SKIP;
            default -> throw new BadInputException("--on-bad-image is " + onBadImage + "; it must be fail or skip");
        };
    }

    /** The list lies in the folder of the run, beside the checkpoint. */
    private static Optional<SkippedImages> skippedBy(SavedRun saved, DataPlace place) {
        Optional<RunOrigin> same =
                saved.origin().filter(origin -> origin.dataKind().equals(place.kind()));
        return same.flatMap(origin -> saved.skippedSha256())
                .map(sha256 -> SkippedImages.read(runFolder(saved), sha256));
    }

    /** The folder that a checkpoint lies in. */
    static Path runFolder(SavedRun saved) {
        return Objects.requireNonNull(saved.checkpoint().toAbsolutePath().getParent());
    }
}
