package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.BatchNorm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What blocks have in common that are equal but for numbers: the same operations on the same branches, with the same
 * numbers where these have no role.
 *
 * @param operations in the order they run
 */
public record BlockForm(List<Operation> operations) {
    /** Copies the list. */
    public BlockForm {
        operations = List.copyOf(operations);
    }

    /** The form of a block. */
    static BlockForm of(Section block, Map<StepName, Map<String, Quantity>> numbers) {
        return new BlockForm(block.steps().stream()
                .map(step -> new Operation(
                        step.name(),
                        step.operation().kind(),
                        step.operation() instanceof BatchNorm norm && norm.zeroScale(),
                        step.from(),
                        step.to(),
                        Objects.requireNonNull(numbers.get(step.name())).values().stream()
                                .map(each -> new Slot(each.role(), each.role().isEmpty() ? each.value() : 0))
                                .toList()))
                .toList());
    }

    /**
     * An operation without what belongs to one block alone.
     *
     * @param name below the block's scope
     * @param kind as in layer tables
     * @param zeroScale whether it is a normalization whose scale begins at 0
     * @param from the branches it takes
     * @param to the branch it leaves its output in
     * @param numbers in an order of their own
     */
    public record Operation(
            StepName name, String kind, boolean zeroScale, List<String> from, String to, List<Slot> numbers) {}

    /**
     * A number that has a role, or is the same in all blocks of the form.
     *
     * @param value 0 where it has a role
     */
    public record Slot(Optional<String> role, int value) {}
}
