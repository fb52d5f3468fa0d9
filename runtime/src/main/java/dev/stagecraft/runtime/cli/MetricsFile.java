package dev.stagecraft.runtime.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.train.EpochResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes a line of JSON after each epoch, which is on the disk before the epoch's checkpoint is. */
final class MetricsFile implements TrainListeners.Closing {
    private static final Gson JSON = new Gson();

    private final Path file;
    private final FileChannel channel;
    /** A pipe or a terminal can neither be cut nor brought to a disk. */
    private final boolean regular;

    private MetricsFile(Path file, FileChannel channel) {
        this.file = file;
        this.regular = Files.isRegularFile(file);
        this.channel = channel;
    }

    /**
     * Begins the file anew, or takes it up where a resumed run goes on: lines of epochs that will be done again go.
     *
     * @param epochs done before
     * @throws BadInputException where it cannot be written
     */
    static MetricsFile open(Path file, int epochs) {
        try {
            List<String> before = epochs > 0 && Files.isRegularFile(file) ? linesUpTo(file, epochs) : List.of();
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            MetricsFile opened = new MetricsFile(file, channel);
            try {
                if (opened.regular) {
                    // What stays is what the file begins with, so that nothing is lost where this is cut off.
                    channel.truncate(before.stream()
                            .mapToLong(line -> bytes(line).length)
                            .sum());
                    channel.position(channel.size());
                }
                return opened;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "the metrics file " + file + " cannot be written (" + e + "); name another with --metrics", e);
        }
    }

    /** A line that was cut off ends what can be kept, and so does one that is none of ours. */
    private static List<String> linesUpTo(Path file, int epochs) throws IOException {
        List<String> kept = new ArrayList<>();
        String text = Files.readString(file);
        for (int from = 0, end = text.indexOf('\n'); end >= 0; from = end + 1, end = text.indexOf('\n', from)) {
            String line = text.substring(from, end);
            if (epochOf(line) < 1 || epochOf(line) > epochs) {
                break;
            }
            kept.add(line);
        }
        return kept;
    }

    private static int epochOf(String line) {
        try {
            return JSON.fromJson(line, JsonObject.class).get("epoch").getAsInt();
        } catch (JsonParseException | NullPointerException | NumberFormatException | IllegalStateException e) {
            // No epoch's line.
            return 0;
        }
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
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
            ByteBuffer bytes = ByteBuffer.wrap(bytes(JSON.toJson(line)));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (regular) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new RunFailedException(
                    "the metrics file " + file + " cannot be written any more (" + e
                            + "); make room or make it writable, and go on with --resume",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
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
            double imagesPerSecond,
            String weightsSha256) {}
}
