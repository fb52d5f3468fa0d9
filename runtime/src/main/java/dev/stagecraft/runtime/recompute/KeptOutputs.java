package dev.stagecraft.runtime.recompute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Segments, and the convolutions that are kept of them: first none, then more and more. */
final class KeptOutputs {
    /** Of the largest feature map of a segment, while it is in memory: what comes in, and what goes out. */
    private static final int GRADIENTS = 2;

    private final List<List<RecomputedBlock>> segments;
    private final Set<String> kept = new HashSet<>();

    /** The values in memory while a segment is computed again, for each segment, and while what follows them is. */
    private final long[] peaks;

    private long cost;

    /** A convolution that may be kept. */
    private record Candidate(int segment, BlockConvolution convolution) {}

    KeptOutputs(List<List<RecomputedBlock>> segments) {
        this.segments = segments;
        peaks = new long[segments.size() + 1];
        long inputs = 0;
        for (int i = 0; i < segments.size(); i++) {
            inputs += segments.get(i).get(0).input();
            long largest = 0;
            peaks[i] = inputs;
            for (RecomputedBlock block : segments.get(i)) {
                peaks[i] += block.values();
                largest = Math.max(largest, block.largest());
            }
            peaks[i] += GRADIENTS * largest;
        }
        peaks[segments.size()] = inputs;
        cost = segments.stream().mapToLong(KeptOutputs::again).sum();
    }

    /** A sum at the end of a segment is kept, so nothing needs what is added. */
    private static long again(List<RecomputedBlock> segment) {
        int last = segment.size() - 1;
        long cost = -segment.get(last).costOfEnd();
        for (int i = 0; i <= last; i++) {
            RecomputedBlock block = segment.get(i);
            cost += block.costBetween() + block.costOfEnd();
            for (BlockConvolution each : block.convolutions()) {
                cost += each.isOnlyAdded() && i == last ? 0 : each.multiplyAccumulates();
            }
        }
        return cost;
    }

    /** The values in memory where they are most. */
    long most() {
        long most = 0;
        for (long peak : peaks) {
            most = Math.max(most, peak);
        }
        return most;
    }

    /** What is computed again, in multiplications of convolutions. */
    long cost() {
        return cost;
    }

    RecomputePlan plan() {
        return new RecomputePlan(segments, kept);
    }

    /** Keeps outputs, those first that save most for their size, as long as there is memory. */
    void keepWithin(long limit) {
        for (Candidate each : candidates()) {
            if (fits(each, limit)) {
                keep(each);
            }
        }
    }

    /** Keeps outputs, those first that save most for their size, until no more than a cost is left. */
    void keepUntil(long limit) {
        for (Candidate each : candidates()) {
            if (cost <= limit) {
                return;
            }
            keep(each);
        }
    }

    /** An output is in memory while later segments are computed again; in its own it is there in any case. */
    private boolean fits(Candidate candidate, long limit) {
        for (int i = candidate.segment() + 1; i < peaks.length; i++) {
            if (peaks[i] + candidate.convolution().values() > limit) {
                return false;
            }
        }
        return true;
    }

    private void keep(Candidate candidate) {
        for (int i = candidate.segment() + 1; i < peaks.length; i++) {
            peaks[i] += candidate.convolution().values();
        }
        cost -= candidate.convolution().multiplyAccumulates();
        kept.add(candidate.convolution().name());
    }

    /** Those that save most for their size come first. */
    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            for (RecomputedBlock block : segments.get(i)) {
                for (BlockConvolution each : block.convolutions()) {
                    // TensorFlow may compute it together with the sum, and must do so in the same places.
                    if (!each.isOnlyAdded()) {
                        candidates.add(new Candidate(i, each));
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(
                        (Candidate each) -> each.convolution().costOfValue())
                .reversed());
        return candidates;
    }
}
