package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.tests.compiler.Catalogue.Entry;
import dev.stagecraft.tests.support.Fixes;
import dev.stagecraft.tests.support.Goldens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue against the processor, and the documentation against the catalogue. */
class CatalogueTest {
    private static final Path DOCUMENT = Path.of("../docs/diagnostics.md");

    static List<Entry> entries() {
        return Catalogue.entries();
    }

    @Test
    void everyCodeHasAnEntry() {
        Set<Code> explained = entries().stream().map(Entry::code).collect(Collectors.toSet());
        // No declaration is known to lead to a fault of our own; SetupTest shows what class paths lead to, and
        // UnwritableFilesTest what files do, and WeightsOptionTest what weights do.
        explained.addAll(Set.of(
                Code.INTERNAL,
                Code.NOT_SET_UP,
                Code.NAME_TOO_LONG,
                Code.NOT_WRITTEN,
                Code.WEIGHTS_DIFFER,
                Code.WEIGHTS_NOT_READ));
        assertEquals(Set.copyOf(Arrays.asList(Code.values())), explained);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void wrongExampleGivesItsCodeAloneAndAtItsPlace(Entry entry) {
        Diagnostic<? extends JavaFileObject> found = only(entry);
        assertTrue(found.getMessage(Locale.ROOT).startsWith("[" + entry.code().id() + "] "), found.toString());
        assertEquals(
                entry.code().isWarning() ? Diagnostic.Kind.WARNING : Diagnostic.Kind.ERROR,
                found.getKind(),
                found.toString());
        if (entry.options().isEmpty()) {
            assertEquals(entry.wrong().line(), found.getLineNumber(), found.toString());
            assertEquals(entry.wrong().column(), found.getColumnNumber(), found.toString());
            assertTrue(found.getSource().getName().endsWith("Net.java"), found.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void mendedExampleCompilesWithNothingToSay(Entry entry) {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-Xlint:all,-processing", "-Werror")
                .compile(entry.mended().file());
        assertEquals(List.of(), compilation.diagnostics(), entry.mended().plain());
    }

    @Test
    void documentIsWrittenFromTheCatalogue() throws IOException {
        Goldens.check(
                DOCUMENT,
                CatalogueDocument.of(
                        entries(),
                        CatalogueTest::only,
                        source -> Fixes.written(source.file())
                                .replace(source.file().toUri().toString(), "Net.java")));
    }

    private static Diagnostic<? extends JavaFileObject> only(Entry entry) {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions(entry.options().toArray())
                .compile(entry.wrong().file());
        List<Diagnostic<? extends JavaFileObject>> said = compilation.diagnostics().stream()
                .filter(each -> each.getKind() != Diagnostic.Kind.NOTE)
                .collect(Collectors.toList());
        assertEquals(1, said.size(), said.toString());
        return said.get(0);
    }
}
