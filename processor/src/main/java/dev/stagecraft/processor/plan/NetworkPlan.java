package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A network whose every shape is known and right.
 *
 * @param input the images, HWC
 * @param stem layers before the first stage
 * @param stages in their order
 * @param head layers after the last stage
 * @param training how it is trained where nobody says otherwise
 */
public record NetworkPlan(Shape input, Section stem, List<StagePlan> stages, Section head, TrainingSpec training) {
    /** Copies the list. */
    public NetworkPlan {
        stages = List.copyOf(stages);
    }

    /** Every operation in the order it runs, with its whole name. */
    public List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        sections()
                .forEach(section -> section.steps()
                        .forEach(step -> layers.add(new Layer(section.place() + "/" + step.name(), step))));
        return layers;
    }

    /** Every section in the order it runs. */
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(stem);
        stages.forEach(stage -> sections.addAll(stage.blocks()));
        sections.add(head);
        return sections;
    }

    /** Number of classes. */
    public int classes() {
        return head.output().channels();
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
        return sections().stream()
                .flatMap(section -> section.steps().stream())
                .mapToLong(count)
                .reduce(0, Math::addExact);
    }

    /**
     * One row of the layer table.
     *
     * @param name whole, as in {@code stage2/block1/conv1}
     * @param step the operation with its shapes
     */
    public record Layer(String name, Step step) {}
}
