package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.BlockNumbers;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.plan.StepName.Part;
import dev.stagecraft.processor.shape.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The body of one section's method while it is written: which variables stand, and how an operation's part is reached.
 */
final class SectionCode {
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final Set<String> declared = new HashSet<>(Set.of(Section.INPUT));
    private final BlockNumbers numbers;
    private final HelperMethods helpers;
    private final boolean showsShapes;
    private Optional<Value> waiting = Optional.empty();
    private Shape shape;
    private Part part = Part.BODY;

    /**
     * Code for a section.
     *
     * @param showsShapes whether comments show where the shape changes; a method for several blocks has no one shape
     */
    SectionCode(Section section, BlockNumbers numbers, HelperMethods helpers, boolean showsShapes) {
        this.numbers = numbers;
        this.helpers = helpers;
        this.showsShapes = showsShapes;
        this.shape = section.input();
    }

    HelperMethods helpers() {
        return helpers;
    }

    /** A number of a step: a parameter of the method, or the number itself. */
    String number(Step step, String name) {
        return Objects.requireNonNull(numbers.of(step).get(name)).text();
    }

    /** Gives a step's branch what a method of the builder makes of the first branch that it takes. */
    void call(Step step, String method, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of(Names.quoted(step.name().leaf()), step.from().get(0)));
        all.addAll(List.of(arguments));
        assign(step, Names.call(builder(step) + "." + method, all));
    }

    /** Gives a step's branch its new value. */
    void assign(Step step, CodeBlock value) {
        assign(step.to(), value, step.output());
    }

    /** Gives a branch a new value of a shape; its variable is declared where it is new. */
    void assign(String branch, CodeBlock value, Shape newShape) {
        write();
        waiting = Optional.of(new Value(branch, value, newShape));
    }

    /** The builder at a step's part of the section; a part gets a variable when it is first needed. */
    String builder(Step step) {
        enter(step.name().part());
        return part.equals(Part.BODY) ? "net" : part.name() + "Net";
    }

    /** The body; the last value is what it returns. */
    CodeBlock build() {
        Value result = waiting.orElseThrow();
        return code.add("$[return $L$L\n$]", result.code(), ";" + comment(result))
                .build();
    }

    /** A part of its own stands between empty lines. */
    private void enter(Part next) {
        write();
        if (!next.equals(part)) {
            code.add("\n");
            part = next;
            if (!next.equals(Part.BODY) && declared.add(next.name() + "Net")) {
                code.addStatement("$T $L = net.at($S)", Names.BUILDER, next.name() + "Net", next.name());
            }
        }
    }

    private void write() {
        waiting.ifPresent(value -> {
            code.add("$[");
            if (declared.add(value.branch())) {
                code.add("$T ", Names.TENSOR);
            }
            code.add("$L$L$L\n$]", value.branch() + " = ", value.code(), ";" + comment(value));
        });
        waiting = Optional.empty();
    }

    private String comment(Value value) {
        boolean same = value.shape().equals(shape);
        shape = value.shape();
        return showsShapes && !same ? " // " + Names.batched(value.shape()) : "";
    }

    /** What a branch is given. */
    private record Value(String branch, CodeBlock code, Shape shape) {}
}
