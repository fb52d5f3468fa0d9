package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.shape.Shape;
import java.util.HashSet;
import java.util.Set;

/**
 * The body of one section's method while it is written: which variables stand, and how an operation's place is reached.
 */
final class SectionCode {
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final Set<String> declared = new HashSet<>(Set.of(Section.INPUT));
    private final Constants constants;
    private boolean usesTf;

    SectionCode(Constants constants) {
        this.constants = constants;
    }

    Constants constants() {
        return constants;
    }

    /** A line that says what follows. */
    SectionCode comment(String text) {
        code.add("\n// $L\n", text);
        return this;
    }

    /** A statement without value for later lines. */
    SectionCode statement(String format, Object... arguments) {
        code.addStatement(format, arguments);
        return this;
    }

    /** Gives a branch a new value of a shape; its variable is declared where it is new. */
    SectionCode assign(String branch, CodeBlock value, Shape shape) {
        code.add("$[");
        if (declared.add(branch)) {
            code.add("$T ", Names.TENSOR);
        }
        code.add("$L = $L; // $L\n$]", branch, value, Names.batched(shape));
        return this;
    }

    /** The builder at an operation's place; a place below the section's gets a variable when it is first needed. */
    String builder(OperationName name) {
        if (name.place().isEmpty()) {
            return "net";
        }
        String variable = name.place() + "Net";
        if (declared.add(variable)) {
            statement("$T $L = net.at($S)", Names.BUILDER, variable, name.place());
        }
        return variable;
    }

    /** TensorFlow's operations, set to the name of the one that comes next. */
    CodeBlock tf(OperationName name, String leaf) {
        if (!name.place().isEmpty()) {
            return CodeBlock.of("$L.tf().withName($S)", builder(name), leaf);
        }
        usesTf = true;
        return CodeBlock.of("tf.withName($S)", leaf);
    }

    /** The body; TensorFlow's operations have a variable where something is asked of them. */
    CodeBlock build() {
        CodeBlock.Builder body = CodeBlock.builder();
        if (usesTf) {
            body.add("$T tf = net.tf();\n", Names.OPS);
        }
        return body.add(code.build()).build();
    }
}
