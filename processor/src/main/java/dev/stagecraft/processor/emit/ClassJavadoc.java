package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.plan.StagePlan;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.PresetKind;
import dev.stagecraft.processor.spec.Scope;
import dev.stagecraft.processor.table.DeclarationText;
import java.util.Optional;

/** The generated class's own description: its layer table, with equal blocks folded, and its totals. */
final class ClassJavadoc {
    private static final int NAME = 28;
    private static final int OUTPUT = 20;
    private static final int PARAMETERS = 14;
    private static final int MULTIPLY_ACCUMULATES = 20;

    /** Digits of one. */
    private static final int THOUSAND = 3;

    private ClassJavadoc() {}

    static CodeBlock of(DeclaringType type, NetworkPlan plan, Optional<String> drawing) {
        StringBuilder table = new StringBuilder();
        row(table, "layer", "output", "parameters", "multiply-accumulates");
        section(plan.stem().scope(), plan.stem(), table);
        for (StagePlan stage : plan.stages()) {
            for (StagePlan.Run run : stage.runs()) {
                section(run.scope(), run.block(), table);
            }
        }
        plan.end().ifPresent(section -> section(section.scope(), section, table));
        plan.head().ifPresent(section -> section(section.scope(), section, table));
        return CodeBlock.of(
                "Builds the residual network that {@link $L} declares.\n$L"
                        + "<p>Layers that have parameters or multiply; outputs are without the batch, and a row for"
                        + " several equal blocks counts each.\n"
                        + "<pre>\n$L</pre>\n"
                        + "<p>Input $L. In all $L trainable parameters, $L moving statistics, and $L"
                        + " multiply-accumulates for an image.\n$L",
                String.join(".", type.simpleNames()),
                preset(plan.spec()),
                table,
                plan.input().dims(),
                count(plan.parameters()),
                count(plan.statistics()),
                count(plan.multiplyAccumulates()),
                drawing.map(file -> "<p><img src=\"" + file + "\" alt=\"the network as a drawing\">\n")
                        .orElse(""));
    }

    /** An at sign that begins a line would begin a tag. */
    private static String preset(NetworkSpec spec) {
        return spec.preset() == PresetKind.NONE
                ? ""
                : "<p>With the preset " + spec.preset() + " that is:\n<pre>\n"
                        + String.join("\n", DeclarationText.of(spec)).replace("@", "&#64;") + "\n</pre>\n";
    }

    private static void section(Scope scope, Section section, StringBuilder table) {
        for (Step step : section.steps()) {
            if (step.parameters() == 0 && step.multiplyAccumulates() == 0) {
                continue;
            }
            row(
                    table,
                    scope.path() + "/" + step.name(),
                    step.output().dims().toString(),
                    count(step.operation().parameters()),
                    count(step.multiplyAccumulates()));
        }
    }

    /** Words to the left and numbers to the right of their columns; what is too long for its column moves the others. */
    private static void row(StringBuilder table, String name, String output, String parameters, String operations) {
        table.append(name)
                .append(blanks(NAME, name))
                .append(' ')
                .append(output)
                .append(blanks(OUTPUT, output))
                .append(' ')
                .append(blanks(PARAMETERS, parameters))
                .append(parameters)
                .append(' ')
                .append(blanks(MULTIPLY_ACCUMULATES, operations))
                .append(operations)
                .append('\n');
    }

    private static String blanks(int column, String text) {
        return " ".repeat(Math.max(0, column - text.length()));
    }

    /** With commas between thousands. A formatter looks up the signs of a locale for each number, and these are hundreds. */
    private static String count(long number) {
        StringBuilder text = new StringBuilder().append(number);
        for (int comma = text.length() - THOUSAND; comma > 0; comma -= THOUSAND) {
            text.insert(comma, ',');
        }
        return text.toString();
    }
}
