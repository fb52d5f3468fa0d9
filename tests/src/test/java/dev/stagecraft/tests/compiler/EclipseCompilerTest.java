package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.compiler.Catalogue.Entry;
import dev.stagecraft.tests.support.Fixes;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The processor under Eclipse's compiler, which has no tree interface: its messager finds the attribute. */
class EclipseCompilerTest {
    @TempDir
    private Path folder;

    static List<Entry> entries() {
        return Catalogue.entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void problemIsReportedOnceAtItsAttribute(Entry entry) throws IOException {
        List<Diagnostic<? extends JavaFileObject>> said = compile(entry.wrong(), entry.options());
        assertEquals(1, said.size(), messages(said));
        Diagnostic<? extends JavaFileObject> found = said.get(0);
        assertTrue(found.getMessage(Locale.ROOT).startsWith("[" + entry.code().id() + "] "), found.toString());
        if (entry.options().isEmpty()) {
            assertTrue(found.getSource().getName().endsWith("Net.java"), found.toString());
            assertEquals(entry.wrong().line(), found.getLineNumber(), found.toString());
            long column = columnOf(entry.wrong().plain(), found.getStartPosition());
            assertEquals(startOfAttribute(entry.wrong()), column, found.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void mendedExampleCompilesWithNothingToSay(Entry entry) throws IOException {
        assertEquals(
                List.of(), compile(entry.mended(), List.of()), entry.mended().plain());
    }

    /** There are no trees, so there are no places and no edits. */
    @Test
    void fixesFileListsTheMessagesAlone() throws IOException {
        Path file = folder.resolve("fixes.json");
        List<Diagnostic<? extends JavaFileObject>> said =
                compile(Sources.with("classes = 10", "classes = 1"), List.of("-Astagecraft.fixes=" + file));
        assertEquals(1, said.size(), messages(said));
        Fixes.Problem only = new Fixes.Problem(
                "SC-RANGE-01", "error", null, 0, 0, said.get(0).getMessage(Locale.ROOT), List.of());
        assertEquals(new Fixes.Found(1, List.of(only)), Fixes.read(Files.readString(file)));
    }

    private static long columnOf(String text, long position) {
        return position - text.lastIndexOf('\n', (int) position - 1);
    }

    /** The name of the outermost attribute that holds the marked value; the annotation where it is marked as a whole. */
    private static long startOfAttribute(Sources source) {
        String line = source.plain().lines().toList().get((int) source.line() - 1);
        String before = line.substring(0, (int) source.column() - 1);
        int depth = 0;
        for (int i = 0; i < before.length(); i++) {
            depth += before.charAt(i) == '(' ? 1 : before.charAt(i) == ')' ? -1 : 0;
        }
        if (depth == 0) {
            return before.length() + 1L;
        }
        // The last name before a value at the depth of the annotation on the type.
        Matcher attribute = Pattern.compile("(?:^@\\w+\\(|, )(\\w+) = ").matcher(before);
        long start = 0;
        while (attribute.find()) {
            String outside = before.substring(0, attribute.start(1));
            long open = outside.chars().filter(c -> c == '(').count()
                    - outside.chars().filter(c -> c == ')').count();
            start = open == 1 ? attribute.start(1) + 1L : start;
        }
        return start;
    }

    private List<Diagnostic<? extends JavaFileObject>> compile(Sources source, List<String> options)
            throws IOException {
        Path file = Files.createDirectories(folder.resolve("acme")).resolve("Net.java");
        Files.writeString(file, source.plain());
        JavaCompiler compiler = new EclipseCompiler();
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(collector, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(folder));
            List<String> all = new ArrayList<>(List.of("--release", "17", "-encoding", "UTF-8"));
            all.addAll(options);
            JavaCompiler.CompilationTask task =
                    compiler.getTask(null, files, collector, all, null, files.getJavaFileObjects(file));
            task.setProcessors(List.of(new StagecraftProcessor()));
            task.call();
        }
        return new ArrayList<>(collector.getDiagnostics());
    }

    private static String messages(List<Diagnostic<? extends JavaFileObject>> said) {
        return said.stream().map(each -> each.getMessage(Locale.ROOT)).toList().toString();
    }
}
