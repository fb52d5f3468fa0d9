package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.metric.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says about itself. Format 1 held weights alone: what later formats added is null, zero or empty there.
 *
 * @param formatVersion of this file and its folder
 * @param network binary name of the annotated type
 * @param networkFingerprint of the graph that the weights were trained in; null in format 1
 * @param evaluationFingerprint hash of what its evaluation computes; null where an earlier version saved it
 * @param planSha256 hash of what it was declared to compute; null where an earlier version saved it, or it does not tell
 * @param preprocessing of the network's images; null where an earlier version saved it, which resized by {@link
 *     Resizing#SAMPLED}
 * @param runtimeVersion that wrote it
 * @param tensorFlowVersion that wrote it
 * @param javaVersion that wrote it
 * @param processors that the run had
 * @param run what the weights were trained on, and how
 * @param position where in the run it was saved
 * @param random from which the order of the images follows
 * @param learningRate of the step that follows
 * @param metrics of the epoch that had just been evaluated
 * @param variables in name order
 * @param optimizerVariables in name order; none in format 1
 * @param weightsSha256 over all values of the variables, little-endian, in name order
 * @param files sizes and SHA-256 by file name
 */
public record Manifest(
        int formatVersion,
        String network,
        @Nullable String networkFingerprint,
        @Nullable String evaluationFingerprint,
        @Nullable String planSha256,
        @Nullable SavedPreprocessing preprocessing,
        @Nullable String runtimeVersion,
        @Nullable String tensorFlowVersion,
        @Nullable String javaVersion,
        int processors,
        RunMetadata run,
        Progress position,
        @Nullable RandomState random,
        double learningRate,
        @Nullable Map<String, Double> metrics,
        List<SavedVariable> variables,
        List<SavedVariable> optimizerVariables,
        String weightsSha256,
        Map<String, SavedFile> files) {
    /** The version this runtime writes, and the newest it reads. */
    public static final int FORMAT_VERSION = 2;

    /** From this version on a checkpoint holds everything that is needed to resume its run. */
    public static final int FORMAT_WITH_STATE = 2;

    /** Whether it holds all that a run goes on with. */
    public boolean isResumable() {
        return formatVersion >= FORMAT_WITH_STATE;
    }

    /** How images were resized; empty where an earlier version saved it. */
    public Optional<Resizing> resizing() {
        return Optional.ofNullable(preprocessing).map(SavedPreprocessing::resizing);
    }

    /** All that was saved, in the order of the data file. */
    public List<SavedVariable> saved() {
        return Stream.concat(variables.stream(), optimizerVariables.stream()).toList();
    }

    /** A variable's name and dimensions, each 1 or more. */
    public record SavedVariable(String name, List<Long> shape) {
        /**
         * The number of bytes of its values, which are float32.
         *
         * @throws ArithmeticException where they are too many for 64 bits
         */
        public long bytes() {
            return shape.stream().mapToLong(Long::longValue).reduce(Float.BYTES, Math::multiplyExact);
        }

        /** Name and dimensions, for messages. */
        public String text() {
            return ForeignText.printed(name) + " " + shape;
        }
    }

    /** A file's size and SHA-256 in hexadecimal. */
    public record SavedFile(long bytes, String sha256) {}

    /** The order of an epoch's images is drawn from the run's seed and the epoch's number. */
    public record RandomState(long seed, int epoch) {}
}
