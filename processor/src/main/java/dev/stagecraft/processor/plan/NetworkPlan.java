package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * A network whose every shape is known and right.
 *
 * @param spec what was declared
 * @param training how it is trained
 * @param input the images, HWC
 * @param stem layers before the first stage
 * @param stages in their order
 * @param end what a pre-activation network has after its last stage
 * @param head layers after all that; none where the network ends in features
 */
public record NetworkPlan(
        NetworkSpec spec,
        TrainingPlan training,
        Shape input,
        Section stem,
        List<StagePlan> stages,
        Optional<Section> end,
        Optional<Section> head) {
    /** Copies the list. */
    public NetworkPlan {
        stages = List.copyOf(stages);
    }

    /** Every operation in the order it runs, with its whole name. */
    public List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        sections()
                .forEach(section -> section.steps()
                        .forEach(step -> layers.add(new Layer(section.scope().path() + "/" + step.name(), step))));
        return layers;
    }

    /** Every section in the order it runs. */
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(stem);
        stages.forEach(stage -> sections.addAll(stage.blocks()));
        end.ifPresent(sections::add);
        head.ifPresent(sections::add);
        return sections;
    }

    /** Number of classes; 0 where the network ends in features. */
    public int classes() {
        return head.map(section -> section.output().channels()).orElse(0);
    }

    /** The feature map that the head, or whoever takes its place, is given. */
    public Shape features() {
        return end.orElse(stages.get(stages.size() - 1).last()).output();
    }

    /** Number of blocks in all stages. */
    public int blocks() {
        return stages.stream().mapToInt(stage -> stage.blocks().size()).sum();
    }

    /** Parameters that training changes. */
    public long parameters() {
        return total(step -> step.operation().parameters());
    }

    /** Values that are kept but not trained. */
    public long statistics() {
        return total(step -> step.operation().statistics());
    }

    /** Multiply-accumulates for one image. */
    public long multiplyAccumulates() {
        return total(Step::multiplyAccumulates);
    }

    private long total(ToLongFunction<Step> count) {
        return Cost.sum(this, count);
    }

    /**
     * One row of the layer table.
     *
     * @param name whole, as in {@code stage2/block1/conv1}
     * @param step the operation with its shapes
     */
    public record Layer(String name, Step step) {}
}
