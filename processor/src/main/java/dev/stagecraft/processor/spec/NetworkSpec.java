package dev.stagecraft.processor.spec;

import java.util.List;
import java.util.Optional;

/**
 * A declared network. Parts may be missing, and values out of range: later rooms say so.
 *
 * @param preset the published network that it varies
 * @param input the images
 * @param stem layers before the first stage
 * @param stages in the order of the network
 * @param head layers after the last stage
 * @param features whether the network is declared to end with its last stage
 * @param order of the layers in built-in blocks
 * @param activation of the whole network
 * @param initializer of kernels
 * @param norm batch normalization of the whole network
 * @param convolutionBias whether convolutions add a bias
 * @param shortcut of every block
 * @param bottleneck details of bottleneck blocks
 * @param squeezeExcitation of every block; more than one is a fault that lowering names
 * @param efficientChannelAttention whether it ends every block's body
 * @param antialias what has the strides of built-in blocks and of the stem's pool
 * @param stochasticDepth probability that a step drops the last block's body
 * @param padding of every window
 * @param training how it is trained where nobody says otherwise
 * @param budget what it may cost at most
 */
public record NetworkSpec(
        PresetKind preset,
        InputSpec input,
        Optional<StemSpec> stem,
        List<StageSpec> stages,
        Optional<HeadSpec> head,
        boolean features,
        OrderKind order,
        ActivationKind activation,
        InitializerKind initializer,
        NormSpec norm,
        boolean convolutionBias,
        ShortcutSpec shortcut,
        BottleneckSpec bottleneck,
        List<SqueezeExcitationSpec> squeezeExcitation,
        boolean efficientChannelAttention,
        AntialiasKind antialias,
        double stochasticDepth,
        PaddingMode padding,
        TrainingSpec training,
        BudgetSpec budget) {
    /** Copies the lists. */
    public NetworkSpec {
        stages = List.copyOf(stages);
        squeezeExcitation = List.copyOf(squeezeExcitation);
    }

    /** The blocks of the developer's own that stages name, each once. */
    public List<CustomBlockSpec> blocks() {
        return stages.stream()
                .map(StageSpec::custom)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
