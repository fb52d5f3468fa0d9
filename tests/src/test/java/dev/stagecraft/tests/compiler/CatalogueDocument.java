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

            Every message of the processor starts with a code that stays the same from release to release, then says where in the
            network, what was found, what is expected, and how to fix it. It points at the annotation value that is wrong:

                FashionResNet18.java:14: error: [SC-RANGE-01] stage 2: channels is 0; it must be at least 1
                @ResidualStage(channels = 0, blocks = 2)
                                          ^

            All problems of a type come in one compile, each once. A part whose values are wrong has no known output, so what
            follows it is checked for its own values alone: one wrong stage is one message. Problems of shape end with the shapes
            from the input to the fault; `-Astagecraft.trail=full` shows every operation.

            Suppress warnings as you suppress javac's own: `@SuppressWarnings("SC-SHAPE-05")` on the type, or on a type around it.

            In javac the position comes from the compiler's tree interface, as its messager points at the class name where an
            annotation is repeated. Other compilers, and build tools that wrap javac's environment, are told the annotation and the
            attribute. A value that was left at its default cannot be pointed at; the annotation that could hold it is.

            This file is written from the catalogue that the tests hold the processor to; every message below is the
            processor's own, and every fixed example compiles without a warning.

            | code | what it means |
            | --- | --- |
            """;
    private static final String FIXES = """

            ## Fixes for editors

            `-Astagecraft.fixes=FILE` writes what the processor says as JSON, with the edits that fix it: once, when the compilation
            is over, also where nothing is wrong. Silenced warnings are left out. For this declaration

            {source}

            the file holds

            {json}

            - `version` is 1. It grows when a field changes its meaning; more fields may come without.
            - `code`, `severity` (`error` or `warning`) and `message` are those of the printed message.
            - `file` is the source's path, or the compiler's address of a source that is no file. `line` and `column` start at 1 and
              count characters. Each is left out where it is not known: an option of the compiler stands in no file.
            - `fixes` is a list of alternatives; each is enough. It is empty where a fix is not an edit, as with a name that is
              taken. An alternative is a list of edits that belong together.
            - An edit replaces the characters of `file` from `start` up to and not including `end` with `text`. Offsets count UTF-16
              units from 0, as Java and most editors do. Where only text is added, both are equal.
            - Edits are written for the sources as they were compiled. Make those of one problem and compile again, or make several
              whose ranges do not meet.

            Fixes of shapes, widths and sizes are tried before they are written: a value is offered only if the network that it
            leads to no longer has the problem, and of several those that leave the fewest others. Names are qualified where a file
            does not import them. Positions and edits come from javac's tree interface. Eclipse's compiler has none: there the file
            lists the messages alone.
            """;
    private static final String TAIL = """

            ## SC-SETUP-01

            The annotations are on the class path, and the runtime that generated classes need is not, or the module that is
            compiled does not read it. The message comes once, at the first network, in place of the compiler's many messages about
            generated code. Fix: add the dependency `dev.stagecraft:stagecraft-runtime`, in the scope of compilation; in a named
            module also `requires dev.stagecraft.runtime;`. The same is said where sources are compiled for Java 8,
            because generated classes need Java 9 and the runtime needs 17.

            ## SC-NAME-02

            A generated file's name would be longer than the file system allows: 255 bytes on Linux and macOS, 143 in a home folder
            that eCryptfs encrypts. The longest name is the layer table's: the type's own name with `Network.layers.json` behind
            it. Fix: give the type a shorter name.

            ## SC-FILE-01

            The compiler's file manager cannot write a generated file. The message quotes its reason: a full disk, a folder that may
            not be written to, a limit of a build tool. Fix: remove that cause; nothing is wrong with the declaration.

            ## SC-INTERNAL

            The processor met a fault of its own. The message names the type and carries a trace: please report both.
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
