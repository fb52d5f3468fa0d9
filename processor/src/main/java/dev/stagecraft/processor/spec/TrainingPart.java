package dev.stagecraft.processor.spec;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * An optimizer, a schedule or an augmentation, as {@code @Training} may declare it.
 *
 * @param attribute that declares it, as in {@code adamW}
 * @param runtimeClass the simple name of the runtime's class, whose constructor takes the values in the order of the rows
 * @param rows its values
 * @param valuesOfAWeight how many values it keeps for every weight from one step to the next
 */
public record TrainingPart(
        String attribute, String runtimeClass, List<TrainingValue<?>> rows, ToIntFunction<Values> valuesOfAWeight) {
    /** Copies the list. */
    public TrainingPart {
        rows = List.copyOf(rows);
    }

    /**
     * One that was declared.
     *
     * @param part which
     * @param values of its attributes
     */
    public record Declared(TrainingPart part, Values values) {
        /** The attribute that declares it. */
        public String attribute() {
            return part.attribute();
        }

        /** How many values it keeps for every weight from one step to the next. */
        public int valuesOfAWeight() {
            return part.valuesOfAWeight().applyAsInt(values);
        }
    }
}
