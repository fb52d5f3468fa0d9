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

    /** The loss of training as settings say; what does not differ from the defaults adds no operation. */
    static Loss of(TrainingSettings<?> settings) {
        return CROSS_ENTROPY;
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
