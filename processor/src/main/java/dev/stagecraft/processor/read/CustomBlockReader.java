package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads blocks of a developer's own. */
final class CustomBlockReader {
    private final Positions positions;
    private final Predicate<TypeElement> unclear;

    CustomBlockReader(Positions positions, Predicate<TypeElement> unclear) {
        this.positions = positions;
        this.unclear = unclear;
    }

    CustomBlockSpec read(TypeElement type) throws UnresolvedValueException {
        String name = type.getQualifiedName().toString();
        AnnotationFinder finder = new AnnotationFinder(type, positions, unclear).resolved();
        Optional<Mirror> block = finder.find(Origin.of(DslNames.BLOCK).on(name));
        List<LayerSpec> layers = new ArrayList<>();
        for (Mirror layer : finder.findAll(Origin.of(DslNames.LAYER).on(name), DslNames.LAYERS)) {
            layers.add(new LayerSpec(
                    layer.constant("value", LayerKind.class),
                    layer.integer("kernel", 3),
                    layer.flag("strided", false),
                    layer.real("width", 1),
                    layer.integer("groups", 1)));
        }
        boolean activateSum = block.isEmpty() || block.get().flag("activateSum", true);
        return new CustomBlockSpec(name, block.isPresent(), layers, activateSum);
    }

    /**
     * The block that an attribute names; empty for {@code void.class}, which stands for none.
     *
     * @param compiledHere whether a block is declared in this compilation
     */
    Optional<CustomBlockSpec> named(Mirror stage, String attribute, Predicate<TypeElement> compiledHere)
            throws UnresolvedValueException {
        Optional<TypeMirror> named = stage.type(attribute);
        if (named.isEmpty() || named.get().getKind() == TypeKind.VOID) {
            return Optional.empty();
        }
        TypeMirror type = named.get();
        if (type.getKind() == TypeKind.ERROR) {
            throw new UnresolvedValueException(attribute);
        }
        if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element) {
            CustomBlockSpec block = read(element);
            if (!compiledHere.test(element)) {
                positions.standFor(block.type(), stage.at(attribute));
            }
            return Optional.of(block);
        }
        return Optional.of(new CustomBlockSpec(type.toString(), false, List.of(), true));
    }
}
