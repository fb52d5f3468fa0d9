package dev.stagecraft.runtime.report;

import com.google.protobuf.ByteString;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataClass;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes event files for TensorBoard: loss and learning rate of steps, the results of each epoch, results for each class after
 * the last epoch, and the graph. If the
 * file can no longer be written, one notice says so, and the run continues without it.
 *
 * <p>The listener owns the file, and closing the listener closes the file.
 */
public final class TensorBoardListener implements TrainListener {
    /** What TensorBoard knows this format by. */
    private static final String VERSION = "brain.Event:2";

    /** Steps between two points of a curve. */
    private static final int EVERY_STEPS = 10;

    private static final long FLUSH_NANOS = 10_000_000_000L;

    private final Path folder;
    private final Consumer<String> notices;
    private @Nullable RecordFile file;
    private long flushed = System.nanoTime();

    /**
     * Starts a file. A warning is logged if it can no longer be written.
     *
     * @param folder for the file, which is created if it is missing
     * @param network the graph of the network
     * @param from where training starts; TensorBoard then ignores later steps in other files of the folder
     * @throws BadInputException if the folder cannot be written
     */
    public TensorBoardListener(Path folder, GraphDef network, Progress from) {
        this(folder, network, from, TensorBoardListener::log);
    }

    /**
     * Starts a file.
     *
     * @param folder for the file, which is created if it is missing
     * @param network the graph of the network
     * @param from where training starts; TensorBoard then ignores later steps in other files of the folder
     * @param notices is told once if the file can no longer be written
     * @throws BadInputException if the folder cannot be written
     */
    public TensorBoardListener(Path folder, GraphDef network, Progress from, Consumer<String> notices) {
        this(folder, network, from, notices, () -> RecordFile.create(folder));
    }

    TensorBoardListener(Path folder, GraphDef network, Progress from, Consumer<String> notices, Opening opening) {
        this.folder = folder;
        this.notices = notices;
        try {
            Files.createDirectories(folder);
            RecordFile opened = opening.open();
            file = opened;
            begin(opened, network, from);
        } catch (IOException e) {
            abandon();
            throw new BadInputException(
                    folder + " cannot be written (" + e + "); make it writable, or train without event files", e);
        }
    }

    /** How a file begins. */
    interface Opening {
        RecordFile open() throws IOException;
    }

    private static void begin(RecordFile file, GraphDef network, Progress from) throws IOException {
        file.add(event(0).setFileVersion(VERSION));
        file.add(event(from.step()).setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START)));
        file.add(event(from.step()).setGraphDef(network.toByteString()));
        file.flush();
    }

    private static Event.Builder event(long step) {
        return Event.newBuilder().setWallTime(System.currentTimeMillis() / 1e3).setStep(step);
    }

    private static void log(String text) {
        System.getLogger(TensorBoardListener.class.getName()).log(System.Logger.Level.WARNING, text);
    }

    @Override
    public Turn turn() {
        return Turn.WRITE;
    }

    @Override
    public void stepDone(StepResult done) {
        if (done.progress().step() % EVERY_STEPS == 0 && !done.skipped()) {
            boolean flush = System.nanoTime() - flushed > FLUSH_NANOS;
            Map<String, Double> values = Map.of("step/loss", done.loss(), "step/learning_rate", done.learningRate());
            write(done.progress().step(), points(values), flush);
        }
    }

    @Override
    public void epochDone(EpochResult result) {
        Map<String, Double> values = new TreeMap<>();
        result.values().forEach((name, value) -> values.put("epoch/" + name, value));
        values.put("epoch/images_per_second", result.imagesPerSecond());
        values.put("epoch/data_wait_share", result.dataWaitShare());
        List<Summary.Value> points = new ArrayList<>(points(values));
        result.finalClasses().ifPresent(found -> {
            points.add(text("final/classes", ClassMarkdown.classes(found)));
            ClassMarkdown.confusion(found).ifPresent(table -> points.add(text("final/confusion", table)));
        });
        write(result.progress().step(), points, true);
    }

    private static List<Summary.Value> points(Map<String, Double> values) {
        return values.entrySet().stream()
                .map(value -> Summary.Value.newBuilder()
                        .setTag(value.getKey())
                        .setSimpleValue(value.getValue().floatValue())
                        .build())
                .toList();
    }

    /** As TensorBoard's plugin for text reads it. */
    private static Summary.Value text(String tag, String markdown) {
        return Summary.Value.newBuilder()
                .setTag(tag)
                .setMetadata(SummaryMetadata.newBuilder()
                        .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName("text"))
                        .setDataClass(DataClass.DATA_CLASS_TENSOR))
                .setTensor(TensorProto.newBuilder()
                        .setDtype(DataType.DT_STRING)
                        .setTensorShape(TensorShapeProto.getDefaultInstance())
                        .addStringVal(ByteString.copyFromUtf8(markdown)))
                .build();
    }

    private void write(long step, List<Summary.Value> points, boolean flush) {
        if (file == null) {
            return;
        }
        try {
            for (Summary.Value point : points) {
                file.add(event(step).setSummary(Summary.newBuilder().addValue(point)));
            }
            if (flush) {
                file.flush();
                flushed = System.nanoTime();
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException e) {
        abandon();
        notices.accept("the event files in " + folder + " can no longer be written (" + e
                + "); the run continues without them");
    }

    /** A file that cannot be written cannot be closed properly either. */
    private void abandon() {
        RecordFile left = file;
        file = null;
        if (left != null) {
            left.abandon();
        }
    }

    @Override
    public void close() {
        RecordFile left = file;
        file = null;
        if (left != null) {
            try {
                left.close();
            } catch (IOException e) {
                giveUp(e);
            }
        }
    }
}
