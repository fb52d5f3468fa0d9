package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.DeclaringType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads what kind of type carries the annotations, and where it stands. */
public final class TypeReader {
    /** All generated classes implement it, or what it extends. */
    private static final String RUNTIME = "dev.stagecraft.runtime.network.Network";

    private TypeReader() {}

    /** What there is to say of a type. */
    public static DeclaringType read(TypeElement type, Elements elements) {
        Deque<TypeElement> around = new ArrayDeque<>();
        for (Element element = type; element instanceof TypeElement each; element = each.getEnclosingElement()) {
            around.addFirst(each);
        }
        List<TypeElement> nested = around.stream().skip(1).toList();
        Optional<ModuleElement> module = Optional.ofNullable(elements.getModuleOf(type));
        return new DeclaringType(
                elements.getPackageOf(type).getQualifiedName().toString(),
                around.stream().map(each -> each.getSimpleName().toString()).toList(),
                type.getKind().name().toLowerCase(Locale.ROOT).replace("_type", ""),
                !type.getTypeParameters().isEmpty(),
                first(nested, each -> each.getModifiers().contains(Modifier.PRIVATE)),
                first(nested, each -> !each.getModifiers().contains(Modifier.STATIC)),
                module.map(each -> each.getQualifiedName().toString()),
                module.map(each -> elements.getTypeElement(each, RUNTIME)).isPresent(),
                module.filter(each -> exports(each, elements.getPackageOf(type)))
                        .isPresent(),
                hiddenLanguageNames(elements.getPackageOf(type), elements),
                !new TypeName(around.getFirst(), elements).isKnown(elements));
    }

    private static boolean exports(ModuleElement module, PackageElement room) {
        return !module.isUnnamed()
                && ElementFilter.exportsIn(module.getDirectives()).stream()
                        .anyMatch(exports -> exports.getPackage().equals(room));
    }

    private static Set<String> hiddenLanguageNames(PackageElement room, Elements elements) {
        // Without a module the compiler looks through each of its own.
        Optional<ModuleElement> base = Optional.ofNullable(elements.getModuleElement("java.base"));
        return ElementFilter.typesIn(room.getEnclosedElements()).stream()
                .map(each -> each.getSimpleName().toString())
                .filter(name -> isOfTheLanguage("java.lang." + name, base, elements))
                .collect(Collectors.toSet());
    }

    private static boolean isOfTheLanguage(String type, Optional<ModuleElement> base, Elements elements) {
        TypeElement found =
                base.isPresent() ? elements.getTypeElement(base.get(), type) : elements.getTypeElement(type);
        return found != null;
    }

    private static Optional<String> first(List<TypeElement> types, Predicate<TypeElement> test) {
        return types.stream()
                .filter(test)
                .findFirst()
                .map(type -> type.getSimpleName().toString());
    }
}
