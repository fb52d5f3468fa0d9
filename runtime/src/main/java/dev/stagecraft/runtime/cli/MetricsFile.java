package dev.stagecraft.runtime.cli;

import com.google.gson.Gson;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a line of JSON after each epoch. */
final class MetricsFile implements TrainListener, AutoCloseable {
    private static final Gson JSON = new Gson();

    private final Path file;
    private final BufferedWriter writer;

    private MetricsFile(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Begins the file anew.
     *
     * @throws BadInputException where it cannot be written
     */
    static MetricsFile open(Path file) {
        try {
            return new MetricsFile(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BadInputException(
                    "the metrics file " + file + " cannot be written (" + e + "); name another with --metrics", e);
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
                result.imagesPerSecond());
        try {
            writer.write(JSON.toJson(line));
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new RunFailedException("the metrics file " + file + " cannot be written any more (" + e + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new RunFailedException("the metrics file " + file + " cannot be closed (" + e + ")", e);
        }
    }

    /** The fields that programs read; their names are a contract. */
    private record Line(
            int epoch,
            double loss,
            double trainAccuracy,
            double testAccuracy,
            double seconds,
            double imagesPerSecond) {}
}
