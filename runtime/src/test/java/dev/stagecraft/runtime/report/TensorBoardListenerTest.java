package dev.stagecraft.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.ClassResult;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.ConfusionMatrix;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

class TensorBoardListenerTest {
    private static final DataSet DATA = Shapes.draw(1, 200, 70);

    @TempDir
    private Path folder;

    @Test
    void anotherReaderFindsCurvesAndGraph() throws IOException {
        TrainingOptions options = new TrainingOptions(3, 16, 0.05, 1).withSchedule(new Cosine(0));
        List<StepResult> steps = new ArrayList<>();
        List<EpochResult> epochs = new ArrayList<>();
        TrainListener keeper = new TrainListener() {
            @Override
            public void stepDone(StepResult step) {
                steps.add(step);
            }

            @Override
            public void epochDone(EpochResult result) {
                epochs.add(result);
            }
        };
        GraphDef graph;
        try (TrainableNetwork network = open(options);
                TensorBoardListener files =
                        new TensorBoardListener(folder.resolve("events"), network.graphDef(), Progress.START)) {
            graph = network.graphDef();
            new Trainer(network, DATA, options, keeper, files).train();
        }
        List<Event> events = EventReader.read(onlyFile(folder.resolve("events")));
        assertEquals("brain.Event:2", events.get(0).getFileVersion());
        assertEquals(
                SessionLog.SessionStatus.START, events.get(1).getSessionLog().getStatus());
        assertEquals(
                names(graph),
                names(GraphDef.parseFrom(events.stream()
                        .filter(Event::hasGraphDef)
                        .findFirst()
                        .orElseThrow()
                        .getGraphDef())));

        Map<String, Map<Long, Float>> curves = curves(events);
        Map<Long, Float> losses = new TreeMap<>();
        Map<Long, Float> rates = new TreeMap<>();
        for (StepResult step : steps) {
            if (step.progress().step() % 10 == 0) {
                losses.put(step.progress().step(), (float) step.loss());
                rates.put(step.progress().step(), (float) step.learningRate());
            }
        }
        assertEquals(3, losses.size());
        assertEquals(losses, curves.get("step/loss"));
        assertEquals(rates, curves.get("step/learning_rate"));
        for (EpochResult epoch : epochs) {
            epoch.values()
                    .forEach((name, value) -> assertEquals(
                            value.floatValue(),
                            curves.get("epoch/" + name).get(epoch.progress().step()),
                            name));
            assertEquals(
                    (float) epoch.dataWaitShare(),
                    curves.get("epoch/data_wait_share").get(epoch.progress().step()));
        }
        assertEquals(3, curves.get("epoch/testAccuracy").size());
        assertEquals(3, curves.get("epoch/top5Accuracy").size());
        assertEquals(3, curves.get("epoch/macroF1").size());

        ClassResults last = epochs.get(2).finalClasses().orElseThrow();
        assertTrue(epochs.get(1).finalClasses().isEmpty());
        assertEquals(
                Map.of(
                        "final/classes",
                        ClassMarkdown.classes(last),
                        "final/confusion",
                        ClassMarkdown.confusion(last).orElseThrow()),
                texts(events));
    }

    /** TensorBoard then forgets what a killed run wrote of steps that are done anew. */
    @Test
    void resumedRunSaysFromWhichStepItsFileCounts() throws IOException {
        try (TrainableNetwork network = open(new TrainingOptions(1, 64, 0.05, 1))) {
            new TensorBoardListener(folder, network.graphDef(), new Progress(12, 3, 0, 0, 0, 0, 0)).close();
        }
        Event start = EventReader.read(onlyFile(folder)).get(1);
        assertEquals(12, start.getStep());
        assertEquals(SessionLog.SessionStatus.START, start.getSessionLog().getStatus());
    }

    /** A disk that fills up after a while. */
    @Test
    void fileThatCannotBeWrittenAnyMoreIsGivenUpWithOneNotice() {
        TrainingOptions options = new TrainingOptions(3, 16, 0.05, 1);
        List<String> notices = new ArrayList<>();
        AtomicBoolean full = new AtomicBoolean();
        OutputStream filling = new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                if (full.get()) {
                    throw new IOException("No space left on device");
                }
            }
        };
        TrainListener filler = new TrainListener() {
            @Override
            public void stepDone(StepResult step) {
                full.set(step.progress().step() > 2);
            }
        };
        try (TrainableNetwork network = open(options);
                TensorBoardListener files = new TensorBoardListener(
                        folder, network.graphDef(), Progress.START, notices::add, () -> new RecordFile(filling))) {
            assertEquals(
                    3,
                    new Trainer(network, DATA, options, filler, files).train().epochs());
        }
        assertEquals(1, notices.size(), notices.toString());
        assertTrue(
                notices.get(0).contains(folder + " can no longer be written")
                        && notices.get(0).contains("No space left on device")
                        && notices.get(0).endsWith("the run continues without them"),
                notices.get(0));
    }

    @Test
    void runsThatBeginInOneSecondHaveFilesOfTheirOwn() throws IOException {
        GraphDef graph = GraphDef.getDefaultInstance();
        for (int i = 0; i < 3; i++) {
            new TensorBoardListener(folder, graph, Progress.START).close();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        assertEquals(3, files.size());
        for (Path file : files) {
            assertEquals(3, EventReader.read(file).size());
        }
    }

    @Test
    void folderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> new TensorBoardListener(file, GraphDef.getDefaultInstance(), Progress.START).close());
        assertTrue(error.getMessage().contains(file + " cannot be written"), error.getMessage());
    }

    private static TrainableNetwork open(TrainingOptions options) {
        return TrainableNetwork.open(
                new TinyNetwork(4), DATA.train().shape(), Device.choose(Device.Preference.CPU), options);
    }

    private static Map<String, Map<Long, Float>> curves(List<Event> events) {
        Map<String, Map<Long, Float>> curves = new TreeMap<>();
        for (Event event : events) {
            for (Summary.Value value : event.getSummary().getValueList()) {
                if (isText(value)) {
                    continue;
                }
                float number = value.hasSimpleValue()
                        ? value.getSimpleValue()
                        : value.getTensor().getFloatVal(0);
                curves.computeIfAbsent(value.getTag(), key -> new TreeMap<>()).put(event.getStep(), number);
            }
        }
        return curves;
    }

    private static boolean isText(Summary.Value value) {
        return value.getMetadata().getPluginData().getPluginName().equals("text");
    }

    private static Map<String, String> texts(List<Event> events) {
        Map<String, String> texts = new TreeMap<>();
        for (Event event : events) {
            for (Summary.Value value : event.getSummary().getValueList()) {
                if (isText(value)) {
                    assertEquals(39, event.getStep(), "after the last epoch");
                    assertEquals(DataType.DT_STRING, value.getTensor().getDtype());
                    String text = value.getTensor().getStringVal(0).toStringUtf8();
                    assertEquals(null, texts.put(value.getTag(), text));
                }
            }
        }
        return texts;
    }

    /** A name could be anything that a folder may be called. */
    @Test
    void namesAreShownAsTheyAreAndNotReadAsMarkdown() {
        ClassResults found = new ClassResults(
                List.of(new ClassResult(0, "a|b *c*", 4, 5, 3), new ClassResult(1, "<b>\u001b[2J", 2, 1, 0)),
                OptionalDouble.empty(),
                Optional.of(new ConfusionMatrix(new int[][] {{3, 1}, {2, 0}})));
        assertEquals(
                List.of(
                        "|class|images|precision|recall|F1|",
                        "|---|--:|--:|--:|--:|",
                        "|a\\|b \\*c\\*|4|0.600|0.750|0.667|",
                        "|\\<b\\>\\\\u001b\\[2J|2|0.000|0.000|0.000|"),
                ClassMarkdown.classes(found).lines().toList());
        assertEquals(
                List.of(
                        "|class|a\\|b \\*c\\*|\\<b\\>\\\\u001b\\[2J|",
                        "|---|--:|--:|",
                        "|a\\|b \\*c\\*|3|1|",
                        "|\\<b\\>\\\\u001b\\[2J|2|0|"),
                ClassMarkdown.confusion(found).orElseThrow().lines().toList());
    }

    private static Set<String> names(GraphDef graph) {
        Set<String> names = new TreeSet<>();
        graph.getNodeList().forEach(node -> names.add(node.getName()));
        return names;
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.get(0);
        }
    }
}
