package dev.stagecraft.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.stagecraft.processor.shape.Shape;
import java.util.List;
import java.util.stream.Collectors;

/** The types that generated code names, and how it writes shapes. */
final class Names {
    static final ClassName NETWORK = ClassName.get("dev.stagecraft.runtime.network", "Network");
    static final ClassName BUILDER = ClassName.get("dev.stagecraft.runtime.network", "NetworkBuilder");
    static final ClassName INITIALIZER = ClassName.get("dev.stagecraft.runtime.network", "Initializer");
    static final ClassName KERNEL_INITIALIZER = ClassName.get("dev.stagecraft.runtime.network", "KernelInitializer");
    static final ClassName IMAGE_SHAPE = ClassName.get("dev.stagecraft.runtime.data", "ImageShape");
    static final ClassName PREPROCESSING = ClassName.get("dev.stagecraft.runtime.data", "Preprocessing");
    static final ClassName TRAINING_DEFAULTS = ClassName.get("dev.stagecraft.runtime.network", "TrainingDefaults");
    static final ClassName BACKBONE = ClassName.get("dev.stagecraft.runtime.network", "Backbone");
    static final TypeName TENSOR = ParameterizedTypeName.get(
            ClassName.get("org.tensorflow", "Operand"), ClassName.get("org.tensorflow.types", "TFloat32"));

    private Names() {}

    /** An operation's name, which needs no escapes, as generated code has it. */
    static String quoted(String name) {
        return '"' + name + '"';
    }

    /** A call that names no type. One text is written faster than its parts, and is written twice, first for imports. */
    static CodeBlock call(String method, List<String> arguments) {
        return CodeBlock.of("$L", method + "(" + String.join(", ", arguments) + ")");
    }

    /** A number as the float32 that TensorFlow computes with. */
    static String literal(double value) {
        return (float) value + "f";
    }

    /** A shape with its batch, as comments have it: {@code [batch, 48, 48, 64]}. */
    static String batched(Shape shape) {
        return shape.dims().stream().map(String::valueOf).collect(Collectors.joining(", ", "[batch, ", "]"));
    }
}
