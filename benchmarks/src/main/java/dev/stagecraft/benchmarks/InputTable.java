package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.HarnessException;
import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report.Column;
import dev.stagecraft.benchmarks.harness.Result;
import dev.stagecraft.benchmarks.harness.Side;
import dev.stagecraft.benchmarks.harness.Turns;
import dev.stagecraft.benchmarks.probe.PictureFolder;
import dev.stagecraft.benchmarks.probe.PictureFolder.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reading pictures, compared with a bare loop of the same operations. */
@Command(
        name = "input",
        description = "Reads a folder of drawn JPEG files of 500x375 as training does, decoded and resized to 224x224,"
                + " and compares that with a bare loop of the same operations on all cores.",
        mixinStandardHelpOptions = true)
final class InputTable implements Callable<Integer> {
    private static final int PICTURES = 400;
    private static final int CLASSES = 4;
    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;
    private static final int WARM_UP = 2;
    private static final int EPOCHS = 5;
    private static final String OURS = "ours";
    private static final String LOOP = "bare loop";

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("ours, images/s", "ours", "%.0f"),
            new Column("bare loop, images/s", "peer", "%.0f"),
            new Column("ratio", "ratio", "%.3f"),
            new Column("spread", "spread", "%.3f"),
            new Column("core-seconds per 1,000 images", "coreSeconds", "%.2f"),
            new Column("the loop's", "peerCoreSeconds", "%.2f"));

    @Mixin
    private TableOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.table(List.of("jpeg-500x375"), row -> row, "a bare loop", COLUMNS, () -> {}, this::measured);
    }

    private List<Result> measured(String row, Quiet quiet) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("stagecraft-input");
            try {
                DrawnJpegs.write(folder, PICTURES, CLASSES, WIDTH, HEIGHT);
                List<Side> sides = List.of(
                        Side.ours(OURS, PictureFolder.class, folder, CLASSES, WARM_UP, EPOCHS, Form.TRAINING),
                        Side.ours(LOOP, PictureFolder.class, folder, CLASSES, WARM_UP, EPOCHS, Form.BARE_LOOP));
                return List.of(result(row, Turns.of(row, sides, options.rounds(), quiet, each -> {})));
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new HarnessException("the pictures cannot be written (" + e.getMessage() + ")");
        }
    }

    private static Result result(String row, Turns turns) {
        return new Result(row, "float32")
                .with("unit", "images/s")
                .with(
                        turns.median(OURS, "imagesPerSecond"),
                        turns.median(LOOP, "imagesPerSecond"),
                        turns.ratios(OURS, "imagesPerSecond", LOOP, "imagesPerSecond"))
                .with("coreSeconds", turns.median(OURS, "coreSeconds"))
                .with("peerCoreSeconds", turns.median(LOOP, "coreSeconds"))
                .with("peakMb", turns.most(OURS, "peak"))
                .with("peerPeakMb", turns.most(LOOP, "peak"));
    }
}
