package dev.stagecraft.processor.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The annotated type.
 *
 * @param packageName its package, empty for the unnamed one
 * @param simpleNames from the outermost type to the annotated one
 * @param kind as a person calls it, as in {@code class} or {@code enum}
 * @param generic whether it has type parameters
 * @param hidden the private type, itself or around it, that hides it
 * @param inner the class, itself or around it, that is not static
 * @param module the module that it is compiled in, without a name on the class path; none where sources are older than
 *     modules
 * @param seesRuntime whether what generated classes build on can be seen from there
 * @param exported whether that module exports the package
 * @param hiddenLanguageNames simple names of types of {@code java.lang} that types of its package stand before
 * @param compact whether it stands in a compact source file, whose class no other source can name
 */
public record DeclaringType(
        String packageName,
        List<String> simpleNames,
        String kind,
        boolean generic,
        Optional<String> hidden,
        Optional<String> inner,
        Optional<String> module,
        boolean seesRuntime,
        boolean exported,
        Set<String> hiddenLanguageNames,
        boolean compact) {
    /** Copies the collections. */
    public DeclaringType {
        simpleNames = List.copyOf(simpleNames);
        hiddenLanguageNames = Set.copyOf(hiddenLanguageNames);
    }

    /** The name of the annotated type alone. */
    public String simpleName() {
        return simpleNames.get(simpleNames.size() - 1);
    }

    /** The binary name, as in {@code com.acme.Outer$Net}. */
    public String binaryName() {
        return qualify(String.join("$", simpleNames));
    }

    /** The simple name of the generated class, as in {@code Outer_NetNetwork}. */
    public String generatedSimpleName() {
        return String.join("_", simpleNames) + "Network";
    }

    /** The qualified name of the generated class. */
    public String generatedName() {
        return qualify(generatedSimpleName());
    }

    private String qualify(String name) {
        return packageName.isEmpty() ? name : packageName + "." + name;
    }
}
