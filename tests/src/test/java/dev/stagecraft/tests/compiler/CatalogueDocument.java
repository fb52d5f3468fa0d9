package dev.stagecraft.tests.compiler;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.tests.compiler.Catalogue.Entry;
import dev.stagecraft.tests.support.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Writes {@code docs/diagnostics.md}. */
final class CatalogueDocument {
    private static final int WIDTH = 116;
    private static final String HEAD = """
            # Diagnostics

            Every message of the processor starts with a code that stays the same from release to release. Then it says where in
            the network the problem is, what was found, what is expected, and how to fix it. It points at the annotation value
            that is wrong:

                FashionResNet18.java:14: error: [SC-RANGE-01] stage 2: channels is 0; it must be at least 1
                @ResidualStage(channels = 0, blocks = 2)
                                          ^

            One compilation reports all problems of a type, each once. If a part of the network has a wrong value, its output is
            unknown. Then the parts after it are checked only for their own values, so that one wrong stage gives only one
            message. Messages about shapes end with the shapes from the input to the fault; with `-Astagecraft.trail=full` they
            show every operation.

            Suppress warnings as you suppress javac's own: `@SuppressWarnings("SC-SHAPE-05")` on the type, or on a type around it.

            In javac the processor finds the position with the compiler's tree interface, because the `Messager` of javac points
            at the class name if an annotation is repeated. For other compilers, and build tools that wrap javac's environment,
            the processor names the annotation and the attribute, and the compiler finds the position. If the wrong value is a
            default that the source does not contain, the message points at the annotation that could set it.

            The tests generate this file. They compile every example below: the messages are those that the processor gives, and
            every fixed example compiles without a warning.

            | code | what it means |
            | --- | --- |
            """;
    private static final String FIXES = """

            ## Fixes for editors

            `-Astagecraft.fixes=FILE` writes the messages of the processor as JSON, with edits that fix the problems. The file
            is written once, at the end of the compilation, even if there are no problems. Suppressed warnings are left out. For
            this declaration

            {source}

            the file contains

            {json}

            - `version` is 1. It increases if a field changes its meaning. It does not change if fields are added.
            - `code`, `severity` (`error` or `warning`) and `message` are those of the printed message.
            - `file` is the path of the source, or a URI if the source is not a file. `line` and `column` start at 1 and count
              characters. Each of the three is left out if it is not known, as for a wrong option of the compiler.
            - `fixes` is a list of alternatives; each of them fixes the problem. It is empty if no edit fixes the problem, as
              for a name that is taken. An alternative is a list of edits that belong together.
            - An edit replaces the characters of `file` from `start` up to and not including `end` with `text`. Offsets count
              UTF-16 units from 0, as Java and most editors do. If an edit only adds text, `start` and `end` are equal.
            - Edits are for the sources as they were compiled. Apply one alternative and compile again, or apply alternatives of
              several problems if their ranges do not overlap.

            Fixes are tried before they are written. A value is offered only if the problem is gone with it, also beside the fixes
            of other problems of the type. If several values achieve that, only those that leave the fewest other problems are
            offered. A fix of a block is tried in the networks that name the block. Names are qualified if a file does not import
            them. A block from a class file has no source, so only the message says what fixes it. Positions and edits come from
            javac's tree interface. Eclipse's compiler has no such interface, so there the file has only the messages.
            """;
    private static final String TAIL = """

            ## SC-SETUP-01

            The annotations are on the class path, but the runtime that generated classes need is missing, or the module that is
            compiled does not read it. The message is given once, at the first network, instead of the compiler's many messages
            about generated code. Fix: add the dependency `dev.stagecraft:stagecraft-runtime` in the scope `compile`; in a named
            module also add `requires dev.stagecraft.runtime;`. The code also reports sources that are compiled for Java 8,
            because generated classes need Java 9 and the runtime needs 17.

            ## SC-NAME-02

            A generated file's name would be longer than the file system allows: 255 bytes on Linux and macOS, 143 in a home
            folder that eCryptfs encrypts. The longest name is that of the layer table: the name of the type followed by
            `Network.layers.json`. Fix: give the type a shorter name.

            ## SC-FILE-01

            The compiler's file manager cannot write a generated file. The message quotes the reason, such as a full disk, a
            folder that may not be written to, or a limit of a build tool. Fix: remove the cause; nothing is wrong with the
            declaration.

            ## SC-WEIGHTS-01

            The file of `-Astagecraft.weights.NAME=FILE` does not fit the network, by names and shapes. The first message names the
            first layer that differs. There is a message at each annotation value that has to change; if no value helps, there is
            one at `@ResidualNetwork`. [weights.md](weights.md#checked-while-compiling) describes the option. Fix: declare what
            the messages say, or name another file.

                [SC-WEIGHTS-01] stage 2: weights/resnet34.safetensors does not fit: the file has layer2.2.bn1.bias [128], which
                would be stage2/block3/norm1/beta [128], but the network has no such variable; declare @ResidualStage(blocks = 4)
                in stage 2

            ## SC-WEIGHTS-02

            The file of `-Astagecraft.weights.NAME=FILE` does not exist, cannot be read, is not a safetensors file, or breaks a rule
            of that format. The message says which, and how to convert files of PyTorch, Keras and NumPy. A path that is not
            absolute is taken from the folder in which the compiler runs. Fix: name another file, or convert this one.

            ## SC-INTERNAL

            The processor itself has failed. The message names the type and contains a stack trace. Please report both.
            """;

    private CatalogueDocument() {}

    /**
     * The document.
     *
     * @param said what the processor prints for an entry
     * @param fixes what it writes for editors
     */
    static String of(
            List<Entry> entries,
            Function<Entry, Diagnostic<? extends JavaFileObject>> said,
            Function<Sources, String> fixes) {
        StringBuilder document = new StringBuilder(HEAD);
        for (Code code : Code.values()) {
            document.append("| [%s](#%s) | %s |%n"
                    .formatted(code.id(), code.id().toLowerCase(Locale.ROOT), code.title())
                    .replace("\r\n", "\n"));
        }
        for (Entry entry : entries) {
            document.append("\n## ").append(entry.code().id()).append("\n\n").append(entry.explanation());
            String message = said.apply(entry).getMessage(Locale.ROOT);
            document.append('\n').append(example(entry, message));
        }
        Sources wrong = Sources.with("classes = 10", "classes = 1");
        return document.append(FIXES.replace(
                                "{source}\n",
                                indented(wrong.plain().lines().skip(4).toList()))
                        .replace("{json}\n", indented(fixes.apply(wrong).lines().toList())))
                .append(TAIL)
                .toString();
    }

    private static String example(Entry entry, String message) {
        List<String> wrong = entry.wrong().plain().lines().toList();
        List<String> mended = entry.mended().plain().lines().toList();
        List<String> found = entry.options().isEmpty() ? shown(entry, wrong, mended) : entry.options();
        List<String> instead = without(mended, wrong);
        String mend = instead.isEmpty() ? "Fix: remove it.\n" : "Fix:\n\n" + indented(instead);
        return indented(found) + "\n" + indented(wrapped(message)) + "\n" + mend;
    }

    /** What differs, and the line that the message stands at; all of it where something is missing. */
    private static List<String> shown(Entry entry, List<String> wrong, List<String> mended) {
        List<String> differing = without(wrong, mended);
        int marked = (int) entry.wrong().line() - 1;
        boolean missing = differing.isEmpty();
        return IntStream.range(0, wrong.size())
                .filter(i -> missing || i == marked || differing.contains(wrong.get(i)))
                .mapToObj(wrong::get)
                .filter(line -> line.startsWith("@") || !missing || line.contains("class"))
                .toList();
    }

    private static List<String> without(List<String> lines, List<String> others) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("import ") && !others.contains(line))
                .toList();
    }

    private static String indented(List<String> lines) {
        return lines.stream().map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
