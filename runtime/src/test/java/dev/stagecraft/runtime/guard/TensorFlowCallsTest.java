package dev.stagecraft.runtime.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.ServingNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.exceptions.TFPermissionDeniedException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TFUnauthenticatedException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Whatever TensorFlow throws is a sentence of ours with its text in it. */
class TensorFlowCallsTest {
    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(new TFInvalidArgumentException("the text"), "does not accept a value or a shape"),
                Arguments.of(new TFUnimplementedException("the text"), "cannot compute this on this device"),
                Arguments.of(new TFResourceExhaustedException("the text"), "memory or another resource ran out"),
                Arguments.of(new TFFailedPreconditionException("the text"), "is not ready"),
                Arguments.of(new TFPermissionDeniedException("the text"), "the system does not allow it"),
                Arguments.of(new TFUnauthenticatedException("the text"), "the system does not allow it"),
                Arguments.of(new TFOutOfRangeException("the text"), "ends too early"),
                Arguments.of(new TensorFlowException("the text"), "TensorFlow reports an error"));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void everyTypeOfTensorFlowsIsOneOfOursWithItsText(RuntimeException thrown, String meaning) {
        RunFailedException error = assertThrows(
                RunFailedException.class,
                () -> TensorFlowCalls.run("a step of 7 images", () -> {
                    throw thrown;
                }));
        String text = error.getMessage();
        assertTrue(text.startsWith("a step of 7 images failed: "), text);
        assertTrue(text.contains(meaning) && text.contains("(the text)"), text);
        assertSame(thrown, error.getCause());
    }

    static Stream<Arguments> engine() {
        return Stream.of(
                engine("a closed session", "it is closed", () -> {
                    try (Graph graph = new Graph()) {
                        var one = Ops.create(graph).constant(1f);
                        Session session = new Session(graph);
                        session.close();
                        session.runner().fetch(one).run().close();
                    }
                }),
                engine("a closed graph", "it is closed", () -> {
                    Graph graph = new Graph();
                    graph.close();
                    Ops.create(graph).constant(1f);
                }),
                engine("nothing fed", "You must feed a value", () -> {
                    try (Graph graph = new Graph();
                            Session session = new Session(graph)) {
                        session.runner()
                                .fetch(Ops.create(graph).placeholder(TFloat32.class))
                                .run()
                                .close();
                    }
                }),
                engine("nothing of that name", "nobody", () -> {
                    try (Graph graph = new Graph();
                            Session session = new Session(graph)) {
                        session.runner().fetch("nobody").run().close();
                    }
                }),
                engine("shapes that do not fit", "does not accept a value or a shape", () -> {
                    try (Graph graph = new Graph()) {
                        Ops tf = Ops.create(graph);
                        tf.math.add(tf.array(1f, 2f), tf.array(1f, 2f, 3f));
                    }
                }));
    }

    private static Arguments engine(String name, String says, Runnable work) {
        return Arguments.of(name, says, work);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engine")
    void whatTheEngineThrowsByItselfIsKnownToBeTheEngines(String name, String says, Runnable work) {
        RunFailedException error = assertThrows(RunFailedException.class, () -> TensorFlowCalls.run("this", work));
        assertTrue(
                error.getMessage().startsWith("this failed: ")
                        && error.getMessage().contains(says),
                error.getMessage());
        assertFalse(error.getMessage().contains("\n"), error.getMessage());
    }

    @Test
    void faultsOfOursAreNotTheEngines() {
        RuntimeException ours = new IllegalStateException("ours");
        assertSame(
                ours,
                assertThrows(
                        IllegalStateException.class,
                        () -> TensorFlowCalls.run("this", () -> {
                            throw ours;
                        })));
        assertFalse(TensorFlowCalls.isTensorFlows(new IllegalArgumentException("ours")));
    }

    /** A network that was closed and is used none the less. */
    @Test
    void everyCallOfAClosedNetworkIsASentence(@TempDir Path folder) {
        DataSet data = Shapes.draw(1, 16, 16);
        TrainingOptions options = new TrainingOptions(1, 16, 0.1, 1);
        TrainableNetwork network = TrainableNetwork.open(
                new TinyNetwork(4), data.train().shape(), Device.choose(Device.Preference.CPU), options);
        ServingNetwork serving = network.serving();
        serving.close();
        network.close();
        int values = data.train().shape().values();
        Map<String, Executable> calls = new TreeMap<>(Map.of(
                "step", () -> network.step(new Batch(1, new byte[values], new int[1]), 0.1f),
                "evaluate", () -> network.evaluate(data.test(), 16),
                "weightsSha256", network::weightsSha256,
                "graphDef", network::graphDef,
                "save", () -> network.save(folder, data, options, new Progress(1, 1, 0, 0, 0, 0, 0)),
                "serving", network::serving,
                "logits", () -> serving.logits(new byte[values], 1)));
        Map<String, String> found = new TreeMap<>();
        calls.forEach((name, call) -> found.put(
                name,
                assertThrows(RuntimeException.class, call, name).getClass().getSimpleName()));
        Map<String, String> expected = new TreeMap<>();
        calls.keySet().forEach(name -> expected.put(name, "RunFailedException"));
        assertEquals(expected, found);
    }
}
