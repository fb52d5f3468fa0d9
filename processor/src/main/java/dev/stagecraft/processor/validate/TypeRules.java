package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.Origin;

/** Which types may declare a network: top-level or static nested classes and interfaces that others can see. */
public final class TypeRules {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");

    private TypeRules() {}

    /** Reports what keeps a type from declaring a network. */
    public static void check(DeclaringType type, Report report) {
        if (!type.seesRuntime()) {
            // Of no type alone: it is the same for all that are compiled together.
            report.add(
                    Code.RUNTIME_MISSING,
                    NETWORK,
                    type.module().isEmpty()
                            ? "setup: generated classes build on Stagecraft's runtime, and it was not found on the class path;"
                                    + " add the dependency dev.stagecraft:stagecraft-runtime"
                            : "setup: generated classes build on Stagecraft's runtime, and the module " + type.module()
                                    + " was found not to read it; add requires dev.stagecraft.runtime to its module-info");
        }
        if (!type.kind().equals("class") && !type.kind().equals("interface")) {
            wrong(type, "is of the kind " + type.kind(), report);
        }
        if (type.generic()) {
            wrong(type, "has type parameters", report);
        }
        type.hidden().ifPresent(name -> wrong(type, "is hidden, as " + name + " is private", report));
        type.inner().ifPresent(name -> wrong(type, "is an inner class, as " + name + " is not static", report));
    }

    /**
     * Reports that a generated file's name belongs to something else.
     *
     * @param file what cannot be written
     * @param owner to whom the name belongs
     */
    public static void nameTaken(DeclaringType type, String file, String owner, Report report) {
        report.add(
                Code.NAME_TAKEN,
                NETWORK,
                type.simpleName() + ": the network would be generated as " + file + ", but " + owner
                        + "; rename one of the two");
    }

    /**
     * Reports a part, such as {@code @Stem}, on a type that does not declare what it is a part of.
     *
     * @param owner the annotation that should stand beside it
     */
    public static void strayPart(String typeName, String part, String owner, Report report) {
        String example = owner.equals(NETWORK.annotation())
                ? "@ResidualNetwork(input = @Input(height = …, width = …, channels = …))"
                : "@" + owner;
        report.add(
                Code.STRAY_PART,
                Origin.of(part),
                typeName + ": @" + part + " was found without @" + owner + "; add " + example + ", or take @" + part
                        + " away");
    }

    private static void wrong(DeclaringType type, String found, Report report) {
        report.add(
                Code.WRONG_TYPE,
                NETWORK,
                type.simpleName() + " " + found + "; expected is a top-level or static nested class or an interface,"
                        + " not private and without type parameters: declare the network on such a type");
    }
}
