package dev.stagecraft.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** The constants that a generated class needs, found while its methods are written. */
final class Constants {
    private final Map<String, FieldSpec> fields = new TreeMap<>();

    /** A stride over height and width, as TensorFlow takes it for NHWC. */
    String stride(int pixels) {
        TypeName list = ParameterizedTypeName.get(ClassName.get(List.class), ClassName.get(Long.class));
        return constant("STRIDE_" + pixels, list, "$T.of(1L, $LL, $LL, 1L)", ClassName.get(List.class), pixels, pixels);
    }

    /** The initialiser of kernels. */
    String glorotUniform() {
        return constant("GLOROT_UNIFORM", Names.INITIALIZER, "$T.glorotUniform()", Names.INITIALIZER);
    }

    /** The initialiser of biases. */
    String zeros() {
        return constant("ZEROS", Names.INITIALIZER, "$T.zeros()", Names.INITIALIZER);
    }

    List<FieldSpec> fields() {
        return List.copyOf(fields.values());
    }

    private String constant(String name, TypeName type, String format, Object... arguments) {
        fields.computeIfAbsent(
                name,
                key -> FieldSpec.builder(type, key, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer(format, arguments)
                        .build());
        return name;
    }
}
