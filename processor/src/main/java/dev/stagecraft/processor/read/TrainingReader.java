package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.AugmentationRows;
import dev.stagecraft.processor.spec.AugmentationSpec;
import dev.stagecraft.processor.spec.PrecisionKind;
import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.TrainingRows;
import dev.stagecraft.processor.spec.TrainingSpec;
import dev.stagecraft.processor.spec.TrainingValue;
import dev.stagecraft.processor.spec.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code @Training} with its parts, row by row. */
final class TrainingReader {
    private TrainingReader() {}

    static TrainingSpec read(Mirror training) throws UnresolvedValueException {
        return new TrainingSpec(
                values(training, TrainingRows.VALUES),
                parts(training, TrainingRows.OPTIMIZERS),
                parts(training, TrainingRows.SCHEDULES),
                augmentation(training.nested("augmentation")));
    }

    private static AugmentationSpec augmentation(Mirror augmentation) throws UnresolvedValueException {
        return new AugmentationSpec(
                values(augmentation, AugmentationRows.VALUES), parts(augmentation, AugmentationRows.NESTED));
    }

    private static Values values(Mirror mirror, List<TrainingValue<?>> rows) throws UnresolvedValueException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (TrainingValue<?> row : rows) {
            values.put(row.name(), value(mirror, row.name(), row.usual()));
        }
        return new Values(values);
    }

    private static Object value(Mirror mirror, String name, Object usual) throws UnresolvedValueException {
        if (usual instanceof List) {
            return mirror.reals(name);
        }
        return usual instanceof PrecisionKind constant ? mirror.constant(name, constant) : mirror.value(name, usual);
    }

    private static List<TrainingPart.Declared> parts(Mirror training, List<TrainingPart> parts)
            throws UnresolvedValueException {
        List<TrainingPart.Declared> all = new ArrayList<>();
        for (TrainingPart part : parts) {
            for (Mirror declared : training.nestedList(part.attribute())) {
                all.add(new TrainingPart.Declared(part, values(declared, part.rows())));
            }
        }
        return all;
    }
}
