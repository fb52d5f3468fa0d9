package dev.stagecraft.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.spec.PreprocessingSpec;
import dev.stagecraft.processor.spec.ResizeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the declared preprocessing. Without one the generated class has no such method, and the runtime's default applies. */
final class PreprocessingEmitter {
    private static final ClassName RESIZING = ClassName.get("dev.stagecraft.runtime.data", "Resizing");

    private PreprocessingEmitter() {}

    static Optional<CodeBlock> declared(PreprocessingSpec spec) {
        List<CodeBlock> calls = new ArrayList<>();
        numbers("withMean", spec.mean()).ifPresent(calls::add);
        numbers("withDeviation", spec.deviation()).ifPresent(calls::add);
        if (spec.resizesOtherwise()) {
            calls.add(CodeBlock.of(".withResizing($L)", resizing(spec)));
        }
        return calls.isEmpty()
                ? Optional.empty()
                : Optional.of(CodeBlock.builder()
                        .add("$T.usual(input())\n", Names.PREPROCESSING)
                        .add(CodeBlock.join(calls, "\n"))
                        .build());
    }

    private static Optional<CodeBlock> numbers(String method, List<Double> values) {
        List<CodeBlock> each =
                values.stream().map(value -> CodeBlock.of("$L", value)).toList();
        return each.isEmpty()
                ? Optional.empty()
                : Optional.of(CodeBlock.of(".$L($L)", method, CodeBlock.join(each, ", ")));
    }

    private static CodeBlock resizing(PreprocessingSpec spec) {
        return spec.mode() == ResizeKind.CROP
                ? CodeBlock.of("$T.crop($T.Filter.$L, $L)", RESIZING, RESIZING, spec.filter(), spec.share())
                : CodeBlock.of("$T.squeeze($T.Filter.$L)", RESIZING, RESIZING, spec.filter());
    }
}
