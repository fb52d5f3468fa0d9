package dev.stagecraft.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.stagecraft.processor.plan.BlockForm;
import dev.stagecraft.processor.plan.BlockNumbers;
import dev.stagecraft.processor.plan.BodyRoles;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.plan.StepName.Part;
import dev.stagecraft.processor.shape.Add;
import dev.stagecraft.processor.shape.AveragePool;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods that build blocks: one for each form, with the numbers that blocks of the form differ in as parameters. */
final class BlockMethods {
    private final NetworkSpec spec;
    private final HelperMethods helpers;
    private final Map<BlockForm, MethodSpec> methods = new LinkedHashMap<>();

    BlockMethods(NetworkSpec spec, HelperMethods helpers) {
        this.spec = spec;
        this.helpers = helpers;
    }

    /** In the order that they were first called. */
    List<MethodSpec> methods() {
        return List.copyOf(methods.values());
    }

    /**
     * A call that builds a block; its form's method is written where it is new.
     *
     * @param start the first arguments: the builder at the block's scope, and what the block takes
     * @param dropProbability the last argument, of a block whose body training drops
     */
    CodeBlock call(StageSpec stage, Section block, List<String> start, Optional<String> dropProbability) {
        BlockNumbers numbers = BlockNumbers.of(block, BodyRoles.of(stage, spec.bottleneck()));
        MethodSpec method = methods.computeIfAbsent(numbers.form(), form -> write(stage, block, numbers));
        List<String> arguments = new ArrayList<>(start);
        numbers.arguments().values().forEach(value -> arguments.add(String.valueOf(value)));
        dropProbability.ifPresent(arguments::add);
        return Names.call(method.name(), arguments);
    }

    private MethodSpec write(StageSpec stage, Section block, BlockNumbers numbers) {
        Shortcut shortcut = Shortcut.of(block);
        MethodSpec.Builder method = NetworkEmitter.method(unique(shortcut.nameWith(kind(stage))));
        numbers.arguments().keySet().forEach(role -> method.addParameter(TypeName.INT, role));
        if (block.dropsBodies()) {
            method.addParameter(TypeName.FLOAT, StochasticDepthEmitter.PROBABILITY);
        }
        SectionCode code = new SectionCode(block, numbers, helpers, false);
        block.steps().forEach(step -> StepEmitter.write(step, code));
        return Documented.method(method.addCode(code.build()), title(stage) + " " + shortcut.description);
    }

    /** What a block adds to its body, as names and descriptions say it. */
    private enum Shortcut {
        IDENTITY("", "whose shortcut is the identity"),
        PROJECTION("projected", "whose shortcut is a projection"),
        POOLED("pooled", "whose shortcut is an average pool and a projection"),
        PADDED("padded", "whose shortcut leaves pixels out and has zeros as further channels"),
        NONE("", "without a shortcut");

        private final String prefix;
        private final String description;

        Shortcut(String prefix, String description) {
            this.prefix = prefix;
            this.description = description;
        }

        private String nameWith(String kind) {
            return prefix.isEmpty() ? kind : prefix + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        }

        private static Shortcut of(Section block) {
            boolean pools = block.steps().stream()
                    .anyMatch(step -> step.operation() instanceof AveragePool
                            && step.name().part().equals(Part.SHORTCUT));
            if (pools) {
                return POOLED;
            }
            boolean projects = block.steps().stream()
                    .anyMatch(step -> step.operation() instanceof Conv2d
                            && step.name().part().equals(Part.SHORTCUT));
            return projects
                    ? PROJECTION
                    : block.steps().stream()
                            .filter(step -> step.operation() instanceof Add)
                            .map(sum -> sum.from().contains(Section.INPUT) ? IDENTITY : PADDED)
                            .findFirst()
                            .orElse(NONE);
        }
    }

    private static String kind(StageSpec stage) {
        if (stage.custom().isEmpty()) {
            return stage.block().orElse(BlockKind.BASIC) == BlockKind.BASIC ? "basicBlock" : "bottleneck";
        }
        String name = stage.custom().get().simpleName();
        // Generated sources are ASCII, whatever their compiler's encoding.
        if (!name.chars().allMatch(c -> c < 128)) {
            return "ownBlock";
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1) + (name.endsWith("Block") ? "" : "Block");
    }

    private static String title(StageSpec stage) {
        if (stage.custom().isPresent()) {
            return "the block that {@code " + stage.custom().get().simpleName() + "} declares,";
        }
        return stage.block().orElse(BlockKind.BASIC) == BlockKind.BASIC ? "a basic block" : "a bottleneck block";
    }

    /** Forms that differ in something else than their shortcut are numbered. */
    private String unique(String name) {
        int number = 1;
        String free = name;
        while (isTaken(free)) {
            number++;
            free = name + number;
        }
        return free;
    }

    private boolean isTaken(String name) {
        return methods.values().stream().anyMatch(method -> method.name().equals(name));
    }
}
