package dev.stagecraft.processor.read;

import java.util.Optional;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * What identifies a type within a compilation: two modules may each have a type of one name.
 *
 * @param module its module's name, empty for the unnamed one and in sources older than modules
 * @param type its qualified name
 */
public record TypeName(String module, String type) {
    /** The name of a type. */
    public TypeName(TypeElement type, Elements elements) {
        this(module(type, elements), type.getQualifiedName().toString());
    }

    private static String module(TypeElement type, Elements elements) {
        return Optional.ofNullable(elements.getModuleOf(type))
                .map(module -> module.getQualifiedName().toString())
                .orElse("");
    }

    /** Another type of the same module. */
    public TypeName beside(String other) {
        return new TypeName(module, other);
    }

    /** The type as the compiler knows it now; empty where no source code can refer to it. */
    public Optional<TypeElement> find(Elements elements) {
        return Optional.ofNullable(owner(elements)
                .map(owner -> elements.getTypeElement(owner, type))
                .orElseGet(() -> elements.getTypeElement(type)));
    }

    /** Whether source code can refer to it. */
    boolean isKnown(Elements elements) {
        return find(elements).isPresent();
    }

    /** Whether the module has a package of that name. */
    public boolean isPackage(Elements elements) {
        Optional<ModuleElement> owner = owner(elements);
        return owner.isPresent()
                ? Optional.ofNullable(elements.getPackageElement(owner.get(), type))
                        .filter(found -> owner.get().equals(elements.getModuleOf(found)))
                        .isPresent()
                : elements.getPackageElement(type) != null;
    }

    private Optional<ModuleElement> owner(Elements elements) {
        return Optional.ofNullable(elements.getModuleElement(module));
    }
}
