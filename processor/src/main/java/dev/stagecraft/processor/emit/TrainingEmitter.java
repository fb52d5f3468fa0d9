package dev.stagecraft.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.TrainingPlan;
import dev.stagecraft.processor.spec.PrecisionKind;
import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.TrainingRows;
import dev.stagecraft.processor.spec.TrainingValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes what a network says of its training, by name; no more than was declared, and the three that say the most. */
final class TrainingEmitter {
    private static final String OPTIMIZE = "dev.stagecraft.runtime.optimize";
    private static final String DATA = "dev.stagecraft.runtime.data";
    private static final ClassName PRECISION = ClassName.get("dev.stagecraft.runtime.setting", "Precision");
    private static final Set<String> ALWAYS = Set.of("epochs", "batchSize", "learningRate");

    private TrainingEmitter() {}

    static CodeBlock defaults(TrainingPlan training) {
        List<CodeBlock> calls = new ArrayList<>();
        for (TrainingValue<?> row : TrainingRows.VALUES) {
            Object value = Objects.requireNonNull(training.values().byName().get(row.name()));
            if (ALWAYS.contains(row.name()) || !value.equals(row.usual())) {
                calls.add(CodeBlock.of(".$L($L)", row.name(), text(value)));
            }
        }
        if (!training.recomputed().isEmpty() && !training.values().flag("recompute")) {
            calls.add(CodeBlock.of(".recomputeStages($L)", text(training.recomputed())));
        }
        training.optimizer().ifPresent(part -> calls.add(CodeBlock.of(".optimizer($L)", made(OPTIMIZE, part))));
        training.schedule().ifPresent(part -> calls.add(CodeBlock.of(".schedule($L)", made(OPTIMIZE, part))));
        if (!training.augmentation().isEmpty()) {
            List<CodeBlock> all = training.augmentation().stream()
                    .map(part -> made(DATA, part))
                    .toList();
            calls.add(CodeBlock.of(".augmentation($L)", CodeBlock.join(all, ", ")));
        }
        calls.add(CodeBlock.of(".build()"));
        // What every network says has room in one line.
        String separator = calls.size() <= ALWAYS.size() + 1 ? "" : "\n";
        return CodeBlock.builder()
                .add("$T.builder()", Names.TRAINING_DEFAULTS)
                .add(separator)
                .add(CodeBlock.join(calls, separator))
                .build();
    }

    private static CodeBlock text(Object value) {
        if (value instanceof List<?> several) {
            return CodeBlock.of("$L", several.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return value instanceof PrecisionKind precision
                ? CodeBlock.of("$T.$L", PRECISION, precision)
                : CodeBlock.of("$L", value);
    }

    private static CodeBlock made(String room, TrainingPart.Declared declared) {
        List<CodeBlock> values = declared.values().byName().values().stream()
                .map(value -> CodeBlock.of("$L", value))
                .toList();
        return CodeBlock.of(
                "new $T($L)", ClassName.get(room, declared.part().runtimeClass()), CodeBlock.join(values, ", "));
    }
}
