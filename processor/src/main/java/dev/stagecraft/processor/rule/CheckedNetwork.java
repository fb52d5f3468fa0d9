package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.Values;
import java.util.List;
import java.util.Optional;

/**
 * What passed the rules on declared values. A part that did not pass is absent, and the rules have said why; so is one that
 * was not declared.
 *
 * @param spec all that was declared; its network-wide values can be built on, as the stages are absent otherwise
 * @param input the images
 * @param stem layers before the first stage
 * @param pool the stem's
 * @param stages one for each declared
 * @param head layers after the last stage
 * @param squeezeExcitation of every block
 * @param training its values
 * @param optimizer the one that was declared
 * @param schedule the one that was declared
 * @param augmentation what is done to training images, in that order
 */
public record CheckedNetwork(
        NetworkSpec spec,
        Optional<InputSpec> input,
        Optional<StemSpec> stem,
        Optional<PoolSpec> pool,
        List<Optional<StageSpec>> stages,
        Optional<HeadSpec> head,
        Optional<SqueezeExcitationSpec> squeezeExcitation,
        Optional<Values> training,
        Optional<TrainingPart.Declared> optimizer,
        Optional<TrainingPart.Declared> schedule,
        List<TrainingPart.Declared> augmentation) {
    /** Copies the lists. */
    public CheckedNetwork {
        stages = List.copyOf(stages);
        augmentation = List.copyOf(augmentation);
    }
}
