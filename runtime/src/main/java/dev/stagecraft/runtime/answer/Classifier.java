package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.Chosen;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.serve.ServingSession;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/**
 * A trained network that names what pictures show. It needs nothing but a checkpoint: pictures are resized as in
 * training, and classes have the names of the data. It opens no training graph. On a CPU its answers may differ in the
 * last bits from those of evaluation, because operations are fused.
 *
 * <p>Several threads may use it at the same time. Pictures that they give at the same time are computed together, so the
 * last bits of an answer depend on what else is asked, unless the batch size of the options is 1. {@link
 * ClassifierOptions} limits the pixels and the bytes of the pictures of one call, so that a program may classify pictures
 * from strangers.
 */
public final class Classifier implements AutoCloseable {
    private final Chosen chosen;
    private final Network network;
    private final List<String> classNames;
    private final Preprocessing preprocessing;
    private final ClassifierOptions options;
    private final PictureReader reader;
    private final ServingSession serving;
    private final List<Operand<TFloat32>> wanted;
    private final Runs runs;
    private final RunThreads threads;
    private final CallerBatches<Answer> batches;

    private Classifier(LoadedNetwork loaded, ClassifierOptions options) {
        this.chosen = loaded.chosen();
        this.network = loaded.network();
        this.classNames = loaded.classNames();
        this.preprocessing = loaded.preprocessing();
        this.options = options;
        serving = loaded.serving();
        // Always the same ones: TensorFlow prepares its graph anew, and holds it twice, for another set.
        wanted = new ArrayList<>(List.of(serving.graph().probabilities()));
        serving.graph().features().ifPresent(wanted::add);
        reader = new PictureReader(preprocessing);
        runs = loaded.runs();
        threads = new RunThreads(runs.atOnce());
        batches = new CallerBatches<>(runs, this::computed);
    }

    /** What the network computes for a picture. */
    private record Answer(Floats probabilities, Floats features) {}

    /**
     * Loads a network. The checkpoint names its class, which is loaded by the context class loader of the thread, or else by
     * that of Stagecraft.
     *
     * @param checkpoint the folder of a checkpoint, or of a run. The best checkpoint of a run is used, or the newest if none
     *     was evaluated; see {@link #chosen}
     * @throws BadInputException if there is no checkpoint, it is incomplete or corrupt, the class is missing, or the class
     *     is another network than the one that was saved
     */
    public static Classifier load(Path checkpoint) {
        return load(checkpoint, ClassifierOptions.DEFAULT);
    }

    /** As {@link #load(Path)}, with a class loader for the network's class. */
    public static Classifier load(Path checkpoint, ClassLoader classes) {
        return load(checkpoint, ClassifierOptions.DEFAULT.withClasses(classes));
    }

    /** As {@link #load(Path)}, with options. */
    public static Classifier load(Path checkpoint, ClassifierOptions options) {
        return new Classifier(
                LoadedNetwork.of(
                        checkpoint,
                        options,
                        (folder, manifest) -> SavedNetwork.find(folder, manifest, options.classes())),
                options);
    }

    /**
     * As {@link #load(Path, ClassifierOptions)}, for a network that cannot be made from its name, for example because it was
     * written by hand and its constructor has parameters.
     */
    public static Classifier load(Path checkpoint, Network network, ClassifierOptions options) {
        return new Classifier(LoadedNetwork.of(checkpoint, options, (folder, manifest) -> network), options);
    }

    /** The checkpoint that was loaded, and why that one. */
    public Chosen chosen() {
        return chosen;
    }

    /** The binary name of the annotated type. */
    public String network() {
        return network.name();
    }

    /** Names of the classes in order; their indices if they have no names. */
    public List<String> classNames() {
        return classNames;
    }

    /** Height, width and channels of the network's input. Pictures of other sizes are resized. */
    public ImageShape size() {
        return preprocessing.size();
    }

    /**
     * Classifies a picture in a file: JPEG, PNG, GIF (the first frame) or BMP, whatever its name.
     *
     * @throws RejectedPictureException if it cannot be read, is damaged, or is too large
     * @throws RunFailedException if memory runs out, or the classifier is closed
     */
    public Prediction classify(Path file) {
        return classify(PictureSource.of(file));
    }

    /** As {@link #classify(Path)}, for a file as a stream, which is read to its end or to the limit, and not closed. */
    public Prediction classify(InputStream file) {
        return classify(PictureSource.of(file));
    }

    /** As {@link #classify(Path)}, for a whole file in memory. */
    public Prediction classify(byte[] file) {
        return classify(PictureSource.of(file));
    }

    /** As {@link #classify(Path)}, for an image in memory. Values are taken as they are stored, and opacity is ignored. */
    public Prediction classify(BufferedImage image) {
        return classify(PictureSource.of(image));
    }

    /** As {@link #classify(Path)}, for a picture wherever it is. */
    public Prediction classify(PictureSource picture) {
        return classifyAll(List.of(picture)).get(0);
    }

    /**
     * As {@link #classify(PictureSource)}, for many pictures, which share the limits of one call.
     *
     * @return an answer for each picture, in their order
     * @throws RejectedPictureException if a picture is not accepted. The message names it, and no picture is classified
     */
    public List<Prediction> classifyAll(List<PictureSource> pictures) {
        return serving.during(() -> {
            Allowance allowance = new Allowance(options);
            int together = runs.together(options.batchSize());
            List<Prediction> predictions = new ArrayList<>();
            for (int from = 0; from < pictures.size(); from += together) {
                int to = Math.min(from + together, pictures.size());
                predictions.addAll(answer(pictures.subList(from, to), allowance));
            }
            return List.copyOf(predictions);
        });
    }

    /**
     * The pooled features of a picture: the numbers that go into the last layer. Similar pictures have similar features.
     *
     * @throws BadInputException if the network does not end in a dense layer over features
     */
    public float[] features(Path file) {
        return features(PictureSource.of(file));
    }

    /** As {@link #features(Path)}, for a file as a stream, which is read to its end or to the limit, and not closed. */
    public float[] features(InputStream file) {
        return features(PictureSource.of(file));
    }

    /** As {@link #features(Path)}, for a whole file in memory. */
    public float[] features(byte[] file) {
        return features(PictureSource.of(file));
    }

    /** As {@link #features(Path)}, for an image in memory. */
    public float[] features(BufferedImage image) {
        return features(PictureSource.of(image));
    }

    /** As {@link #features(Path)}, for a picture wherever it is. */
    public float[] features(PictureSource picture) {
        requireFeatures();
        return ((Floats) classify(picture).features()).toFloats();
    }

    /**
     * Checks that the network has pooled features.
     *
     * @throws BadInputException if it does not end in a dense layer over features
     */
    public void requireFeatures() {
        if (wanted.size() == 1) {
            throw new BadInputException(
                    network.name() + " does not end in a dense layer, so it has no pooled features");
        }
    }

    /**
     * Reads, decodes and resizes a picture on the calling thread, to be classified later, together with others. The limits
     * apply to this call alone; the picture does not count when it is classified.
     *
     * @return the picture in the network's size
     * @throws RejectedPictureException as {@link #classify(Path)}
     */
    public PictureSource prepare(PictureSource picture) {
        return serving.during(() -> picture.prepared(preprocessing, reader.read(picture, new Allowance(options))));
    }

    private List<Prediction> answer(List<PictureSource> pictures, Allowance allowance) {
        List<float[]> images = new ArrayList<>();
        pictures.forEach(picture -> images.add(reader.read(picture, allowance)));
        return answers(images)
                .map(answer -> new Prediction(classes(answer.probabilities()), answer.features()))
                .toList();
    }

    /** Where a run may have fewer images, several runs go at the same time. */
    private Stream<Answer> answers(List<float[]> images) {
        int count = images.size();
        if (count <= runs.most()) {
            return batches.of(images).stream();
        }
        List<Callable<List<Answer>>> parts = new ArrayList<>();
        for (int from = 0; from < count; from += runs.most()) {
            List<float[]> part = images.subList(from, Math.min(from + runs.most(), count));
            parts.add(() -> batches.of(part));
        }
        return threads.all(parts).stream().flatMap(List::stream);
    }

    private List<Answer> computed(List<float[]> images) {
        return TensorFlowCalls.get("an answer to " + images.size() + " pictures", () -> run(images));
    }

    private List<Answer> run(List<float[]> images) {
        int count = images.size();
        ImageShape size = preprocessing.size();
        Shape shape = Shape.of(count, size.height(), size.width(), size.channels());
        Session.Runner runner = serving.runner(count);
        wanted.forEach(runner::fetch);
        try (TFloat32 fed = TFloat32.tensorOf(shape, tensor -> fill(tensor, images));
                Result result = runner.feed(serving.graph().floats(), fed).run()) {
            float[] probabilities = floats((TFloat32) result.get(0));
            float[] features = wanted.size() > 1 ? floats((TFloat32) result.get(1)) : new float[0];
            return IntStream.range(0, count)
                    .mapToObj(i ->
                            new Answer(new Floats(part(probabilities, i, count)), new Floats(part(features, i, count))))
                    .toList();
        }
    }

    private static void fill(TFloat32 tensor, List<float[]> images) {
        FloatDataBuffer to = tensor.asRawTensor().data().asFloats();
        long at = 0;
        for (float[] values : images) {
            to.offset(at).write(values);
            at += values.length;
        }
    }

    private static float[] floats(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false)));
        return values;
    }

    private static float[] part(float[] all, int index, int count) {
        int length = all.length / count;
        float[] part = new float[length];
        System.arraycopy(all, index * length, part, 0, length);
        return part;
    }

    private List<ClassProbability> classes(Floats probabilities) {
        for (float probability : probabilities) {
            if (Float.isNaN(probability)) {
                throw new RunFailedException("the answer of " + network.name()
                        + " is NaN: its weights in " + chosen.checkpoint()
                        + " give values that float32 cannot hold; use another checkpoint");
            }
        }
        return IntStream.range(0, probabilities.size())
                .mapToObj(index -> new ClassProbability(index, classNames.get(index), probabilities.get(index)))
                .sorted(Comparator.comparing(ClassProbability::probability).reversed())
                .toList();
    }

    /** Refuses new calls, waits for calls in progress, and then frees everything. Closing again has no effect. */
    @Override
    public void close() {
        serving.close();
        threads.close();
        reader.close();
    }
}
