package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.LayerFactory.Slot;
import dev.stagecraft.processor.rule.CheckedNetwork;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.shape.Dropout;
import dev.stagecraft.processor.shape.GlobalAveragePool;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.Scope;
import dev.stagecraft.processor.spec.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Lowers a declaration to its plan. Problems are collected, and lowering goes on with what is known: a part whose values
 * are wrong has no known output, and what follows it is checked for its own values alone.
 */
public final class Lowering {
    private static final String BODY = BlockLowering.BODY;

    private final CheckedNetwork network;
    private final NetworkSpec spec;
    private final Report report;
    private final Parts parts;
    private final BlockRecipes recipes;
    private final BlockLowering blocks;
    private final StemLowering stems;
    private final Trail trail;
    private long loweredBlocks;

    private Lowering(CheckedNetwork network, Trail trail, Report report) {
        this.network = network;
        this.spec = network.spec();
        this.trail = trail;
        this.report = report;
        this.parts = new Parts(spec);
        this.recipes = new BlockRecipes(spec, parts, report);
        this.blocks = new BlockLowering(network, parts);
        this.stems = new StemLowering(network, parts, report);
    }

    /**
     * A lowered declaration.
     *
     * @param plan where every part is right
     * @param blocks that were lowered, whether or not there is a plan
     */
    public record Lowered(Optional<NetworkPlan> plan, long blocks) {}

    /**
     * Lowers a declaration.
     *
     * @param network whose parts are right as far as they are present
     * @param trail how much of the shapes before a fault is said
     */
    public static Lowered lower(CheckedNetwork network, Trail trail, Report report) {
        Lowering lowering = new Lowering(network, trail, report);
        return new Lowered(lowering.lower(), lowering.loweredBlocks);
    }

    private Optional<NetworkPlan> lower() {
        Optional<Shape> input =
                network.input().map(image -> Shape.image(image.height(), image.width(), image.channels()));
        Optional<Way> way = input.map(shape -> new Way(shape, trail));
        Optional<Section> stem =
                network.stem().flatMap(s -> input.flatMap(shape -> stems.lower(s, shape, way.orElseThrow())));
        Optional<Shape> shape = stem.map(Section::output);
        shape.ifPresent(output -> pass(way, Scope.stem(), output));
        List<StagePlan> stages = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < spec.stages().size(); i++) {
            int position = i;
            int blocksBefore = before;
            StageSpec declared = spec.stages().get(i);
            // Widths are judged whether or not the parts before are right.
            Optional<BlockRecipe> recipe = network.stages().get(i).flatMap(right -> recipes.of(right, position));
            Optional<Shape> from = shape;
            Optional<StagePlan> stage = recipe.flatMap(
                    r -> from.flatMap(s -> stage(declared, r, position, blocksBefore, s, way.orElseThrow())));
            stage.ifPresent(stages::add);
            shape = stage.map(s -> s.last().output());
            shape.ifPresent(output -> pass(way, Scope.stage(position + 1), output));
            before += declared.blocks();
        }
        Optional<Section> end = spec.order() == OrderKind.PRE_ACTIVATION
                ? shape.flatMap(s -> end(s, way.orElseThrow()))
                : Optional.empty();
        Optional<Shape> features = spec.order() == OrderKind.PRE_ACTIVATION ? end.map(Section::output) : shape;
        Optional<Section> head = network.head().flatMap(h -> features.flatMap(s -> head(h, s, way.orElseThrow())));

        // What is wrong with a block of the developer's own is said with the block, and not in this report.
        if (!report.isClean() || stages.size() < spec.stages().size()) {
            return Optional.empty();
        }
        return Optional.of(new NetworkPlan(
                spec,
                new TrainingPlan(
                        network.training().orElseThrow(),
                        network.optimizer(),
                        network.schedule(),
                        network.augmentation(),
                        recomputed(spec)),
                input.orElseThrow(),
                stem.orElseThrow(),
                stages,
                end,
                head));
    }

    private static List<Integer> recomputed(NetworkSpec spec) {
        return IntStream.rangeClosed(1, spec.stages().size())
                .filter(stage -> spec.training().values().flag("recompute")
                        || spec.stages().get(stage - 1).recompute())
                .boxed()
                .toList();
    }

    /** A full trail has every operation of the part by now. */
    private static void pass(Optional<Way> way, Scope part, Shape output) {
        way.filter(each -> !each.isFull()).ifPresent(each -> each.add(part.title(), output));
    }

    private Optional<StagePlan> stage(
            StageSpec stage, BlockRecipe recipe, int position, int blocksBefore, Shape input, Way way) {
        Scope.Stage scope = Scope.stage(position + 1);
        List<Section> lowered = new ArrayList<>();
        Shape shape = input;
        for (int block = 1; block <= stage.blocks(); block++) {
            loweredBlocks++;
            Optional<Section> next =
                    block > 2 && !way.isFull() && lowered.get(block - 2).input().equals(shape)
                            ? Optional.of(lowered.get(block - 2).again(scope.block(block)))
                            : blocks.lower(
                                    new SectionBuilder(scope.block(block), shape, way, report),
                                    recipe,
                                    block == 1 ? stage.strideAt(position) : 1,
                                    Origin.of("ResidualStage", position));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            lowered.add(next.get());
            shape = next.get().output();
        }
        return Optional.of(new StagePlan(scope, blocksBefore, lowered));
    }

    /** What the last pre-activation block leaves to be done (He 2016, appendix). */
    private Optional<Section> end(Shape input, Way way) {
        Origin origin = Origin.of("ResidualNetwork").at("order");
        SectionBuilder section = new SectionBuilder(Scope.end(), input, way, report);
        parts.normalization(false).add(section, new Slot(StepName.of("norm"), 1, Section.INPUT, BODY, origin));
        return section.add(StepName.of(parts.activation().kind()), parts.activation(), BODY, BODY, origin)
                .build();
    }

    private Optional<Section> head(HeadSpec head, Shape input, Way way) {
        Origin origin = Origin.of("Head");
        SectionBuilder section = new SectionBuilder(Scope.head(), input, way, report);
        section.add(StepName.of("pool"), new GlobalAveragePool(), Section.INPUT, BODY, origin);
        if (head.dropout() > 0) {
            section.add(StepName.of("dropout"), new Dropout(head.dropout()), BODY, BODY, origin.at("dropout"));
        }
        return section.add(
                        StepName.of("dense"),
                        new Dense(input.channels(), head.classes()),
                        BODY,
                        BODY,
                        origin.at("classes"))
                .build();
    }
}
