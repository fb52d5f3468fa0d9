package dev.stagecraft.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.TrainingDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Where exports are written, and what they are held against. */
class NetworkExportTest {
    @TempDir
    private static Path runs;

    private static Trained first;
    private static Trained second;

    @TempDir
    private Path folder;

    /** Two networks of other weights. */
    @BeforeAll
    static void train() {
        first = Trained.of(new Family_PaperNetwork(), runs.resolve("first"));
        second = Trained.of(new Family_TextNetwork(), runs.resolve("second"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void logitsAreThoseOfTheRestoredNetwork() {
        ImageShape size = new ImageShape(28, 28, 1);
        byte[] images = Trained.pixels(size, 3, 1);
        assertArrayEquals(first.restoredLogits(images, size, 3), first.logits(images, size, 3));
    }

    @Test
    void twoExportsAreTheSameBytes() throws IOException {
        for (String format : NetworkExport.formats()) {
            Path one = NetworkExport.to(format).write(first.network(), folder.resolve(format));
            Path two = NetworkExport.to(format)
                    .write(
                            TrainedNetwork.load(first.checkpoint(), new Family_PaperNetwork()),
                            folder.resolve("b" + format));
            assertEquals(-1, mismatch(one, two), format);
        }
    }

    private static long mismatch(Path one, Path two) throws IOException {
        if (Files.isRegularFile(one)) {
            return Files.mismatch(one, two);
        }
        try (Stream<Path> files = Files.walk(one)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.mismatch(file, two.resolve(one.relativize(file))) != -1) {
                    return 0;
                }
            }
        }
        return -1;
    }

    @Test
    void whatExistsIsReplacedOnlyOnRequest() throws IOException {
        NetworkExport onnx = NetworkExport.to("onnx");
        Path place = Files.writeString(folder.resolve("net.onnx"), "mine");
        BadInputException refused = assertThrows(BadInputException.class, () -> onnx.write(first.network(), place));
        assertTrue(refused.getMessage().contains("net.onnx exists"), refused.getMessage());
        assertEquals("mine", Files.readString(place));
        onnx.replace(first.network(), place);
        assertTrue(Files.size(place) > 4);
        assertEquals(List.of("net.onnx"), names());
        // A folder may be a run.
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("file"), "mine");
        BadInputException kept = assertThrows(BadInputException.class, () -> onnx.replace(first.network(), run));
        assertTrue(kept.getMessage().contains("run is a folder, and only files are replaced"), kept.getMessage());
        assertEquals("mine", Files.readString(run.resolve("file")));
        assertEquals(List.of("net.onnx", "run"), names());
    }

    @Test
    void whatFailsLeavesNothing() throws IOException {
        Exporter failing = new Exporter() {
            @Override
            public String format() {
                return "failing";
            }

            @Override
            public void write(TrainedNetwork network, Path target) throws IOException {
                Files.writeString(target, "half");
                throw new IOException("No space left on device");
            }
        };
        RunFailedException failed = assertThrows(
                RunFailedException.class,
                () -> NetworkExport.by(failing).write(first.network(), folder.resolve("net")));
        assertTrue(failed.getMessage().contains("make room on the disk"), failed.getMessage());
        assertEquals(List.of(), names());
    }

    /** Its folder, and those above it, are made before it is written. */
    @Test
    void foldersThatWereMadeForItGoWithIt() throws IOException {
        Path place = folder.resolve("a/b/net");
        TrainedNetwork named = Trained.of(new Named(new Family_PaperNetwork()), runs.resolve("named2"))
                .network();
        for (String format : List.of("savedmodel", "savedmodel-trainable")) {
            assertThrows(BadInputException.class, () -> NetworkExport.to(format).write(named, place));
            assertEquals(List.of(), names());
        }
        Files.createDirectories(folder.resolve("a"));
        assertThrows(
                BadInputException.class, () -> NetworkExport.to("savedmodel").write(named, place));
        assertEquals(List.of("a"), names());
        assertTrue(Files.notExists(folder.resolve("a/b")));
    }

    /** Somebody presses Ctrl-C while it is written. */
    @Test
    void whatIsToldToStopLeavesNothing() throws IOException {
        for (String format : NetworkExport.formats()) {
            Path place = folder.resolve("a/net");
            assertEquals(
                    Optional.empty(), NetworkExport.to(format).replace(first.network(), place, () -> true), format);
            assertEquals(List.of(), names(), format);
            // As late as possible: hashed, and on the disk.
            AtomicInteger asked = new AtomicInteger();
            NetworkExport export = NetworkExport.to(format).withBillOfMaterials();
            assertEquals(
                    Optional.empty(),
                    export.replace(first.network(), place, () -> asked.incrementAndGet() > 1),
                    format);
            assertEquals(2, asked.get());
            assertEquals(List.of(), names(), format);
        }
    }

    @Test
    void fileInThePlaceOfAFolderIsBadInput() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        BadInputException refused = assertThrows(
                BadInputException.class, () -> NetworkExport.to("savedmodel").replace(first.network(), file));
        assertTrue(refused.getMessage().contains("file is a file"), refused.getMessage());
        assertThrows(
                BadInputException.class,
                () -> NetworkExport.to("onnx").write(first.network(), file.resolve("a/net.onnx")));
        assertEquals("mine", Files.readString(file));
        assertEquals(List.of("file"), names());
    }

    @Test
    void exportsAtTheSameTimeGetVersionsOfTheirOwn() throws Exception {
        Path place = folder.resolve("net");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Path>> exports =
                    Collections.nCopies(4, () -> NetworkExport.to("savedmodel").replace(first.network(), place));
            Set<String> versions = new TreeSet<>();
            for (Future<Path> each : threads.invokeAll(exports)) {
                versions.add(each.get().getFileName().toString());
            }
            assertEquals(Set.of("1", "2", "3", "4"), versions);
        } finally {
            threads.shutdown();
        }
        try (Stream<Path> entries = Files.list(place)) {
            assertEquals(4, entries.count());
        }
    }

    /** The same, when others finish while the version is chosen, and in the last moment. */
    @Test
    void versionThatAnotherTookMeanwhileIsPassed() throws IOException {
        Path place = folder.resolve("net");
        Exporter overtaken = new Exporter() {
            private final Exporter real = Exporters.in(Exporters.OURS).find("savedmodel");
            private boolean chosen;

            @Override
            public String format() {
                return real.format();
            }

            @Override
            public Path target(Path named) throws IOException {
                Path target = real.target(named);
                if (!chosen) {
                    chosen = true;
                    Files.createDirectories(target.resolve("theirs"));
                }
                return target;
            }

            @Override
            public void write(TrainedNetwork network, Path target) throws IOException {
                real.write(network, target);
                Files.createDirectories(place.resolve("2/theirs"));
            }
        };
        assertEquals(place.resolve("3"), NetworkExport.by(overtaken).replace(first.network(), place));
        assertTrue(Files.isDirectory(place.resolve("1/theirs")));
        assertTrue(Files.isDirectory(place.resolve("2/theirs")));
        assertTrue(Files.isRegularFile(place.resolve("3/saved_model.pb")));
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsWritten() throws IOException {
        Exporter small = new Exporter() {
            @Override
            public String format() {
                return "small";
            }

            @Override
            public long mostWeightBytes() {
                return first.network().weightBytes() - 1;
            }

            @Override
            public void write(TrainedNetwork network, Path target) {
                throw new AssertionError("was asked to write");
            }
        };
        BadInputException refused = assertThrows(
                BadInputException.class, () -> NetworkExport.by(small).write(first.network(), folder.resolve("net")));
        assertTrue(refused.getMessage().contains("use another format"), refused.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void formatThatNobodyWritesIsNamed() {
        BadInputException refused = assertThrows(BadInputException.class, () -> NetworkExport.to("tflite"));
        assertTrue(refused.getMessage().contains("onnx"), refused.getMessage());
    }

    @Test
    void exportsAreHeldAgainstTheirCheckpoint() {
        LabeledImages images = Shapes.draw(3, 10, 70).test();
        for (String format : NetworkExport.formats()) {
            Path place = NetworkExport.to(format).write(first.network(), folder.resolve(format));
            try (OpenedExport export = Comparison.open(place, first.network())) {
                Comparison found = Comparison.of(first.network(), export, images, 32, () -> false, seen -> {})
                        .orElseThrow();
                assertEquals(70, found.images());
                assertTrue(found.isWithin(1e-4), format + " " + found);
                assertTrue(found.largestLogit() > 0.03, found.toString());
                assertEquals(1, found.topAnswerShare());
                assertTrue(Comparison.of(first.network(), export, images, 32, () -> true, seen -> {})
                        .isEmpty());
                // Asked about the other network, which has the same images and classes.
                Comparison other = Comparison.of(second.network(), export, images, 32, () -> false, seen -> {})
                        .orElseThrow();
                assertFalse(other.isWithin(1e-2), other.toString());
            }
            BadInputException refused =
                    assertThrows(BadInputException.class, () -> Comparison.open(place, second.network()));
            assertTrue(refused.getMessage().contains("another checkpoint"), refused.getMessage());
        }
    }

    /** The length of its header begins with the byte that ONNX models begin with, as that of one file in 32 does. */
    @Test
    void safetensorsFileIsNotTakenForOnnx() throws IOException {
        Path place = NetworkExport.to("safetensors").write(first.network(), folder.resolve("net.safetensors"));
        byte[] bytes = Files.readAllBytes(place);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        int more = Math.floorMod(8 - length, 256);
        byte[] padded = new byte[bytes.length + more];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(bytes, 0, padded, 0, Long.BYTES + length);
        System.arraycopy(
                bytes, Long.BYTES + length, padded, Long.BYTES + length + more, bytes.length - Long.BYTES - length);
        ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).putLong((long) length + more);
        assertEquals(8, padded[0]);
        Files.write(place, padded);
        try (OpenedExport export = Comparison.open(place, first.network())) {
            LabeledImages images = Shapes.draw(3, 10, 7).test();
            Comparison found = Comparison.of(first.network(), export, images, 32, () -> false, seen -> {})
                    .orElseThrow();
            assertTrue(found.isWithin(1e-4), found.toString());
        }
    }

    /** A stranger's graph is not run: what would not even load is refused by its hash. */
    @Test
    void hashIsComparedBeforeAGraphIsLoaded() throws IOException {
        Path version = NetworkExport.to("savedmodel").write(first.network(), folder.resolve("model"));
        Files.write(version.resolve("saved_model.pb"), new byte[] {9, 9});
        Path onnx = NetworkExport.to("onnx").write(first.network(), folder.resolve("net.onnx"));
        OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(onnx));
        Files.write(onnx, model.toBuilder().clearGraph().build().toByteArray());
        for (Path place : List.of(version, onnx)) {
            BadInputException refused =
                    assertThrows(BadInputException.class, () -> Comparison.open(place, second.network()));
            assertTrue(refused.getMessage().contains("another checkpoint"), refused.getMessage());
            refused = assertThrows(BadInputException.class, () -> Comparison.open(place, first.network()));
            assertTrue(refused.getMessage().contains("export it again"), refused.getMessage());
        }
    }

    /** Damaged lengths in an index end a process that reads it. */
    @Test
    void variablesThatAreNotTheCheckpointsAreNotRead() throws IOException {
        Path version = NetworkExport.to("savedmodel-trainable").write(first.network(), folder.resolve("model"));
        Comparison.open(version, first.network()).close();
        for (String name : List.of("variables.index", "variables.data-00000-of-00001")) {
            Path file = version.resolve("variables").resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            byte[] other = bytes.clone();
            other[other.length / 2] ^= 64;
            Files.write(file, other);
            BadInputException refused =
                    assertThrows(BadInputException.class, () -> Comparison.open(version, first.network()));
            assertTrue(
                    refused.getMessage().contains("does not hold the weights of the checkpoint; export it again"),
                    refused.getMessage());
            Files.write(file, bytes);
        }
        Files.delete(version.resolve("variables/variables.data-00000-of-00001"));
        assertThrows(BadInputException.class, () -> Comparison.open(version, first.network()));
    }

    @Test
    void savedModelWithoutAHashIsOfAnotherCheckpoint() throws IOException {
        Path version = NetworkExport.to("savedmodel").write(first.network(), folder.resolve("model"));
        Path facts = version.resolve("assets.extra").resolve("stagecraft.json");
        for (String text : List.of("{}", "{\"weightsSha256\": null}", "[]")) {
            Files.writeString(facts, text);
            assertThrows(BadInputException.class, () -> Comparison.open(version, first.network()), text);
        }
    }

    /** Written by hand, with an operation that is called as an output of exports is. */
    private record Named(Network network) implements Network {
        @Override
        public String name() {
            return network.name();
        }

        @Override
        public int contract() {
            return network.contract();
        }

        @Override
        public ImageShape input() {
            return network.input();
        }

        @Override
        public int classes() {
            return network.classes();
        }

        @Override
        public TrainingDefaults training() {
            return network.training();
        }

        @Override
        public InputStream layerTable() {
            return network.layerTable();
        }

        @Override
        public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
            return network.features(net, images);
        }

        @Override
        public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
            Operand<TFloat32> half = network.logits(net, images);
            return net.tf().withName("logits").math.add(half, half);
        }
    }

    @Test
    void anOperationThatIsCalledAsAnOutputIsRefused() {
        TrainedNetwork named = Trained.of(new Named(new Family_PaperNetwork()), runs.resolve("named"))
                .network();
        for (String format : List.of("onnx", "savedmodel", "savedmodel-trainable")) {
            BadInputException refused = assertThrows(
                    BadInputException.class, () -> NetworkExport.to(format).write(named, folder.resolve(format)));
            assertTrue(refused.getMessage().contains("would be called logits"), refused.getMessage());
        }
    }

    @Test
    void whatIsNoExportIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "text");
        BadInputException refused = assertThrows(BadInputException.class, () -> Comparison.open(text, first.network()));
        assertTrue(refused.getMessage().contains("not an export that can be compared"), refused.getMessage());
        Path damaged = Files.write(folder.resolve("damaged"), new byte[] {8, 8, 99});
        refused = assertThrows(BadInputException.class, () -> Comparison.open(damaged, first.network()));
        assertTrue(refused.getMessage().contains("ONNX Runtime"), refused.getMessage());
    }
}
