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
        checkSetup(type, report);
        if (!type.kind().equals("class") && !type.kind().equals("interface")) {
            wrong(type, "is of the kind " + type.kind(), report);
        }
        if (type.generic()) {
            wrong(type, "has type parameters", report);
        }
        type.hidden().ifPresent(name -> wrong(type, "is hidden, as " + name + " is private", report));
        type.inner().ifPresent(name -> wrong(type, "is an inner class, as " + name + " is not static", report));
    }

    /** Reports what is of no type alone, but the same for all that are compiled together. */
    private static void checkSetup(DeclaringType type, Report report) {
        if (type.module().isEmpty()) {
            notSetUp(
                    "generated classes are Java 9 or later, and older sources were found; compile for Java 17, as the"
                            + " runtime is, with --release 17",
                    report);
        } else if (!type.seesRuntime()) {
            String module = type.module().get();
            notSetUp(
                    "generated classes build on Stagecraft's runtime, and "
                            + (module.isEmpty()
                                    ? "it was not found on the class path; add the dependency dev.stagecraft:stagecraft-runtime"
                                    : "the module " + module
                                            + " was found not to read it; add requires dev.stagecraft.runtime to its"
                                            + " module-info"),
                    report);
        }
    }

    private static void notSetUp(String text, Report report) {
        report.add(Code.NOT_SET_UP, NETWORK, "setup: " + text);
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
