package dev.stagecraft.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.stagecraft.processor.spec.InitializerKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** The constants that a generated class needs, found while its methods are written. */
final class Constants {
    private final Map<String, FieldSpec> fields = new TreeMap<>();
    private final InitializerKind kernels;

    Constants(InitializerKind kernels) {
        this.kernels = kernels;
    }

    /** A stride over height and width, as TensorFlow takes it for NHWC. */
    String stride(int pixels) {
        TypeName list = ParameterizedTypeName.get(ClassName.get(List.class), ClassName.get(Long.class));
        return constant(
                "STRIDE_" + pixels,
                "A step of " + pixels + (pixels == 1 ? " pixel" : " pixels") + " in height and width.",
                list,
                "$T.of(1L, $LL, $LL, 1L)",
                ClassName.get(List.class),
                pixels,
                pixels);
    }

    /** The initialiser of kernels whose channels are in groups. */
    String kernels(int groups) {
        CodeBlock initializer = CodeBlock.of("$T.$L()", Names.INITIALIZER, method(kernels.name()));
        return groups == 1
                ? constant(kernels.name(), "What kernels begin with.", Names.KERNEL_INITIALIZER, "$L", initializer)
                : constant(
                        kernels.name() + "_IN_" + groups + "_GROUPS",
                        "What kernels of " + groups + " groups begin with.",
                        Names.KERNEL_INITIALIZER,
                        "$L.inGroups($L)",
                        initializer,
                        groups);
    }

    /** {@code GLOROT_UNIFORM} as a method is called: {@code glorotUniform}. */
    private static String method(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
        }
        return name.toString();
    }

    /** The initialiser of biases. */
    String zeros() {
        return constant("ZEROS", "What biases begin with.", Names.INITIALIZER, "$T.zeros()", Names.INITIALIZER);
    }

    List<FieldSpec> fields() {
        return List.copyOf(fields.values());
    }

    private String constant(String name, String meaning, TypeName type, String format, Object... arguments) {
        fields.computeIfAbsent(
                name,
                key -> FieldSpec.builder(type, key, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("$L\n", meaning)
                        .initializer(format, arguments)
                        .build());
        return name;
    }
}
