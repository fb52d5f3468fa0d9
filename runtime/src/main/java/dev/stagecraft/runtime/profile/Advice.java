package dev.stagecraft.runtime.profile;

import dev.stagecraft.runtime.setting.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What to change, as the figures of a profile suggest. Each sentence names the figure that it is based on. */
final class Advice {
    private static final double MOST_OF_THE_TIME = 0.5;
    private static final double MUCH = 0.3;
    private static final double NOTICEABLE = 0.1;
    private static final double NEAR_THE_LIMIT = 0.85;

    /** On a quiet machine, convolutions are no faster than this. */
    private static final double BEYOND_THE_LIMIT = 1.1;

    private final StepProfile profile;
    private final List<String> sentences = new ArrayList<>();

    private Advice(StepProfile profile) {
        this.profile = profile;
    }

    /**
     * Sentences, the most useful first.
     *
     * @param bfloat16 whether the device has instructions for it
     * @param cores that TensorFlow could compute with; 0 if the step does not run on them
     */
    static List<String> of(StepProfile profile, boolean bfloat16, int cores) {
        Advice advice = new Advice(profile);
        advice.onThreads(cores);
        advice.onPrecision(bfloat16);
        advice.onSmallSteps();
        advice.onMemoryBoundLayers();
        advice.onOneLayer();
        advice.onLimit();
        return List.copyOf(advice.sentences);
    }

    private void onThreads(int cores) {
        if (profile.threads() < cores) {
            sentences.add("The step computes with " + profile.threads() + " of the " + cores
                    + " cores: measure again without --threads.");
        }
    }

    private void onPrecision(boolean bfloat16) {
        double share = share(row -> row.limitMillis() > 0);
        if (bfloat16 && profile.precision() == Precision.FLOAT32 && share >= MOST_OF_THE_TIME) {
            sentences.add("Convolutions and matrix products take " + percent(share)
                    + " of the time, and they are often faster in bfloat16, which this machine can compute: measure"
                    + " again with --precision bfloat16.");
        }
    }

    /** The work that takes as long for one image as for many. */
    private void onSmallSteps() {
        double idle = profile.times().idle() / profile.times().traced();
        if (idle >= NOTICEABLE) {
            sentences.add("In " + percent(idle)
                    + " of the step no operation ran, because starting them takes longer than running them: measure again"
                    + " with a larger batch.");
        }
        double update =
                profile.layers().stream().mapToDouble(LayerTime::updateMillis).sum()
                        / profile.times().operations();
        if (update >= NOTICEABLE) {
            sentences.add("The update of the weights takes " + percent(update)
                    + " of the time. It takes as long for a small batch as for a large one: a larger batch divides it among"
                    + " more images.");
        }
    }

    private void onMemoryBoundLayers() {
        double share = share(row -> !row.kind().isEmpty() && row.limitMillis() == 0);
        if (share >= MUCH) {
            sentences.add("Normalizations, activations, pools and sums take " + percent(share)
                    + " of the time. The speed of the memory limits them"
                    + (profile.precision() == Precision.FLOAT32
                            ? ", and bfloat16 halves what they read and write."
                            : "."));
        }
    }

    private void onOneLayer() {
        for (LayerTime row : profile.layers()) {
            double share = profile.share(row);
            if (share >= MUCH && profile.layers().size() > 2) {
                sentences.add(row.name() + " alone takes " + percent(share) + " of the time.");
            }
        }
    }

    private void onLimit() {
        double share = profile.shareOfLimit();
        if (share >= BEYOND_THE_LIMIT) {
            sentences.add("The step seems to compute at " + percent(share)
                    + " of the speed of a large matrix product, so other programs disturbed the measurement: measure again"
                    + " on an idle machine.");
        } else if (share >= NEAR_THE_LIMIT) {
            sentences.add("The step runs at " + percent(share)
                    + " of the speed of a large matrix product: in this precision, only a network with fewer"
                    + " multiply-accumulates would be much faster.");
        }
    }

    private double share(Predicate<LayerTime> wanted) {
        return profile.layers().stream()
                .filter(wanted)
                .mapToDouble(profile::share)
                .sum();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
