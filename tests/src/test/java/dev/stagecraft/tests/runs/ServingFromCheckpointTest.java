package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.answer.ClassProbability;
import dev.stagecraft.runtime.answer.Classifier;
import dev.stagecraft.runtime.answer.ClassifierOptions;
import dev.stagecraft.runtime.answer.PictureSource;
import dev.stagecraft.runtime.answer.Prediction;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Picture;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.serve.ServingSession;
import dev.stagecraft.runtime.serve.WeightTensors;
import dev.stagecraft.runtime.state.SavedWeights;
import dev.stagecraft.runtime.step.EvaluationGraph;
import dev.stagecraft.runtime.train.ServingNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import dev.stagecraft.tests.SmallFamily_BareNetwork;
import dev.stagecraft.tests.SmallFamily_RandomNetwork;
import dev.stagecraft.tests.support.Models;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A network that was read from a checkpoint without its training graph answers as the one that was restored into it. */
class ServingFromCheckpointTest {
    private static final int IMAGES = 16;
    private static final DataSet DATA = Shapes.draw(1, 32, IMAGES);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(1, 16, 0.05, 1);

    @TempDir
    private Path folder;

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>(Models.SMALL);
        networks.add(new SmallFamily_RandomNetwork());
        networks.add(new SmallFamily_BareNetwork().withHead(10));
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void logitsAreTheSameToTheBit(Network network) {
        Path checkpoint;
        byte[] images = images();
        float[] logits;
        float[] probabilities;
        try (TrainableNetwork trainable = TrainableNetwork.open(network, DATA, CPU, OPTIONS)) {
            new Trainer(trainable, DATA, OPTIONS).train();
            checkpoint = trainable.save(folder, DATA, OPTIONS, new Progress(2, 1, 0, 0, 0, 0, 0));
        }
        try (TrainableNetwork trainable =
                TrainableNetwork.open(network, DATA.test().shape(), CPU, 7)) {
            trainable.restore(checkpoint);
            try (ServingNetwork serving = trainable.serving()) {
                logits = serving.logits(images, IMAGES);
                probabilities = serving.probabilities(images, IMAGES);
            }
        }
        assertTrue(logits[0] != logits[10], "all images look alike");
        assertArrayEquals(logits, logits(network, checkpoint, images));
        assertArrayEquals(probabilities, probabilities(checkpoint));
    }

    private static byte[] images() {
        byte[] images = new byte[IMAGES * DATA.test().shape().values()];
        for (int i = 0; i < IMAGES; i++) {
            byte[] one = DATA.test().picture(i).values();
            System.arraycopy(one, 0, images, i * one.length, one.length);
        }
        return images;
    }

    private static float[] logits(Network network, Path checkpoint, byte[] images) {
        float[] resized = network.preprocessing().resize(images, DATA.test().shape(), IMAGES);
        try (EvaluationGraph graph = EvaluationGraph.build(network);
                WeightTensors weights = WeightTensors.of(
                        graph.variables(),
                        SavedWeights.read(checkpoint, ManifestFile.read(checkpoint), network.name(), graph));
                ServingSession serving = ServingSession.open(network.name(), graph, weights, false)) {
            Shape shape =
                    Shape.of(IMAGES, network.input().height(), network.input().width(), 1);
            try (TFloat32 fed = TFloat32.tensorOf(shape, DataBuffers.of(resized, true, false));
                    Result result = serving.runner(IMAGES)
                            .feed(serving.graph().floats(), fed)
                            .fetch(serving.graph().logits())
                            .run()) {
                return Weights.floats((TFloat32) result.get(0));
            }
        }
    }

    /** The network is found by its name, and its pictures are images in memory. */
    private static float[] probabilities(Path checkpoint) {
        float[] probabilities = new float[IMAGES * 10];
        List<PictureSource> pictures = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            Picture picture = DATA.test().picture(i);
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setDataElements(0, 0, 28, 28, picture.values());
            pictures.add(PictureSource.of(image));
        }
        try (Classifier classifier = Classifier.load(checkpoint, ClassifierOptions.DEFAULT.withDevice(CPU))) {
            assertEquals(DATA.classNames(), classifier.classNames());
            List<Prediction> found = classifier.classifyAll(pictures);
            for (int i = 0; i < IMAGES; i++) {
                assertTrue(found.get(i).features().size() > 1);
                for (ClassProbability each : found.get(i).classes()) {
                    probabilities[i * 10 + each.index()] = each.probability();
                }
            }
        }
        return probabilities;
    }
}
