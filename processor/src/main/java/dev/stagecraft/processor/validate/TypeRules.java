package dev.stagecraft.processor.validate;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Which types may declare a network: top-level or static nested classes and interfaces that others can see. */
public final class TypeRules {
    private static final Origin NETWORK = Origin.of("ResidualNetwork");
    /** The longest file name that the file systems of Linux and macOS allow. */
    private static final int MOST_BYTES = 255;
    /** The longest file name in a home that eCryptfs encrypts, as it needs the rest for itself. */
    private static final int MOST_BYTES_ENCRYPTED = 143;

    private TypeRules() {}

    /** Reports what keeps a type from declaring a network. */
    public static void check(DeclaringType type, Report report) {
        if (type.compact()) {
            wrong(type, "is declared in a compact source file, whose class other sources cannot name", report);
            return;
        }
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
     * Reports that a generated file cannot be written.
     *
     * @param file its name, in the type's package
     * @param reason why, in the words of the compiler's file manager
     */
    public static void notWritten(DeclaringType type, String file, String reason, Report report) {
        int bytes = file.getBytes(StandardCharsets.UTF_8).length;
        boolean tooLong = bytes > MOST_BYTES
                || (bytes > MOST_BYTES_ENCRYPTED
                        && reason.toLowerCase(Locale.ROOT).contains("too long"));
        report.add(
                tooLong ? Code.NAME_TOO_LONG : Code.NOT_WRITTEN,
                NETWORK,
                type.simpleName() + ": the generated file " + file
                        + (tooLong
                                ? " cannot be written, because its name has " + bytes + " bytes (" + reason
                                        + "); file systems take at most " + MOST_BYTES + ", and " + MOST_BYTES_ENCRYPTED
                                        + " on eCryptfs: give the type a shorter name"
                                : " cannot be written (" + reason
                                        + "); make sure that the compiler may write to its output folders and that their"
                                        + " disk has room"));
    }

    /**
     * Reports parts, such as {@code @Stem}, on a type that does not declare the network or block they belong to.
     *
     * @param parts in the order they stand, one or more
     * @param owner the annotation that should stand beside them
     */
    public static void strayParts(String typeName, List<String> parts, String owner, Report report) {
        String example = owner.equals(NETWORK.annotation())
                ? "@ResidualNetwork(input = @Input(height = …, width = …, channels = …))"
                : "@" + owner;
        List<String> marked = parts.stream().distinct().map(part -> "@" + part).toList();
        int last = marked.size() - 1;
        String all =
                last == 0 ? marked.get(0) : String.join(", ", marked.subList(0, last)) + " and " + marked.get(last);
        report.add(
                Code.STRAY_PART,
                Origin.of(parts.get(0)),
                typeName + ": " + all + (last == 0 ? " was" : " were") + " found without @" + owner + "; add " + example
                        + ", or remove " + all);
    }

    private static void wrong(DeclaringType type, String found, Report report) {
        report.add(
                Code.WRONG_TYPE,
                NETWORK,
                type.simpleName() + " " + found + "; expected is a top-level or static nested class or an interface,"
                        + " not private and without type parameters: declare the network on such a type");
    }
}
