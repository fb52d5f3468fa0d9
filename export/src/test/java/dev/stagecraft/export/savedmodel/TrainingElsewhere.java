package dev.stagecraft.export.savedmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A program of somebody who has TensorFlow Java alone: it trains a SavedModel on a batch of images and saves it. It runs in a
 * process of its own, whose class path has nothing of Stagecraft but this class.
 */
public final class TrainingElsewhere {
    private static final int STEPS = 20;
    private static final int CLASSES = 10;

    private final SavedModelBundle bundle;
    private final TUint8 images;
    private final TInt32 labels;
    private final TFloat32 learningRate = TFloat32.scalarOf(0.05f);

    private TrainingElsewhere(SavedModelBundle bundle, TUint8 images, TInt32 labels) {
        this.bundle = bundle;
        this.images = images;
        this.labels = labels;
    }

    /** Takes the model, a file of images, their sizes with commas, a file of labels, and where to save. */
    public static void main(String[] arguments) throws IOException {
        try {
            Class.forName("dev.stagecraft.runtime.Version");
            throw new AssertionError("Stagecraft is on the class path");
        } catch (ClassNotFoundException e) {
            System.out.println("alone");
        }
        long[] dims = Arrays.stream(arguments[2].split(","))
                .mapToLong(Long::parseLong)
                .toArray();
        byte[] classes = Files.readAllBytes(Path.of(arguments[3]));
        int[] labels = new int[classes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = classes[i];
        }
        byte[] pixels = Files.readAllBytes(Path.of(arguments[1]));
        try (SavedModelBundle bundle = SavedModelBundle.load(arguments[0], "serve");
                TUint8 images = TUint8.tensorOf(Shape.of(dims), DataBuffers.of(pixels, true, false));
                TInt32 fed = TInt32.vectorOf(labels)) {
            new TrainingElsewhere(bundle, images, fed).run(arguments[4]);
        }
    }

    private void run(String save) throws IOException {
        SessionFunction train = bundle.function("train");
        for (int i = 0; i < STEPS; i++) {
            Map<String, Tensor> batch = Map.of("images", images, "labels", labels, "learning_rate", learningRate);
            try (Result result = train.call(batch)) {
                System.out.println("loss " + number(result, "loss"));
            }
        }
        bundle.session().save(save);
        try (Result result = bundle.function("serving_default").call(Map.of("images", images))) {
            TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
            StringBuilder line = new StringBuilder("logits");
            logits.scalars().forEach(logit -> line.append(' ').append(logit.getFloat()));
            System.out.println(line);
        }
        trainWithOwnLoss();
    }

    private static float number(Result result, String name) {
        return ((TFloat32) result.get(name).orElseThrow()).getFloat();
    }

    /** Gradients and updates by TensorFlow's own means, over the logits of training and the collections. */
    private void trainWithOwnLoss() throws IOException {
        Graph graph = bundle.graph();
        Ops tf = Ops.create(graph).withSubScope("own");
        Output<TFloat32> logits = graph.outputOrThrow("train/logits:0").expect(TFloat32.class);
        Operand<TFloat32> targets =
                tf.oneHot(tf.constant(labels), tf.constant(CLASSES), tf.constant(1f), tf.constant(0f));
        Operand<TFloat32> loss = tf.math.mean(
                tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss(), tf.constant(0));
        List<VariableDef> variables = new ArrayList<>();
        for (var each : bundle.metaGraphDef()
                .getCollectionDefOrThrow("trainable_variables")
                .getBytesList()
                .getValueList()) {
            variables.add(VariableDef.parseFrom(each));
        }
        Output<?>[] values = variables.stream()
                .map(variable -> graph.outputOrThrow(variable.getSnapshotName()))
                .toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), values);
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < gradients.length; i++) {
            updates.add(tf.train.resourceApplyGradientDescent(
                    graph.outputOrThrow(variables.get(i).getVariableName()),
                    tf.constant(0.05f),
                    gradients[i].expect(TFloat32.class)));
        }
        for (String each : bundle.metaGraphDef()
                .getCollectionDefOrThrow("update_ops")
                .getNodeList()
                .getValueList()) {
            updates.add(() -> graph.operationOrThrow(each));
        }
        for (int i = 0; i < STEPS / 2; i++) {
            var runner = bundle.session().runner().feed("images", images).feed("input/labels", labels);
            updates.forEach(runner::addTarget);
            try (Result result = runner.fetch(loss).run()) {
                System.out.println("own " + ((TFloat32) result.get(0)).getFloat());
            }
        }
    }
}
