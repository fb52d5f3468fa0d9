package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.train.EpochResult;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a line of JSON after each epoch, which is on the disk before the epoch's checkpoint is. */
final class MetricsFile implements TrainListeners.Closing {
    private final Path file;
    private final LineTarget target;

    private MetricsFile(Path file, LineTarget target) {
        this.file = file;
        this.target = target;
    }

    /**
     * Begins the file, or continues it where a run is resumed: lines of epochs that will be done again are removed. A file
     * that this process has open already, and whatever is not a regular file, is appended to.
     *
     * @param epochs done before
     * @throws BadInputException where it cannot be written, or holds something else than a run's metrics
     */
    static MetricsFile open(Path file, int epochs, Console console) {
        try {
            return new MetricsFile(file, LineTarget.open(file, epochs, console));
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new BadInputException(
                    "the metrics file " + file + " cannot be written (" + trouble.cause() + "); " + trouble.advice()
                            + ", or name another with --metrics",
                    e);
        }
    }

    @Override
    public void epochDone(EpochResult result) {
        Line line = new Line(
                result.epoch(),
                result.loss(),
                result.trainAccuracy(),
                result.testAccuracy(),
                result.seconds(),
                result.imagesPerSecond(),
                result.weightsSha256());
        try {
            target.write(Json.LINE.toJson(line));
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new RunFailedException(
                    "the metrics file " + file + " cannot be written any more (" + trouble.cause() + "); "
                            + trouble.advice() + ", and go on with --resume",
                    e);
        }
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

    /** The fields that programs read; their names are a contract. */
    private record Line(
            int epoch,
            double loss,
            double trainAccuracy,
            double testAccuracy,
            double seconds,
            double imagesPerSecond,
            String weightsSha256) {}
}
