package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build that lacks what generated classes need hears one sentence, not of a hundred missing symbols. */
class SetupTest {
    private static final String DSL = ".*[/\\\\](dsl[/\\\\]target[/\\\\]classes|stagecraft-dsl-[^/\\\\]*\\.jar)";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runtimeIsNotOnTheClassPath(boolean javac) throws IOException {
        JavaCompiler compiler = javac ? ToolProvider.getSystemJavaCompiler() : new EclipseCompiler();
        List<Path> files = List.of(net("First"), net("Second"));
        List<Diagnostic<? extends JavaFileObject>> said =
                compile(compiler, StandardLocation.CLASS_PATH, ClassPath.elements(DSL), files);
        assertEquals(1, said.size(), said.toString());
        Diagnostic<? extends JavaFileObject> found = said.get(0);
        assertEquals(
                "[SC-SETUP-01] setup: generated classes need Stagecraft's runtime, which is not on the class path;"
                        + " add the dependency dev.stagecraft:stagecraft-runtime",
                found.getMessage(Locale.ROOT));
        // Which network is the first, each compiler decides by itself.
        assertTrue(found.getSource().getName().matches(".*(First|Second)\\.java"), found.toString());
        assertEquals(5, found.getLineNumber());
        assertEquals(
                List.of(), compile(compiler, StandardLocation.CLASS_PATH, ClassPath.elements(ClassPath.ALL), files));
    }

    @Test
    void moduleDoesNotReadTheRuntime() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path net = net("Net");
        Path module = folder.resolve("module-info.java");
        Files.writeString(module, "module acme { requires dev.stagecraft.dsl; }");
        List<Diagnostic<? extends JavaFileObject>> said = compile(
                compiler, StandardLocation.MODULE_PATH, ClassPath.elements(ClassPath.MODULES), List.of(module, net));
        assertEquals(1, said.size(), said.toString());
        assertEquals(
                "[SC-SETUP-01] setup: generated classes need Stagecraft's runtime, which the module acme does not read;"
                        + " add requires dev.stagecraft.runtime to its module-info",
                said.get(0).getMessage(Locale.ROOT));
        Files.writeString(module, "module acme { requires dev.stagecraft.dsl; requires dev.stagecraft.runtime; }");
        assertEquals(
                List.of(),
                compile(
                        compiler,
                        StandardLocation.MODULE_PATH,
                        ClassPath.elements(ClassPath.MODULES),
                        List.of(module, net)));
    }

    @Test
    void sourcesAreOlderThanGeneratedOnes() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files = List.of(net("First"), net("Second"));
        List<Diagnostic<? extends JavaFileObject>> said = compile(
                compiler, StandardLocation.CLASS_PATH, ClassPath.elements(ClassPath.ALL), files, "--release", "8");
        assertEquals(1, said.size(), said.toString());
        assertEquals(
                "[SC-SETUP-01] setup: generated classes need Java 9 or later, and the sources are compiled for an older"
                        + " release; compile with --release 17, which the runtime requires",
                said.get(0).getMessage(Locale.ROOT));
        for (String release : List.of("9", "17")) {
            assertEquals(
                    List.of(),
                    compile(
                            compiler,
                            StandardLocation.CLASS_PATH,
                            ClassPath.elements(ClassPath.ALL),
                            files,
                            "--release",
                            release));
        }
    }

    private Path net(String name) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("acme"));
        return Files.writeString(sources.resolve(name + ".java"), Sources.RIGHT.replace("class Net", "class " + name));
    }

    private List<Diagnostic<? extends JavaFileObject>> compile(
            JavaCompiler compiler, StandardLocation location, List<Path> path, List<Path> sources, String... options)
            throws IOException {
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        Path out = Files.createTempDirectory(folder, "out");
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(collector, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(out));
            files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(out));
            files.setLocationFromPaths(location, path);
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    collector,
                    Stream.concat(Stream.of("-encoding", "UTF-8"), Stream.of(options))
                            .toList(),
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(List.of(new StagecraftProcessor()));
            task.call();
        }
        return collector.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .collect(Collectors.toList());
    }
}
