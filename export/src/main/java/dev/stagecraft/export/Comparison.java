package dev.stagecraft.export;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.LogitsSession;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Picture;
import dev.stagecraft.runtime.io.DiskTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * What an export or another precision answers, held against the answers of the network in float32.
 *
 * @param images number of images that both were asked about, at least 1
 * @param largestDifference between two logits of the same class and image, at least 0; NaN if a compared logit is NaN
 * @param largestLogit the largest absolute value of the network's own logits in float32
 * @param equalTopAnswers number of images whose most likely class is the same
 */
public record Comparison(int images, double largestDifference, double largestLogit, int equalTopAnswers) {
    /**
     * Whether no logit differs by more than a share of the largest one.
     *
     * @param tolerance at least 0
     */
    public boolean isWithin(double tolerance) {
        return largestDifference <= tolerance * largestLogit;
    }

    /** The share of images whose most likely class is the same, 0 to 1. */
    public double topAnswerShare() {
        return (double) equalTopAnswers / images;
    }

    /**
     * Opens an export of any format that can be compared. The caller closes it.
     *
     * @param place what was exported
     * @param network that it should have been exported from
     * @throws BadInputException if it is of no such format, is damaged, or has the weights of another checkpoint
     */
    public static OpenedExport open(Path place, TrainedNetwork network) {
        return open(place, network, Exporters.OURS);
    }

    /** As {@link #open(Path, TrainedNetwork)}, but with the exporters that a class loader finds. */
    public static OpenedExport open(Path place, TrainedNetwork network, ClassLoader classes) {
        Exporters exporters = Exporters.in(classes);
        OpenedExport opened = exporters.all().stream()
                .flatMap(exporter -> open(exporter, place, network).stream())
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        place + " is not an export that can be compared; formats are " + exporters.formats()));
        try {
            requireWeights(place, opened.weightsSha256().orElse("none"), network);
            opened.load();
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private static void requireWeights(Path place, String found, TrainedNetwork network) {
        if (!found.equals(network.weightsSha256())) {
            throw new BadInputException(
                    place + " has the weights of another checkpoint (SHA-256 " + found + "), not of "
                            + network.chosen().checkpoint() + " (" + network.weightsSha256()
                            + "); name the checkpoint that it was exported from");
        }
    }

    private static Optional<OpenedExport> open(Exporter exporter, Path place, TrainedNetwork network) {
        try {
            return exporter.open(place, network);
        } catch (IOException e) {
            throw new BadInputException(
                    place + " cannot be read (" + DiskTrouble.of(e).cause() + ")", e);
        }
    }

    /**
     * Asks both about all images.
     *
     * @param export of the network
     * @param images at least one, in their own sizes
     * @param batchSize images that are asked about at a time if they have one size, at least 1
     * @param stop checked between batches
     * @param seen is told after each batch how many images have been compared so far
     * @return empty if it was asked to stop before the last image
     * @throws BadInputException if there are no images, or the export gives other logits than one per class and image
     */
    public static Optional<Comparison> of(
            TrainedNetwork network,
            OpenedExport export,
            LabeledImages images,
            int batchSize,
            BooleanSupplier stop,
            IntConsumer seen) {
        requireImages(images);
        return of(network, export::logits, images, batchSize, stop, seen);
    }

    /**
     * Asks a network about all images twice, with convolutions in float32 and in bfloat16.
     *
     * @param images at least one, in their own sizes
     * @param batchSize images that are asked about at a time if they have one size, at least 1
     * @param stop checked between batches
     * @param seen is told after each batch how many images have been compared so far
     * @return empty if it was asked to stop before the last image
     * @throws BadInputException if there are no images, this processor has no instructions for bfloat16, or oneDNN, which
     *     computes it, does not work here
     */
    public static Optional<Comparison> ofBfloat16(
            TrainedNetwork network, LabeledImages images, int batchSize, BooleanSupplier stop, IntConsumer seen) {
        requireImages(images);
        try (LogitsSession rounded = network.openInBfloat16()) {
            return of(network, rounded::logits, images, batchSize, stop, seen);
        }
    }

    private static void requireImages(LabeledImages images) {
        if (images.size() == 0) {
            throw new BadInputException("there are no images to compare with; name others");
        }
    }

    /** Gives the logits of a batch. */
    private interface Answers {
        float[] logits(byte[] images, ImageShape shape, int count);
    }

    private static Optional<Comparison> of(
            TrainedNetwork network,
            Answers theirs,
            LabeledImages images,
            int batchSize,
            BooleanSupplier stop,
            IntConsumer seen) {
        Tally tally = new Tally(network.network().classes());
        try (LogitsSession ours = network.open()) {
            int next = 0;
            while (next < images.size()) {
                if (stop.getAsBoolean()) {
                    return Optional.empty();
                }
                Picture first = images.picture(next);
                int count = images.oneShape().isPresent() ? Math.min(batchSize, images.size() - next) : 1;
                byte[] batch = batch(images, next, count, first);
                ImageShape shape = first.shape();
                tally.add(ours.logits(batch, shape, count), theirs.logits(batch, shape, count));
                next += count;
                seen.accept(next);
            }
        }
        return Optional.of(tally.result());
    }

    private static byte[] batch(LabeledImages images, int from, int count, Picture first) {
        int values = first.shape().values();
        byte[] batch = new byte[Math.multiplyExact(values, count)];
        System.arraycopy(first.values(), 0, batch, 0, values);
        for (int i = 1; i < count; i++) {
            System.arraycopy(images.picture(from + i).values(), 0, batch, i * values, values);
        }
        return batch;
    }
}
