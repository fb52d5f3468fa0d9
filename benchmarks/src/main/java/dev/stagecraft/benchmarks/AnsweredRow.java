package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.HarnessException;
import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Side;
import dev.stagecraft.benchmarks.harness.Turns;
import dev.stagecraft.benchmarks.probe.AnswerFiles;
import dev.stagecraft.benchmarks.probe.Answering;
import dev.stagecraft.benchmarks.probe.OnnxAnswering;
import dev.stagecraft.runtime.answer.Goal;
import dev.stagecraft.runtime.setting.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How ResNet-50 answers.
 *
 * @param row for {@code --rows}
 * @param images of an answer
 * @param callers threads that ask at the same time
 * @param warmUp runs that are not counted, on both sides: so many that our side has moved its memory to huge pages
 * @param runs that are measured in a process
 */
record AnsweredRow(String row, int images, int callers, int warmUp, int runs) {
    /** The name of the peer's side. */
    static final String ONNX = "ONNX Runtime";

    /** The peer and its version. */
    static final String PEER = "ONNX Runtime 1.29.0, float32";

    /** The largest difference between both sides' probabilities of the same class. */
    private static final double TOLERANCE = 1e-3;

    private static final Path FILES = Path.of("benchmarks/target/answers");
    private static final String RUN = "run";
    private static final String MODEL = "model.onnx";
    private static final String NETWORK = "dev.stagecraft.samples.zoo.ResNet50Network";

    /** All rows. */
    static final List<AnsweredRow> ALL = List.of(
            new AnsweredRow("resnet50-b1", 1, 1, 80, 100),
            new AnsweredRow("resnet50-b16", 16, 1, 8, 8),
            new AnsweredRow("callers8", 1, 8, 2, 6));

    /** A process that answers a few times, for its memory and its start. */
    static final AnsweredRow FEW = new AnsweredRow("resnet50-answer", 1, 1, 1, 10);

    /** Writes the checkpoint and the ONNX file that the sides answer with. */
    static void prepare() throws InterruptedException {
        System.err.println("writing a checkpoint and an ONNX file ...");
        try {
            if (Files.exists(FILES)) {
                Folders.delete(FILES);
            }
        } catch (IOException e) {
            throw new HarnessException(FILES + " cannot be removed (" + e.getMessage() + "); remove it");
        }
        Side.ours("writing the files to answer with", AnswerFiles.class, NETWORK, FILES, RUN, MODEL)
                .run();
    }

    /** A few answers of ours in float32 and of the peer, in turn, each with an archive of classes. */
    static Turns few(int rounds, Quiet quiet) throws InterruptedException {
        prepare();
        List<Side> sides =
                List.of(FEW.answering(Precision.FLOAT32).archived(), FEW.peer().archived());
        return Turns.of(FEW.row(), sides, rounds, quiet, AnsweredRow::requireSame);
    }

    /** Checks that both sides gave the same answer about the first image. */
    static void requireSame(Turns turns) {
        String ours = ours(Precision.FLOAT32);
        turns.requireEqual(ours, ONNX, "best", 0);
        turns.requireEqual(ours, ONNX, "probability", TOLERANCE);
    }

    /** The name of our side. */
    static String ours(Precision precision) {
        return TrainedRow.ours(precision);
    }

    /** What ours is asked for: who has many images wants many answers, and who has one wants it soon. */
    private Goal goal() {
        return images * callers > 1 ? Goal.THROUGHPUT : Goal.LATENCY;
    }

    Side answering(Precision precision) {
        return Side.ours(
                ours(precision), Answering.class, FILES.resolve(RUN), images, warmUp, runs, callers, precision, goal());
    }

    Side peer() {
        return Side.peer(ONNX, OnnxAnswering.class, FILES.resolve(MODEL), images, warmUp, runs, callers);
    }
}
