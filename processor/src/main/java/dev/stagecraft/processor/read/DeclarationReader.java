package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.PoolSpec;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.spec.StemSpec;
import dev.stagecraft.processor.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads the annotations of one type. */
public final class DeclarationReader {
    private final Elements elements;

    /** A reader over a compiler's elements. */
    public DeclarationReader(Elements elements) {
        this.elements = elements;
    }

    /**
     * Reads a type that carries {@code @ResidualNetwork}.
     *
     * @throws UnresolvedValueException where a value cannot be read in this round
     */
    public Declaration read(TypeElement type) throws UnresolvedValueException {
        Positions positions = new Positions();
        Mirror network = find(type, DslNames.NETWORK, positions).orElseThrow();
        Optional<Mirror> stem = find(type, DslNames.STEM, positions);
        Optional<Mirror> head = find(type, DslNames.HEAD, positions);
        Optional<Mirror> training = find(type, DslNames.TRAINING, positions);
        Mirror norm = network.nested("norm");
        Mirror bottleneck = network.nested("bottleneck");
        NetworkSpec spec = new NetworkSpec(
                input(network.nested("input")),
                stem.isPresent() ? Optional.of(stem(stem.get())) : Optional.empty(),
                stages(type, positions),
                head.isPresent() ? Optional.of(new HeadSpec(head.get().integer("classes"))) : Optional.empty(),
                new NormSpec(norm.real("momentum"), norm.real("epsilon")),
                network.flag("convolutionBias"),
                network.nested("shortcut").flag("norm"),
                new BottleneckSpec(bottleneck.integer("expansion"), bottleneck.flag("strideOnFirst")),
                PaddingMode.valueOf(network.constant("padding")),
                training.isPresent() ? TrainingReader.read(training.get()) : TrainingSpec.DEFAULT);
        return new Declaration(spec, positions);
    }

    private static InputSpec input(Mirror input) throws UnresolvedValueException {
        return new InputSpec(input.integer("height"), input.integer("width"), input.integer("channels"));
    }

    private static StemSpec stem(Mirror stem) throws UnresolvedValueException {
        List<PoolSpec> pools = new ArrayList<>();
        for (Mirror pool : stem.nestedList("pool")) {
            pools.add(new PoolSpec(pool.integer("size"), pool.integer("stride")));
        }
        return new StemSpec(stem.integer("channels"), stem.integer("kernel"), stem.integer("stride"), pools);
    }

    private List<StageSpec> stages(TypeElement type, Positions positions) throws UnresolvedValueException {
        List<StageSpec> stages = new ArrayList<>();
        for (AnnotationMirror mirror : stageMirrors(type)) {
            Mirror stage = new Mirror(mirror, new Origin(DslNames.STAGE, stages.size(), ""), elements, positions);
            stages.add(new StageSpec(
                    stage.integer("channels"),
                    stage.integer("blocks"),
                    stage.integer("stride"),
                    BlockKind.valueOf(stage.constant("block"))));
        }
        return stages;
    }

    /** One stage stands for itself; several stand in the container that the compiler, or the developer, writes. */
    private static List<AnnotationMirror> stageMirrors(TypeElement type) throws UnresolvedValueException {
        List<AnnotationMirror> stages = new ArrayList<>();
        for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
            if (is(mirror, DslNames.STAGE)) {
                stages.add(mirror);
            } else if (is(mirror, DslNames.STAGES)) {
                for (AnnotationValue value : mirror.getElementValues().values()) {
                    addAll(value, stages);
                }
            }
        }
        return stages;
    }

    private static void addAll(AnnotationValue container, List<AnnotationMirror> stages)
            throws UnresolvedValueException {
        if (!(container.getValue() instanceof List<?> items)) {
            throw new UnresolvedValueException("value");
        }
        for (Object item : items) {
            if (!(((AnnotationValue) item).getValue() instanceof AnnotationMirror stage)) {
                throw new UnresolvedValueException("value");
            }
            stages.add(stage);
        }
    }

    private Optional<Mirror> find(TypeElement type, String annotation, Positions positions) {
        return type.getAnnotationMirrors().stream()
                .filter(mirror -> is(mirror, annotation))
                .findFirst()
                .map(mirror -> new Mirror(mirror, Origin.of(annotation), elements, positions));
    }

    private static boolean is(AnnotationMirror mirror, String annotation) {
        TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
        return type.getQualifiedName().contentEquals(DslNames.qualified(annotation));
    }
}
