package dev.stagecraft.processor.remedy;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Fix;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A problem that gathers candidates for its fixes.
 *
 * @param problem with what was gathered
 * @param spec the declaration
 */
record Candidates(Problem problem, NetworkSpec spec) {
    /** How many numbers beside one are tried each by itself. */
    private static final int NEAR = 16;

    static final Origin NETWORK = Origin.of("ResidualNetwork");
    static final Origin STEM = Origin.of("Stem");
    static final Origin POOL = STEM.at("pool").item(0);

    /** Values for an attribute, the best first; one of them is enough. */
    Candidates values(Origin attribute, IntStream values) {
        Candidates[] all = {this};
        values.distinct().forEach(value -> all[0] = all[0].oneOf(attribute.toString(), Edit.set(attribute, value)));
        return all[0];
    }

    /** Edits that belong together and stand for themselves. */
    Candidates and(Edit... edits) {
        return new Candidates(problem.fix(edits), spec);
    }

    /** What is known to be right in place of what was gathered. */
    Candidates only(Edit... edits) {
        return new Candidates(problem.withFixes(List.of()).fix(edits), spec);
    }

    /** The same; the nearest value that an attribute can have, whatever stands around, comes last. */
    Candidates limitLast() {
        List<Fix> fixes = problem.fixes().stream()
                .sorted(Comparator.comparing((Fix fix) -> fix.goal().isEmpty()))
                .toList();
        return new Candidates(problem.withFixes(fixes), spec);
    }

    /** One of several ways to a goal, the best first. */
    Candidates oneOf(String goal, Edit... edits) {
        return new Candidates(problem.oneOf(goal, edits), spec);
    }

    /** The same; those that change nothing but the value that the problem points at come first. */
    Candidates pointedAtFirst() {
        List<Fix> fixes = problem.fixes().stream()
                .sorted(Comparator.comparing((Fix fix) -> !changes(fix, problem.origin())))
                .toList();
        return new Candidates(problem.withFixes(fixes), spec);
    }

    private static boolean changes(Fix fix, Origin origin) {
        return fix.edits().stream()
                .allMatch(
                        edit -> edit instanceof Edit.Set set && set.attribute().equals(origin));
    }

    static Origin stage(int index) {
        return Origin.of("ResidualStage", index);
    }

    /** The stages that the problem may be of: one where it points at one, those of a block, or all. */
    List<Integer> stages() {
        Origin origin = problem.origin();
        return IntStream.range(0, spec.stages().size())
                .filter(i -> switch (origin.annotation()) {
                    case "ResidualStage" -> i == origin.index();
                    case "Layer", "ResidualBlock" -> isOf(spec.stages().get(i), origin.type());
                    case "Stem", "Input" -> false;
                    default -> true;
                })
                .boxed()
                .toList();
    }

    private static boolean isOf(StageSpec stage, String type) {
        return stage.custom().filter(block -> block.type().equals(type)).isPresent();
    }

    /** Layers of the blocks of these stages, each once. */
    List<Layer> layers() {
        return stages().stream()
                .map(i -> spec.stages().get(i).custom())
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(block -> IntStream.range(0, block.layers().size())
                        .mapToObj(i -> new Layer(
                                block.layers().get(i), Origin.of("Layer", i).on(block.type()))))
                .toList();
    }

    /** A layer of a block of the developer's own. */
    record Layer(LayerSpec spec, Origin origin) {}

    /** Below a number, by halves. */
    static IntStream halves(int number) {
        return IntStream.iterate(Integer.highestOneBit(Math.max(number - 1, 0)), each -> each >= 1, each -> each / 2);
    }

    /** Above a number, by doubles. */
    static IntStream doubles(int number) {
        return IntStream.iterate(2 * Integer.highestOneBit(Math.max(number, 1)), each -> each > 0, each -> 2 * each);
    }

    /** Below a number, the nearest first; far below it by halves. */
    static IntStream below(int number) {
        int near = Math.max(number - NEAR, 1);
        return IntStream.concat(IntStream.iterate(number - 1, each -> each >= near, each -> each - 1), halves(near));
    }

    /** Above a number, the nearest first; far above it by doubles. */
    static IntStream above(int number, int most) {
        IntStream near = IntStream.rangeClosed(number + 1, Math.min(number + NEAR, most));
        return IntStream.concat(near, doubles(number + NEAR).filter(each -> each <= most));
    }
}
