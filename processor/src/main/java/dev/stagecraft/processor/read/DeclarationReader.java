package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.BudgetSpec;
import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.OrderKind;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.PreprocessingSpec;
import dev.stagecraft.processor.spec.PresetKind;
import dev.stagecraft.processor.spec.PresetSpec;
import dev.stagecraft.processor.spec.ShortcutSpec;
import dev.stagecraft.processor.spec.SqueezeExcitationSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;

/** Reads the annotations of one type, and of the blocks that it names. */
public final class DeclarationReader {
    private final Positions positions;
    private final CustomBlockReader blocks;
    private final AnnotationFinder finder;

    private DeclarationReader(TypeElement type, Predicate<TypeElement> unclear, Changes changes) {
        positions = new Positions(changes);
        finder = new AnnotationFinder(type, positions, unclear);
        blocks = new CustomBlockReader(positions, unclear);
    }

    /**
     * Reads a type that carries {@code @ResidualNetwork}.
     *
     * @param unclear whether the compiler reports annotations of a type as wrong that it does not show
     * @param compiledHere whether a block is declared in this compilation
     * @param changes that it is read with, as if they had been written
     * @throws UnresolvedValueException where a value cannot be read in this round
     */
    public static Declaration<NetworkSpec> read(
            TypeElement type, Predicate<TypeElement> unclear, Predicate<TypeElement> compiledHere, Changes changes)
            throws UnresolvedValueException {
        DeclarationReader reader = new DeclarationReader(type, unclear, changes);
        return new Declaration<>(reader.network(compiledHere), reader.positions);
    }

    /**
     * Reads a type that carries {@code @ResidualBlock}.
     *
     * @param unclear whether the compiler reports annotations of a type as wrong that it does not show
     * @throws UnresolvedValueException where a value cannot be read in this round
     */
    public static Declaration<CustomBlockSpec> readBlock(TypeElement type, Predicate<TypeElement> unclear)
            throws UnresolvedValueException {
        DeclarationReader reader = new DeclarationReader(type, unclear, Changes.NONE);
        return new Declaration<>(reader.blocks.read(type), reader.positions);
    }

    /**
     * Reads which parts, such as {@code @Stem}, stand on a type, in their order and as a developer writes them.
     *
     * @param parts names of annotations
     * @param unclear whether the compiler reports annotations of a type as wrong that it does not show
     * @throws UnresolvedValueException where the compiler does not know all annotations of the type
     */
    public static Declaration<List<String>> readParts(
            TypeElement type, Collection<String> parts, Predicate<TypeElement> unclear)
            throws UnresolvedValueException {
        DeclarationReader reader = new DeclarationReader(type, unclear, Changes.NONE);
        return new Declaration<>(reader.finder.resolved().names(parts), reader.positions);
    }

    private NetworkSpec network(Predicate<TypeElement> compiledHere) throws UnresolvedValueException {
        finder.resolved();
        Mirror network = finder.find(Origin.of(DslNames.NETWORK)).orElseThrow();
        PresetKind preset = network.constant("preset", PresetKind.NONE);
        PresetSpec base = preset.spec();
        OrderKind order = network.constant("order", base.order());
        boolean features = finder.find(Origin.of(DslNames.FEATURES)).isPresent();
        return new NetworkSpec(
                preset,
                input(network.nested("input"), base.input()),
                stem(preset),
                stages(base.stages(), compiledHere),
                head(preset, features),
                features,
                order,
                network.constant("activation", PresetSpec.ACTIVATION),
                network.constant("initializer", PresetSpec.INITIALIZER),
                norm(network.nested("norm")),
                network.flag("convolutionBias", false),
                shortcut(network.nested("shortcut"), base.shortcut(), order),
                bottleneck(network.nested("bottleneck"), base.bottleneck()),
                squeezeExcitation(network, base),
                network.flag("efficientChannelAttention", false),
                network.constant("antialias", base.antialias()),
                network.real("stochasticDepth", 0),
                network.constant("padding", PresetSpec.PADDING),
                TrainingReader.read(finder.findOrAbsent(Origin.of(DslNames.TRAINING))),
                budget(finder.findOrAbsent(Origin.of(DslNames.BUDGET))));
    }

    private static InputSpec input(Mirror input, InputSpec base) throws UnresolvedValueException {
        return new InputSpec(
                orPreset(input, "height", base.height()),
                orPreset(input, "width", base.width()),
                orPreset(input, "channels", base.channels()),
                preprocessing(input));
    }

    private static PreprocessingSpec preprocessing(Mirror input) throws UnresolvedValueException {
        PreprocessingSpec base = PreprocessingSpec.DEFAULT;
        Mirror resize = input.nested("resize");
        return new PreprocessingSpec(
                input.reals("mean"),
                input.reals("deviation"),
                resize.constant("mode", base.mode()),
                resize.constant("filter", base.filter()),
                resize.real("share", base.share()));
    }

    private static NormSpec norm(Mirror norm) throws UnresolvedValueException {
        NormSpec base = PresetSpec.NORM;
        return new NormSpec(
                norm.real("momentum", base.momentum()),
                norm.real("epsilon", base.epsilon()),
                norm.flag("zeroLast", base.zeroLast()));
    }

    private static ShortcutSpec shortcut(Mirror shortcut, ShortcutSpec base, OrderKind order)
            throws UnresolvedValueException {
        boolean normalized = base.norm() && order == OrderKind.POST_ACTIVATION;
        return new ShortcutSpec(shortcut.constant("kind", base.kind()), shortcut.flag("norm", normalized));
    }

    private static BottleneckSpec bottleneck(Mirror bottleneck, BottleneckSpec base) throws UnresolvedValueException {
        return new BottleneckSpec(
                bottleneck.integer("expansion", base.expansion()),
                bottleneck.flag("strideOnFirst", base.strideOnFirst()),
                bottleneck.integer("groups", base.groups()),
                bottleneck.integer("groupWidth", base.groupWidth()));
    }

    private static List<SqueezeExcitationSpec> squeezeExcitation(Mirror network, PresetSpec base)
            throws UnresolvedValueException {
        if (!network.has("squeezeExcitation")) {
            return base.squeezeExcitation();
        }
        List<SqueezeExcitationSpec> found = new ArrayList<>();
        for (Mirror excitation : network.nestedList("squeezeExcitation")) {
            found.add(new SqueezeExcitationSpec(
                    excitation.integer("ratio", SqueezeExcitationSpec.USUAL_RATIO),
                    excitation.integer("divisor", SqueezeExcitationSpec.ROUND_DOWN)));
        }
        return found;
    }

    private Optional<StemSpec> stem(PresetKind preset) throws UnresolvedValueException {
        Optional<Mirror> found = finder.find(Origin.of(DslNames.STEM));
        StemSpec base = preset.spec().stem();
        if (found.isEmpty()) {
            return preset == PresetKind.NONE ? Optional.empty() : Optional.of(base);
        }
        Mirror stem = found.get();
        return Optional.of(new StemSpec(
                stem.integer("channels", base.channels()),
                stem.integer("kernel", base.kernel()),
                stem.integer("stride", base.stride()),
                stem.has("before") ? stem.integers("before") : base.before(),
                stem.has("pool") ? pools(stem) : base.pools(),
                stem.flag("poolConvolution", base.poolConvolution())));
    }

    private static List<PoolSpec> pools(Mirror stem) throws UnresolvedValueException {
        List<PoolSpec> pools = new ArrayList<>();
        for (Mirror pool : stem.nestedList("pool")) {
            pools.add(new PoolSpec(
                    pool.integer("size", PoolSpec.DEFAULT.size()), pool.integer("stride", PoolSpec.DEFAULT.stride())));
        }
        return pools;
    }

    private List<StageSpec> stages(List<StageSpec> base, Predicate<TypeElement> compiledHere)
            throws UnresolvedValueException {
        List<Mirror> found = finder.findAll(Origin.of(DslNames.STAGE), DslNames.STAGES);
        if (found.isEmpty()) {
            return base;
        }
        List<StageSpec> stages = new ArrayList<>();
        for (Mirror stage : found) {
            Optional<BlockKind> block =
                    stage.has("block") ? Optional.of(stage.constant("block", BlockKind.class)) : Optional.empty();
            stages.add(new StageSpec(
                    stage.integer("channels"),
                    stage.integer("blocks"),
                    stage.integer("stride", StageSpec.BY_POSITION),
                    block,
                    blocks.named(stage, "custom", compiledHere),
                    stage.flag("recompute", false)));
        }
        return stages;
    }

    private Optional<HeadSpec> head(PresetKind preset, boolean features) throws UnresolvedValueException {
        Optional<Mirror> found = finder.find(Origin.of(DslNames.HEAD));
        HeadSpec base = preset.spec().head();
        if (found.isEmpty()) {
            return preset == PresetKind.NONE || features ? Optional.empty() : Optional.of(base);
        }
        return Optional.of(new HeadSpec(
                orPreset(found.get(), "classes", base.classes()), found.get().real("dropout", base.dropout())));
    }

    private static BudgetSpec budget(Mirror budget) throws UnresolvedValueException {
        return new BudgetSpec(
                budget.number("parameters", BudgetSpec.NO_LIMIT),
                budget.number("multiplyAccumulates", BudgetSpec.NO_LIMIT),
                budget.number("trainingBytes", BudgetSpec.NO_LIMIT),
                budget.integer("batchSize", BudgetSpec.OF_TRAINING));
    }

    /** A number for which 0 stands for the preset's, whether it is written or left out. */
    private static int orPreset(Mirror mirror, String attribute, int base) throws UnresolvedValueException {
        int found = mirror.integer(attribute, base);
        return found == 0 ? base : found;
    }
}
