package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.LabeledImages;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The features of all images of a run. Everything before the head is frozen, so they are computed once, and each step
 * trains the head on them (Alain, Bengio, <i>Understanding intermediate layers using linear classifier probes</i>, 2016).
 */
final class LinearProbe {
    private final IdentityHashMap<LabeledImages, PooledFeatures> features = new IdentityHashMap<>();

    private LinearProbe() {}

    /**
     * Checks that the features of a run's images can be computed once and kept.
     *
     * @param width number of features of an image
     * @return what to tell the user: how many images there are, and how many bytes their features take
     * @throws BadInputException if images are augmented or mixed, or memory is too small
     */
    static String requireFitting(DataSet data, TrainingOptions options, int width) {
        Feed feed = options.feed(data);
        if (!feed.augmentations().isEmpty() || feed.mixing().isPresent()) {
            throw new BadInputException("the linear probe computes the features of each image once, so images cannot be"
                    + " augmented or mixed; train without augmentation, as with --no-augmentation, or freeze all"
                    + " stages with --freeze-stages instead");
        }
        long images = parts(data).stream().mapToLong(LabeledImages::size).sum();
        long bytes = images * width * Float.BYTES;
        long room = Runtime.getRuntime().maxMemory() / 2;
        String text = String.format(
                Locale.ROOT, "the features of %,d images, %,d each, take %,d bytes", images, width, bytes);
        if (bytes > room) {
            throw new BadInputException(text
                    + String.format(Locale.ROOT, ", but they may take at most %,d bytes of Java's heap; ", room)
                    + "give the heap more with JAVA_TOOL_OPTIONS=-Xmx..., or freeze all stages with --freeze-stages"
                    + " instead");
        }
        return "linear probe: " + text;
    }

    /**
     * Computes the features.
     *
     * @param stop checked between batches
     * @param notices is told how much memory the features take
     * @return empty if it was asked to stop
     */
    static Optional<LinearProbe> of(
            Evaluator network, DataSet data, TrainingOptions options, BooleanSupplier stop, Consumer<String> notices) {
        notices.accept(requireFitting(data, options, network.pooledFeatures()));
        LinearProbe probe = new LinearProbe();
        for (LabeledImages images : parts(data)) {
            Optional<PooledFeatures> computed = network.features(images, options.batchSize(), stop);
            if (computed.isEmpty()) {
                return Optional.empty();
            }
            probe.features.put(images, computed.get());
        }
        return Optional.of(probe);
    }

    private static List<LabeledImages> parts(DataSet data) {
        List<LabeledImages> parts = new ArrayList<>(List.of(data.train()));
        data.validation().ifPresent(parts::add);
        if (data.hasTest()) {
            parts.add(data.test());
        }
        return parts;
    }

    /** The features of one part of the run's data. */
    PooledFeatures of(LabeledImages images) {
        return Objects.requireNonNull(features.get(images));
    }
}
