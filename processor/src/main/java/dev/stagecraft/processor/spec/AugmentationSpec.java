package dev.stagecraft.processor.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is done to training images.
 *
 * @param values of {@link AugmentationRows#VALUES}
 * @param nested of {@link AugmentationRows#NESTED}, all that were declared; right is at most one of each
 */
public record AugmentationSpec(Values values, List<TrainingPart.Declared> nested) {
    /** Nothing. */
    public static final AugmentationSpec NONE = new AugmentationSpec(Values.usual(AugmentationRows.VALUES), List.of());

    /** Copies the list. */
    public AugmentationSpec {
        nested = List.copyOf(nested);
    }

    /** What was declared, in the order in which it is applied, each with the values of the runtime's class. */
    public List<TrainingPart.Declared> inOrder() {
        return of(AugmentationRows.IN_ORDER);
    }

    /** Of what was declared, that of which at most one is allowed. */
    public List<TrainingPart.Declared> places() {
        return of(AugmentationRows.PLACES);
    }

    /** The color jitter, if any. */
    public Optional<TrainingPart.Declared> colorJitter() {
        return inOrder().stream()
                .filter(each -> each.part().equals(AugmentationRows.COLOR_JITTER))
                .findFirst();
    }

    private List<TrainingPart.Declared> of(List<TrainingPart> parts) {
        List<TrainingPart.Declared> all = new ArrayList<>();
        for (TrainingPart part : parts) {
            if (AugmentationRows.NESTED.contains(part)) {
                nested.stream().filter(each -> each.part().equals(part)).forEach(all::add);
            } else {
                TrainingValue<?> row = part.rows().get(0);
                Object value = Objects.requireNonNull(values.byName().get(row.name()));
                if (!value.equals(row.usual())) {
                    all.add(new TrainingPart.Declared(part, new Values(arguments(row.name(), value))));
                }
            }
        }
        return all;
    }

    /** A switch that is on says all by itself. */
    private static Map<String, Object> arguments(String name, Object value) {
        return value instanceof Boolean ? Map.of() : new LinkedHashMap<>(Map.of(name, value));
    }
}
