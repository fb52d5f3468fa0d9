package dev.stagecraft.processor.fix;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import dev.stagecraft.processor.read.DslNames;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Writes the names of our annotations as a source must: qualified where the simple name is not imported. */
final class Names {
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[A-Z][A-Za-z]+(?![\\w])");

    private final Elements elements;
    private final CompilationUnitTree unit;
    private final TypeElement type;

    /** Names as they are written on a type. */
    Names(Elements elements, CompilationUnitTree unit, TypeElement type) {
        this.elements = elements;
        this.unit = unit;
        this.type = type;
    }

    /** A text of Java whose simple names are all ours, as in {@code ShortcutKind.PROJECTION}. */
    String in(String text) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(isOurs(name.group()) ? of(name.group()) : name.group()));
    }

    /** The name of a type of ours. */
    String of(String simpleName) {
        return isVisible(simpleName) ? simpleName : DslNames.qualified(simpleName);
    }

    private boolean isOurs(String simpleName) {
        return elements.getTypeElement(DslNames.qualified(simpleName)) != null;
    }

    private boolean isVisible(String simpleName) {
        for (Element around = type.getEnclosingElement();
                around instanceof TypeElement outer;
                around = around.getEnclosingElement()) {
            if (ElementFilter.typesIn(elements.getAllMembers(outer)).stream()
                    .anyMatch(member -> member.getSimpleName().contentEquals(simpleName))) {
                return false;
            }
        }
        Optional<String> single = imports(simpleName);
        if (single.isPresent()) {
            return single.get().equals(DslNames.qualified(simpleName));
        }
        String room = elements.getPackageOf(type).getQualifiedName().toString();
        if (isType(room, simpleName)) {
            return room.equals(DslNames.PACKAGE);
        }
        return unit.getImports().stream().anyMatch(each -> onDemand(each).equals(DslNames.PACKAGE))
                && unit.getImports().stream()
                        .map(Names::onDemand)
                        .noneMatch(other -> !other.equals(DslNames.PACKAGE) && isType(other, simpleName));
    }

    private boolean isType(String room, String simpleName) {
        return elements.getTypeElement(room.isEmpty() ? simpleName : room + "." + simpleName) != null;
    }

    /** The type that a single import gives a simple name. */
    private Optional<String> imports(String simpleName) {
        return unit.getImports().stream()
                .filter(each -> !each.isStatic())
                .map(each -> each.getQualifiedIdentifier().toString())
                .filter(name -> name.endsWith("." + simpleName))
                .findFirst();
    }

    /** The package or type whose members an import gives; empty for a single one. */
    private static String onDemand(ImportTree each) {
        String name = each.getQualifiedIdentifier().toString();
        return !each.isStatic() && name.endsWith(".*") ? name.substring(0, name.length() - 2) : "";
    }
}
