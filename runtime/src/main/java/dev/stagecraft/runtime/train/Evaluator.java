package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.BatchStream;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.CheckedImages;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.ReadAhead;
import dev.stagecraft.runtime.metric.Evaluation;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.step.NetworkGraph;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Runs a network's evaluation graph over many images; the weights do not change. */
record Evaluator(NetworkGraph graph, BatchRuns runs, Fitting fitting, Preprocessing preprocessing) {
    /** As {@link TrainableNetwork#evaluate(LabeledImages, int, List, BooleanSupplier, IntConsumer)}. */
    Optional<Evaluation> evaluate(
            LabeledImages given,
            int batchSize,
            List<? extends Metric> metrics,
            BooleanSupplier stop,
            IntConsumer seen) {
        LabeledImages images = fitting(given);
        return evaluate(inSequence(images, batchSize), images.classNames(), metrics, new EvaluationPass(stop, seen));
    }

    /** The same, of images whose features are known. */
    Optional<Evaluation> evaluate(
            PooledFeatures features,
            int batchSize,
            List<? extends Metric> metrics,
            BooleanSupplier stop,
            IntConsumer seen) {
        BatchStream batches = features.batches(EpochOrder.inSequence(features.size()), batchSize, 0);
        return evaluate(batches, features.classNames(), metrics, new EvaluationPass(stop, seen));
    }

    private Optional<Evaluation> evaluate(
            BatchStream batches, List<String> classNames, List<? extends Metric> metrics, EvaluationPass pass) {
        Measurements measured = new Measurements(fitting.network().classes(), metrics);
        boolean whole = pass.over(batches, batch -> runs.evaluate(batch, measured));
        return whole ? Optional.of(measured.result(classNames)) : Optional.empty();
    }

    /**
     * The number of pooled features of an image.
     *
     * @throws BadInputException if the network does not tell which of its operations gives them
     */
    int pooledFeatures() {
        return pooled().features();
    }

    /**
     * The pooled features of all images.
     *
     * @param stop checked between batches
     * @return empty if it was asked to stop
     */
    Optional<PooledFeatures> features(LabeledImages given, int batchSize, BooleanSupplier stop) {
        LabeledImages images = fitting(given);
        NetworkGraph.Pooled pooled = pooled();
        PooledFeatures all = new PooledFeatures(images.classNames());
        boolean whole = new EvaluationPass(stop, seen -> {})
                .over(inSequence(images, batchSize), batch -> all.add(runs.features(batch, pooled), batch.labels()));
        return whole ? Optional.of(all) : Optional.empty();
    }

    private NetworkGraph.Pooled pooled() {
        return graph.pooled()
                .orElseThrow(() -> new BadInputException(fitting.network().name()
                        + " has no operation head/pool that gives the pooled features of an image, so a linear probe is"
                        + " not possible; freeze stages instead"));
    }

    private LabeledImages fitting(LabeledImages given) {
        LabeledImages images = CheckedImages.of(given);
        fitting.require(images);
        return images;
    }

    private BatchStream inSequence(LabeledImages images, int batchSize) {
        int[] order = EpochOrder.inSequence(images.size());
        Batches batches = new Batches(images, order, batchSize, Preparation.plain(preprocessing));
        return new ReadAhead(batches, 0, Feed.PLAIN.readers());
    }
}
