package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.Position;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.summary.SummaryWriter;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * Writes event files for TensorBoard, with TensorFlow's own writer: loss and learning rate of steps, what each epoch
 * gave, and the graph. It owns a small graph and a session, and closing it closes the file.
 */
public final class EventFiles implements TrainListener, AutoCloseable {
    /** Steps between two points of a curve. */
    private static final int EVERY_STEPS = 10;

    private static final int FLUSH_MILLIS = 10_000;
    private static final int MOST_WAITING = 100;
    private static final String SUFFIX = ".stagecraft";

    private final Path folder;
    private final Graph graph = new Graph();
    private final Session session;
    private final Operand<TInt64> step;
    private final Operand<TString> tag;
    private final Operand<TFloat32> value;
    private final Operand<TString> bytes;
    private final Op scalar;
    private final Op event;
    private final Op graphEvent;
    private final Op flush;
    private final Op close;

    /**
     * Begins a file.
     *
     * @param folder made where it is missing
     * @param network its graph
     * @param from where training begins; what other files of the folder say of later steps no longer holds
     * @throws BadInputException where the folder cannot be written
     */
    public EventFiles(Path folder, GraphDef network, Position from) {
        this.folder = folder;
        Ops tf = Ops.create(graph);
        SummaryWriter writer = tf.withName("writer").summary.summaryWriter(SummaryWriter.sharedName(folder.toString()));
        step = tf.withName("step").placeholder(TInt64.class);
        tag = tf.withName("tag").placeholder(TString.class);
        value = tf.withName("value").placeholder(TFloat32.class);
        bytes = tf.withName("bytes").placeholder(TString.class);
        Op open = tf.withName("open")
                .summary
                .createSummaryFileWriter(
                        writer,
                        tf.constant(folder.toString()),
                        tf.constant(MOST_WAITING),
                        tf.constant(FLUSH_MILLIS),
                        tf.constant(SUFFIX));
        scalar = tf.withName("scalar").summary.writeScalarSummary(writer, step, tag, value);
        event = tf.withName("event").summary.importEvent(writer, bytes);
        graphEvent = tf.withName("graph").summary.writeGraphSummary(writer, step, bytes);
        flush = tf.withName("flush").summary.flushSummaryWriter(writer);
        close = tf.withName("close").summary.closeSummaryWriter(writer);
        session = new Session(graph);
        try {
            session.runner().addTarget(open).run().close();
            begin(network, from);
        } catch (TensorFlowException e) {
            free();
            throw new BadInputException(
                    folder + " cannot be written (" + e.getMessage() + "); make it writable, or do without event files",
                    e);
        }
    }

    private void begin(GraphDef network, Position from) {
        Event start = Event.newBuilder()
                .setWallTime(System.currentTimeMillis() / 1e3)
                .setStep(from.step())
                .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START))
                .build();
        try (TString fed = string(start.toByteArray())) {
            session.runner().feed(bytes, fed).addTarget(event).run().close();
        }
        try (TString fed = string(network.toByteArray());
                TInt64 at = TInt64.scalarOf(from.step())) {
            session.runner()
                    .feed(step, at)
                    .feed(bytes, fed)
                    .addTarget(graphEvent)
                    .run()
                    .close();
        }
        session.runner().addTarget(flush).run().close();
    }

    private static TString string(byte[] content) {
        return TString.tensorOfBytes(NdArrays.scalarOfObject(content));
    }

    @Override
    public void stepDone(StepResult done) {
        if (done.position().step() % EVERY_STEPS == 0 && !done.skipped()) {
            write(done.position().step(), Map.of("step/loss", done.loss(), "step/learning_rate", done.learningRate()));
        }
    }

    @Override
    public void epochDone(EpochResult result) {
        for (Map.Entry<String, Double> entry : result.values().entrySet()) {
            write(result.position().step(), Map.of("epoch/" + entry.getKey(), entry.getValue()));
        }
        write(result.position().step(), Map.of("epoch/images_per_second", result.imagesPerSecond()));
        run(session.runner().addTarget(flush));
    }

    private void write(long at, Map<String, Double> values) {
        values.forEach((name, number) -> {
            try (TInt64 fedStep = TInt64.scalarOf(at);
                    TString fedTag = TString.scalarOf(name);
                    TFloat32 fedValue = TFloat32.scalarOf(number.floatValue())) {
                run(session.runner()
                        .feed(step, fedStep)
                        .feed(tag, fedTag)
                        .feed(value, fedValue)
                        .addTarget(scalar));
            }
        });
    }

    private void run(Session.Runner runner) {
        try {
            runner.run().close();
        } catch (TensorFlowException e) {
            throw new RunFailedException(
                    "the event files in " + folder + " cannot be written any more (" + e.getMessage()
                            + "); make room or make the folder writable, and go on with --resume",
                    e);
        }
    }

    private void free() {
        session.close();
        graph.close();
    }

    @Override
    public void close() {
        try {
            run(session.runner().addTarget(close));
        } finally {
            free();
        }
    }
}
