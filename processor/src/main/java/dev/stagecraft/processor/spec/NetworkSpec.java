package dev.stagecraft.processor.spec;

import java.util.List;
import java.util.Optional;

/**
 * A declared network. Parts may be missing, and values out of range: later rooms say so.
 *
 * @param input the images
 * @param stem layers before the first stage
 * @param stages in the order of the network
 * @param head layers after the last stage
 * @param norm batch normalisation of the whole network
 * @param convolutionBias whether convolutions add a bias
 * @param projectionNorm whether batch normalisation follows a shortcut's projection
 * @param bottleneck details of bottleneck blocks
 * @param padding of every window
 * @param training how it is trained where nobody says otherwise
 */
public record NetworkSpec(
        InputSpec input,
        Optional<StemSpec> stem,
        List<StageSpec> stages,
        Optional<HeadSpec> head,
        NormSpec norm,
        boolean convolutionBias,
        boolean projectionNorm,
        BottleneckSpec bottleneck,
        PaddingMode padding,
        TrainingSpec training) {
    /** Copies the list. */
    public NetworkSpec {
        stages = List.copyOf(stages);
    }
}
