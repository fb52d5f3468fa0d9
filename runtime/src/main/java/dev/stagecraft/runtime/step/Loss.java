package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.setting.TrainingSettings;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a step makes smaller: one number for each image of a batch, whose mean is the batch's loss. */
interface Loss {
    /** Softmax cross-entropy in nats. */
    Loss CROSS_ENTROPY = (tf, logits, labels) -> tf.withName("losses")
            .nn
            .sparseSoftmaxCrossEntropyWithLogits(logits, labels)
            .loss();

    /** The same from operations that give the same bits each time on a GPU too. */
    Loss REPEATABLE_CROSS_ENTROPY = (tf, logits, labels) -> {
        int classes = Math.toIntExact(logits.shape().get(1));
        Operand<TFloat32> factors = tf.withName("factors")
                .oneHot(
                        labels,
                        tf.withName("classes").constant(classes),
                        tf.withName("of_class").constant((float) -classes),
                        tf.withName("of_others").constant(0f));
        return weighted(tf, logits, factors);
    };

    /** The loss of training as settings say; what does not differ from the defaults adds no operation. */
    static Loss of(TrainingSettings<?> settings) {
        return smoothed(CROSS_ENTROPY, settings);
    }

    /** As {@link #of(TrainingSettings)}, from operations that give the same bits each time on a GPU too. */
    static Loss repeatable(TrainingSettings<?> settings) {
        return smoothed(REPEATABLE_CROSS_ENTROPY, settings);
    }

    /**
     * As {@link #of(TrainingSettings)}, but by probabilities and not by labels.
     *
     * @param distributions {@code [batch, classes]}
     */
    static Loss of(TrainingSettings<?> settings, Operand<TFloat32> distributions) {
        return (tf, logits, labels) -> tf.withName("losses")
                .nn
                .softmaxCrossEntropyWithLogits(logits, targets(tf, settings, distributions))
                .loss();
    }

    /** The same from operations that give the same bits each time on a GPU too. */
    static Loss repeatable(TrainingSettings<?> settings, Operand<TFloat32> distributions) {
        return (tf, logits, labels) -> {
            float classes = logits.shape().get(1);
            Operand<TFloat32> factors = tf.withName("factors")
                    .math
                    .mul(
                            targets(tf, settings, distributions),
                            tf.withName("of_mean").constant(-classes));
            return weighted(tf, logits, factors);
        };
    }

    private static Operand<TFloat32> targets(Ops tf, TrainingSettings<?> settings, Operand<TFloat32> distributions) {
        float share = (float) settings.labelSmoothing();
        return share == 0 ? distributions : shared(tf, distributions, share);
    }

    private static Loss smoothed(Loss plain, TrainingSettings<?> settings) {
        double smoothing = settings.labelSmoothing();
        return smoothing == 0 ? plain : smoothed(plain, (float) smoothing);
    }

    /**
     * The mean over K classes of f·log softmax z, which is the cross-entropy with targets p where f is −K·p.
     *
     * @param factors {@code [batch, classes]}
     */
    private static Operand<TFloat32> weighted(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> factors) {
        Operand<TFloat32> logs = tf.withName("log_softmax").nn.logSoftmax(logits);
        return tf.withName("losses")
                .math
                .mean(
                        tf.withName("weighted").math.mul(logs, factors),
                        tf.withName("losses_axis").constant(new int[] {1}));
    }

    /** Probabilities of which all K classes divide a share s evenly: (1 − s)·p + s / K. */
    private static Operand<TFloat32> shared(Ops tf, Operand<TFloat32> distributions, float share) {
        Ops smoothing = tf.withSubScope("smoothing");
        float each = share / distributions.shape().get(1);
        Operand<TFloat32> kept = smoothing
                .withName("kept")
                .math
                .mul(distributions, smoothing.withName("share").constant(1 - share));
        return smoothing
                .withName("targets")
                .math
                .add(kept, smoothing.withName("each").constant(each));
    }

    /**
     * Cross-entropy with targets of which all K classes divide a share s evenly. With logits z and class y it is the plain
     * one and s·(z_y − mean z): the mean over classes of c·z, where c is s·(K − 1) for the class and −s for the others.
     */
    private static Loss smoothed(Loss plain, float share) {
        return (tf, logits, labels) -> {
            int classes = Math.toIntExact(logits.shape().get(1));
            Ops smoothing = tf.withSubScope("smoothing");
            Operand<TFloat32> factors = smoothing
                    .withName("factors")
                    .oneHot(
                            labels,
                            smoothing.withName("classes").constant(classes),
                            smoothing.withName("of_class").constant(share * (classes - 1)),
                            smoothing.withName("of_others").constant(-share));
            Operand<TFloat32> more = smoothing
                    .withName("more")
                    .math
                    .mean(
                            smoothing.withName("weighted").math.mul(logits, factors),
                            smoothing.withName("class_axis").constant(new int[] {1}));
            return smoothing.withName("losses").math.add(plain.add(tf, logits, labels), more);
        };
    }

    /**
     * Adds it to a graph.
     *
     * @param logits {@code [batch, classes]}
     * @param labels {@code [batch]}, classes from 0
     * @return {@code [batch]}
     */
    Operand<TFloat32> add(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels);
}
