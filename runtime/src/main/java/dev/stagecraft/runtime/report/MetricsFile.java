package dev.stagecraft.runtime.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.metric.LossScale;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line of JSON after each epoch. The line is on the disk before the checkpoint of the epoch. The listener owns
 * the file, and closing the listener closes the file.
 */
public final class MetricsFile implements TrainListener {
    private static final Gson JSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final Path file;
    private final LineTarget target;

    private MetricsFile(Path file, LineTarget target) {
        this.file = file;
        this.target = target;
    }

    /**
     * Starts the file, or continues that of a resumed run: lines of epochs that will be repeated are removed. If this
     * process has the file open already, or it is not a regular file, lines are appended.
     *
     * @param epochs that were completed before
     * @throws BadInputException if it cannot be written, or contains something other than metrics of a run
     */
    public static MetricsFile open(Path file, int epochs) {
        return open(file, epochs, () -> false, text -> {});
    }

    /**
     * As {@link #open(Path, int)}. Opening a pipe waits until a program reads it; a notice says so.
     *
     * @param stop whether to stop waiting; then nothing is written
     * @param notices is told once if no program reads the pipe yet
     */
    public static MetricsFile open(Path file, int epochs, BooleanSupplier stop, Consumer<String> notices) {
        try {
            return new MetricsFile(file, LineTarget.open(file, epochs, stop, notices));
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new BadInputException(
                    "the metrics file " + file + " cannot be written (" + trouble.cause() + "); " + trouble.advice()
                            + ", or name another file",
                    e);
        }
    }

    /**
     * Writes the lines to a stream.
     *
     * @param out the stream, which is not closed
     */
    public static MetricsFile to(PrintStream out) {
        return new MetricsFile(Path.of("the stream"), LineTarget.of(out));
    }

    @Override
    public Turn turn() {
        return Turn.WRITE;
    }

    @Override
    public void epochDone(EpochResult result) {
        try {
            target.write(line(result));
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new RunFailedException(
                    "the metrics file " + file + " cannot be written any more (" + trouble.cause() + "); "
                            + trouble.advice() + "; then resume the run",
                    e);
        }
    }

    /** The fields that programs read, in their order; their names are a contract. */
    private static String line(EpochResult result) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("epoch", result.epoch());
        line.put("loss", known(result.loss()));
        line.put("trainAccuracy", known(result.trainAccuracy()));
        result.validation().ifPresent(found -> line.put("validationAccuracy", found.accuracy()));
        if (result.isTested()) {
            line.put("testAccuracy", result.testAccuracy());
        }
        result.classes().ifPresent(found -> line.putAll(ClassFields.means(found)));
        line.put("seconds", result.seconds());
        line.put("imagesPerSecond", result.imagesPerSecond());
        line.put("dataWaitShare", result.dataWaitShare());
        LossScale scale = result.progress().lossScale();
        if (scale != null) {
            line.put("lossScale", scale.factor());
            line.put("skippedSteps", scale.skippedSteps());
        }
        result.finalClasses().ifPresent(found -> {
            line.put("classes", ClassFields.classes(found));
            found.confusion().ifPresent(matrix -> line.put("confusion", matrix.rows()));
        });
        line.put("weightsSha256", result.weightsSha256());
        // A resumed run refuses a line that is too long, because no metrics file of ours has one.
        for (String large : List.of("confusion", "classes")) {
            if (MetricsLines.isTooLong(JSON.toJson(line))) {
                line.remove(large);
            }
        }
        return JSON.toJson(line);
    }

    /** The means of an epoch are NaN if all of its steps were skipped, and JSON has no NaN. */
    private static @Nullable Double known(double mean) {
        return Double.isNaN(mean) ? null : (Double) mean;
    }

    @Override
    public void close() {
        try {
            target.close();
        } catch (IOException e) {
            throw new RunFailedException(
                    "the metrics file " + file + " cannot be closed ("
                            + DiskTrouble.of(e).cause() + ")",
                    e);
        }
    }
}
