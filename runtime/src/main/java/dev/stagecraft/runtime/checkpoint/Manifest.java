package dev.stagecraft.runtime.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * What a checkpoint says of itself. Format 1 had weights alone: what came later is missing there.
 *
 * @param formatVersion of this file and its folder
 * @param network binary name of the annotated type
 * @param networkFingerprint of the graph that the weights were trained in
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
 * @param optimizerVariables in name order
 * @param weightsSha256 over all values of the variables, little-endian, in name order
 * @param files sizes and SHA-256 by file name
 */
record Manifest(
        int formatVersion,
        String network,
        String networkFingerprint,
        String runtimeVersion,
        String tensorFlowVersion,
        String javaVersion,
        int processors,
        RunFacts run,
        Position position,
        RandomState random,
        double learningRate,
        Map<String, Double> metrics,
        List<SavedVariable> variables,
        List<SavedVariable> optimizerVariables,
        String weightsSha256,
        Map<String, SavedFile> files) {
    /** The version this runtime writes, and the newest it reads. */
    static final int FORMAT_VERSION = 2;

    /** Whether every part is there; a file that was tampered with may lack any. */
    boolean isWhole() {
        boolean weights = network != null
                && run != null
                && run.data() != null
                && position != null
                && position.isPossible()
                && areWhole(variables)
                && weightsSha256 != null
                && files != null
                && !files.isEmpty()
                && files.values().stream().allMatch(each -> each != null && each.sha256() != null);
        return weights && (!isResumable() || isStateWhole());
    }

    private boolean isStateWhole() {
        return networkFingerprint != null
                && runtimeVersion != null
                && tensorFlowVersion != null
                && run.settings() != null
                && run.settings().values().stream().allMatch(each -> each != null)
                && run.device() != null
                && random != null
                && metrics != null
                && metrics.values().stream().allMatch(each -> each != null)
                && areWhole(optimizerVariables);
    }

    /** Whether it holds all that a run goes on with. */
    boolean isResumable() {
        return formatVersion >= 2;
    }

    private static boolean areWhole(List<SavedVariable> variables) {
        return variables != null
                && variables.stream().allMatch(each -> each != null && each.name() != null && each.shape() != null);
    }

    /** A variable's name and dimensions. */
    record SavedVariable(String name, List<Long> shape) {}

    /** A file's size and SHA-256 in hexadecimal. */
    record SavedFile(long bytes, String sha256) {}

    /** The order of an epoch's images is drawn from the run's seed and the epoch's number. */
    record RandomState(long seed, int epoch) {}
}
