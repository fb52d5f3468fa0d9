package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import dev.stagecraft.processor.spec.InitializerKind;
import dev.stagecraft.processor.spec.NetworkSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** The constants that a generated class needs, found while its methods are written. */
final class Constants {
    private final Map<String, FieldSpec> fields = new TreeMap<>();
    private final NetworkSpec spec;

    Constants(NetworkSpec spec) {
        this.spec = spec;
    }

    /** What kernels begin with; those in groups need to know in how many. */
    String kernels(boolean grouped) {
        return constant(
                "KERNELS",
                "What kernels begin with.",
                grouped ? Names.KERNEL_INITIALIZER : Names.INITIALIZER,
                CodeBlock.of("$T.$L()", Names.INITIALIZER, method(spec.initializer())));
    }

    /** What biases begin with. */
    String zeros() {
        return constant(
                "ZEROS", "What biases begin with.", Names.INITIALIZER, CodeBlock.of("$T.zeros()", Names.INITIALIZER));
    }

    /** The share of its moving statistics that a normalization keeps. */
    String momentum() {
        return constant(
                "MOMENTUM",
                "The share of its moving statistics that a normalization keeps.",
                TypeName.FLOAT,
                CodeBlock.of("$L", Names.literal(spec.norm().momentum())));
    }

    /** What a normalization adds to the variance. */
    String epsilon() {
        return constant(
                "EPSILON",
                "What a normalization adds to the variance.",
                TypeName.FLOAT,
                CodeBlock.of("$L", Names.literal(spec.norm().epsilon())));
    }

    List<FieldSpec> fields() {
        return List.copyOf(fields.values());
    }

    /** {@code GLOROT_UNIFORM} as a method is called: {@code glorotUniform}. */
    private static String method(InitializerKind kind) {
        StringBuilder name = new StringBuilder();
        for (String word : kind.name().split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
        }
        return name.toString();
    }

    private String constant(String name, String meaning, TypeName type, CodeBlock value) {
        fields.computeIfAbsent(
                name,
                key -> FieldSpec.builder(type, key, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("$L\n", meaning)
                        .initializer(value)
                        .build());
        return name;
    }
}
