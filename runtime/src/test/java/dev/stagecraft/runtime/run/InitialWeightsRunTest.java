package dev.stagecraft.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A run that begins with the weights of another one. */
class InitialWeightsRunTest {
    private static final DataSet DATA = Shapes.draw(1, 100, 20);
    private static final TrainingOptions ONCE = new TrainingOptions(1, 50, 0.05, 1);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> notices = new ArrayList<>();
    private Path first;

    @BeforeEach
    void train() {
        first = folder.resolve("first");
        try (TrainingRun run = builder(new TinyNetwork(4)).open(first)) {
            run.train();
        }
        out.reset();
        notices.clear();
    }

    private RunBuilder builder(Network network) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return TrainingRun.of(network)
                .data(DATA)
                .options(ONCE)
                .tensorBoard(false)
                .print(stream, stream)
                .notices(notices::add);
    }

    private RunBuilder builder() {
        return builder(new TinyNetwork(4));
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void itPrintsWhatNoNameShowsAndRecordsWhereItsWeightsAreFrom() {
        Path place = folder.resolve("second");
        try (TrainingRun run = builder().init(first).open(place)) {
            run.train();
        }
        String printed = out.toString(StandardCharsets.UTF_8);
        assertTrue(
                printed.contains(
                        "taken from the declaration, because names and shapes do not show it:\n  activation: "),
                printed);
        Inspection.BegunWith begun = Checkpoints.inspect(place).initialWeights();
        Inspection source = Checkpoints.inspect(first);
        assertEquals(new Inspection.BegunWith("checkpoint-2", source.weightsSha256(), null), begun);
        assertEquals(null, source.initialWeights());
    }

    @Test
    void itIsNotResumedWithDrawnWeightsBeforeItsFirstCheckpoint() throws IOException {
        Path place = folder.resolve("killed");
        String began;
        try (TrainingRun run = builder().init(first).open(place)) {
            began = run.network().weightsSha256();
            assertNotEquals(began, drawn());
        }
        try (TrainingRun run = builder().resume().open(place)) {
            BadInputException refused = assertThrows(BadInputException.class, run::train);
            assertEquals(
                    "nothing was saved in " + place + " yet, and the run began with the weights in " + first
                            + "; start it again with --init and these weights, and without --resume",
                    refused.getMessage());
            assertFalse(run.hasBegun());
        }
        try (TrainingRun run = builder().init(first).open(place)) {
            assertEquals(began, run.network().weightsSha256());
            run.train();
        }
        // From then on the checkpoint has all.
        try (TrainingRun run =
                builder().options(new TrainingOptions(2, 50, 0.05, 1)).resume().open(place)) {
            assertEquals(2, run.train().epochs());
        }
    }

    private String drawn() {
        try (TrainingRun run = builder().open(folder.resolve("drawn"))) {
            return run.network().weightsSha256();
        }
    }

    @Test
    void aNewRunInItsFolderMayDrawItsWeights() throws IOException {
        Path place = folder.resolve("again");
        builder().init(first).open(place).close();
        assertTrue(names(place).contains(InitialMark.NAME));
        builder().open(place).close();
        assertFalse(names(place).contains(InitialMark.NAME));
        try (TrainingRun run = builder().resume().open(place)) {
            assertEquals(1, run.train().epochs());
        }
    }

    /** Nor does a link or a folder of that name lead anywhere else. */
    @Test
    void theMarkIsAFileOfItsOwn() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        Path place = Files.createDirectory(folder.resolve("linked"));
        Files.createSymbolicLink(place.resolve(InitialMark.NAME), mine);
        BadInputException refused = assertThrows(BadInputException.class, () -> InitialMark.requireNone(place));
        assertTrue(
                refused.getMessage().contains("whose name cannot be read; start it again with --init"),
                refused.getMessage());
        builder().init(first).open(place).close();
        assertEquals("mine", Files.readString(mine));
        assertEquals(first + "\n", Files.readString(place.resolve(InitialMark.NAME)));
        Path other = folder.resolve("other");
        Files.createDirectories(other.resolve(InitialMark.NAME).resolve("mine"));
        assertThrows(BadInputException.class, () -> builder().init(first).open(other));
        assertTrue(Files.exists(other.resolve(InitialMark.NAME).resolve("mine")));
    }

    @Test
    void weightsThatAreNoneLeaveNoNewFolder() throws IOException {
        Path missing = folder.resolve("nothing");
        assertThrows(BadInputException.class, () -> builder().init(missing).openNew(folder.resolve("new")));
        // One that the user named may hold something else.
        Path named = Files.createDirectory(folder.resolve("named"));
        Files.writeString(named.resolve("mine"), "mine");
        assertThrows(BadInputException.class, () -> builder().init(missing).open(named));
        assertEquals("mine", Files.readString(named.resolve("mine")));
        assertFalse(Files.exists(named.resolve(InitialMark.NAME)), "no run began with them");
        assertThrows(BadInputException.class, () -> builder().init(missing).open(folder.resolve("fresh")));
        assertEquals(List.of("first", "named"), names(folder));
        try (TrainingRun run = builder().openNew(folder.resolve("new"))) {
            assertEquals(folder.resolve("new"), run.folder());
        }
    }

    @Test
    void aTwinIsNoticedAndTheSameNetworkIsNot() {
        String text = " was saved from test.Tiny, which computed something else with the same variables";
        builder().init(first).open(folder.resolve("same")).close();
        assertEquals(
                List.of(), notices.stream().filter(each -> each.contains(text)).toList());
        Network twin = new TinyNetwork(4) {
            @Override
            public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
                Operand<TFloat32> x = super.features(net, images);
                return net.tf().withName("twice").math.add(x, x);
            }
        };
        builder(twin).init(first).open(folder.resolve("twin")).close();
        assertEquals(1, notices.stream().filter(each -> each.contains(text)).count(), notices.toString());
    }

    @Test
    void importedWeightsHaveNoData() {
        Path imported = WeightsImport.of(new TinyNetwork(4), first, Optional.empty(), folder.resolve("imported"))
                .checkpoint();
        assertFalse(Checkpoints.savedRun(imported).hasData());
        SavedRun trained = Checkpoints.savedRun(first);
        assertTrue(trained.hasData());
        assertTrue(trained.origin().isEmpty());
    }
}
