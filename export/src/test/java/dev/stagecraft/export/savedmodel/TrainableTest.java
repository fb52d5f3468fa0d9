package dev.stagecraft.export.savedmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.export.Family_ColoredNetwork;
import dev.stagecraft.export.Family_RandomNetwork;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.export.Trained;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** The form of a SavedModel that others train on. */
class TrainableTest {
    private static final String FORMAT = "savedmodel-trainable";
    private static final int COUNT = 8;
    private static final ImageShape PHOTO = new ImageShape(31, 23, 3);

    @TempDir
    private Path folder;

    @Test
    void tensorFlowAloneTrainsItAndSaves() throws IOException, InterruptedException {
        Trained trained = Trained.of(new Family_ColoredNetwork(), folder.resolve("run"));
        Path model = NetworkExport.to(FORMAT).write(trained.network(), folder.resolve("net"));
        Path images = Files.write(folder.resolve("images"), Trained.pixels(PHOTO, COUNT, 4));
        Path labels = Files.write(folder.resolve("labels"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        Path saved = Files.createDirectory(folder.resolve("saved")).resolve("weights");
        String dims = COUNT + "," + PHOTO.height() + "," + PHOTO.width() + "," + PHOTO.channels();
        Program said = elsewhere(model.toString(), images.toString(), dims, labels.toString(), saved.toString());
        assertEquals(1, said.count("alone"));
        requireFalling(said, "loss", 20, 0.7f);
        requireFalling(said, "own", 10, 0.95f);
        try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve")) {
            float[] before = serving(bundle, Files.readAllBytes(images));
            bundle.session().restore(saved.toString());
            requireOtherWeights(bundle, trained.network());
            float[] after = serving(bundle, Files.readAllBytes(images));
            assertArrayEquals(said.numbers("logits", 0), after, 1e-5f);
            assertNotEquals(Arrays.toString(before), Arrays.toString(after));
        }
    }

    private Program elsewhere(String... arguments) throws IOException, InterruptedException {
        String name = TrainingElsewhere.class.getName().replace('.', '/') + ".class";
        Path alone = folder.resolve("alone");
        Files.createDirectories(alone.resolve(name).getParent());
        try (InputStream in = Objects.requireNonNull(TrainingElsewhere.class.getResourceAsStream("/" + name))) {
            Files.copy(in, alone.resolve(name));
        }
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> Path.of(element)
                        .getFileName()
                        .toString()
                        .matches("(tensorflow|ndarray|javacpp|protobuf-java)-.*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> all = new ArrayList<>(List.of(
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir"),
                "-cp",
                alone + File.pathSeparator + path,
                TrainingElsewhere.class.getName()));
        all.addAll(List.of(arguments));
        return Program.run(folder, all);
    }

    private static void requireFalling(Program said, String word, int steps, float share) {
        assertEquals(steps, said.count(word), word);
        float first = said.numbers(word, 0)[0];
        float last = said.numbers(word, steps - 1)[0];
        assertTrue(last < share * first, word + " from " + first + " to " + last);
    }

    private static float[] serving(SavedModelBundle bundle, byte[] images) {
        Shape shape = Shape.of(COUNT, PHOTO.height(), PHOTO.width(), PHOTO.channels());
        try (TUint8 fed = TUint8.tensorOf(shape, DataBuffers.of(images, true, false));
                Result result = bundle.function("serving_default").call(Map.of("images", fed))) {
            return floats((TFloat32) result.get("logits").orElseThrow());
        }
    }

    private static float[] floats(TFloat32 tensor) {
        float[] copy = new float[(int) tensor.size()];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(copy, false, false)));
        return copy;
    }

    /** All of them moved, statistics too. */
    private static void requireOtherWeights(SavedModelBundle bundle, TrainedNetwork exported) {
        for (TrainedNetwork.Weight weight : exported.weights()) {
            try (Result result =
                    bundle.session().runner().fetch(weight.name() + "/read").run()) {
                TFloat32 value = (TFloat32) result.get(0);
                assertEquals(weight.shape(), value.shape());
                assertNotEquals(Arrays.toString(weight.values()), Arrays.toString(floats(value)), weight.name());
            }
        }
        try (Result result =
                bundle.session().runner().fetch("global_step_value").run()) {
            assertEquals(20, ((TInt64) result.get(0)).getLong());
        }
    }

    @Test
    void collectionsNameEveryVariable() throws IOException {
        Trained trained = Trained.of(new Family_ColoredNetwork(), folder.resolve("run"));
        Path place = NetworkExport.to(FORMAT).write(trained.network(), folder.resolve("net"));
        assertEquals("1", place.getFileName().toString());
        MetaGraphDef graph = SavedModel.parseFrom(Files.readAllBytes(place.resolve("saved_model.pb")))
                .getMetaGraphs(0);
        assertEquals(
                Set.of("serving_default", "train"), graph.getSignatureDefMap().keySet());
        SignatureDef train = graph.getSignatureDefOrThrow("train");
        assertEquals("tensorflow/supervised/training", train.getMethodName());
        assertEquals(
                Set.of("images", "labels", "learning_rate"),
                train.getInputsMap().keySet());
        assertEquals(DataType.DT_INT32, train.getInputsOrThrow("labels").getDtype());
        assertEquals(Set.of("loss", "correct"), train.getOutputsMap().keySet());
        Set<String> all = variables(graph.getCollectionDefOrThrow("variables"), graph);
        Set<String> names = trained.network().weights().stream()
                .map(weight -> weight.name() + ":0")
                .collect(Collectors.toSet());
        assertEquals(names.size() + 1, all.size());
        assertTrue(all.containsAll(names) && all.contains("global_step:0"), all.toString());
        Set<String> trainable = variables(graph.getCollectionDefOrThrow("trainable_variables"), graph);
        assertEquals(names.stream().filter(name -> !name.contains("/moving_")).collect(Collectors.toSet()), trainable);
        assertEquals(
                names.size() - trainable.size(),
                graph.getCollectionDefOrThrow("update_ops").getNodeList().getValueCount());
        assertEquals("save/prefix:0", graph.getSaverDef().getFilenameTensorName());
        assertEquals(
                Set.of("variables.index", "variables.data-00000-of-00001"),
                Arrays.stream(Objects.requireNonNull(
                                place.resolve("variables").toFile().list()))
                        .collect(Collectors.toSet()));
    }

    /** Each of its operations is part of the graph. */
    private static Set<String> variables(CollectionDef collection, MetaGraphDef graph) throws IOException {
        Set<String> nodes = graph.getGraphDef().getNodeList().stream()
                .map(node -> node.getName())
                .collect(Collectors.toSet());
        List<String> names = new ArrayList<>();
        for (var each : collection.getBytesList().getValueList()) {
            VariableDef variable = VariableDef.parseFrom(each);
            assertTrue(variable.getIsResource());
            for (String tensor : List.of(
                    variable.getVariableName(),
                    variable.getSnapshotName(),
                    variable.getInitialValueName(),
                    variable.getInitializerName() + ":0")) {
                assertTrue(nodes.contains(tensor.substring(0, tensor.length() - 2)), tensor);
            }
            names.add(variable.getVariableName());
        }
        assertEquals(names.size(), Set.copyOf(names).size());
        return Set.copyOf(names);
    }

    /** Otherwise the same units would be dropped in every step. */
    @Test
    void everyStepDropsOtherUnits() {
        Trained trained = Trained.of(new Family_RandomNetwork(), folder.resolve("run"));
        Path model = NetworkExport.to(FORMAT).write(trained.network(), folder.resolve("net"));
        byte[] pixels = Trained.pixels(new ImageShape(8, 8, 1), 2, 4);
        try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
                TUint8 images = TUint8.tensorOf(Shape.of(2, 8, 8, 1), DataBuffers.of(pixels, true, false));
                TInt32 labels = TInt32.vectorOf(1, 2);
                TFloat32 still = TFloat32.scalarOf(0f)) {
            SessionFunction train = bundle.function("train");
            Set<Float> losses = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                try (Result result = train.call(Map.of("images", images, "labels", labels, "learning_rate", still))) {
                    losses.add(((TFloat32) result.get("loss").orElseThrow()).getFloat());
                }
            }
            assertTrue(losses.size() > 1, losses.toString());
        }
    }
}
