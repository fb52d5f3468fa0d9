package dev.stagecraft.runtime.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * What a checkpoint says of itself.
 *
 * @param formatVersion of this file and its folder
 * @param network binary name of the annotated type
 * @param runtimeVersion that wrote it
 * @param tensorFlowVersion that wrote it
 * @param javaVersion that wrote it
 * @param run what the weights were trained on
 * @param variables in name order
 * @param weightsSha256 over all values, little-endian, in name order
 * @param files sizes and SHA-256 by file name
 */
record Manifest(
        int formatVersion,
        String network,
        String runtimeVersion,
        String tensorFlowVersion,
        String javaVersion,
        RunFacts run,
        List<SavedVariable> variables,
        String weightsSha256,
        Map<String, SavedFile> files) {
    /** The version this runtime writes, and the newest it reads. */
    static final int FORMAT_VERSION = 1;

    /** Whether every part is there; a file that was tampered with may lack any. */
    boolean isWhole() {
        return network != null
                && run != null
                && variables != null
                && variables.stream().allMatch(each -> each != null && each.name() != null && each.shape() != null)
                && files != null
                && !files.isEmpty()
                && files.values().stream().allMatch(each -> each != null && each.sha256() != null);
    }

    /** A variable's name and dimensions. */
    record SavedVariable(String name, List<Long> shape) {}

    /** A file's size and SHA-256 in hexadecimal. */
    record SavedFile(long bytes, String sha256) {}
}
