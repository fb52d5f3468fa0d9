package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.OtherProcessor;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types of one name in modules compiled together, each with files of its own. */
class ModulesTest {
    private static final String OWN = """
            package acme;
            import dev.stagecraft.dsl.*;
            @ResidualBlock
            @Layer(value = LayerKind.CONVOLUTION, strided = true)
            interface Own {}
            """;

    @TempDir
    private Path folder;

    @Test
    void typesOfOneNameAreEachRead() throws IOException {
        List<Path> files = List.of(
                module("one"),
                net("one", Sources.RIGHT),
                module("two"),
                net("two", Sources.RIGHT.replace("classes = 10", "classes = 7")));
        assertEquals(List.of(), compile(files, List.of(new StagecraftProcessor())));
        assertTrue(table("one").contains("\"classes\": 10"), table("one"));
        assertTrue(table("two").contains("\"classes\": 7"), table("two"));
        for (String module : List.of("one", "two")) {
            assertTrue(Files.exists(folder.resolve("out/" + module + "/acme/NetNetwork.class")), module);
        }
    }

    @Test
    void oneModuleOfSeveralIsWrittenInto() throws IOException {
        module("one");
        List<Path> files = List.of(module("two"), net("two", Sources.RIGHT));
        assertEquals(List.of(), compile(files, List.of(new StagecraftProcessor())));
        assertTrue(table("two").contains("\"classes\": 10"), table("two"));
    }

    @Test
    void problemsOfOneNameAreEachSaid() throws IOException {
        String wrong = Sources.RIGHT.replace("channels = 16", "custom = Own.class, channels = 16");
        String own = OWN.replace("strided", "kernel = 0, strided");
        List<Path> files = List.of(
                module("one"),
                net("one", wrong),
                write("one/acme/Own.java", own),
                module("two"),
                net("two", wrong.replace("classes = 10", "classes = 1")),
                write("two/acme/Own.java", own));
        List<String> said = compile(files, List.of(new StagecraftProcessor()));
        assertEquals(3, said.size(), said.toString());
        assertEquals(
                2,
                said.stream()
                        .filter(text -> text.contains("Own, layer 1: kernel is 0"))
                        .count(),
                said.toString());
    }

    /** Both wait for a round, and are found again as what they are. */
    @Test
    void typesThatWaitKeepTheirModules() throws IOException {
        String waits = Sources.RIGHT.replace("channels = 16", "custom = Own.class, channels = 16");
        List<Path> files = List.of(
                module("one"),
                net("one", waits),
                module("two"),
                net("two", waits.replace("classes = 10", "classes = 7")));
        List<Processor> processors = List.of(
                new StagecraftProcessor(),
                OtherProcessor.ofType("one/acme.Own", OWN),
                OtherProcessor.ofType("two/acme.Own", OWN));
        assertEquals(List.of(), compile(files, processors));
        assertTrue(table("one").contains("\"classes\": 10"), table("one"));
        assertTrue(table("two").contains("\"classes\": 7"), table("two"));
    }

    private String table(String module) throws IOException {
        return Files.readString(folder.resolve("out/" + module + "/acme/NetNetwork.layers.json"));
    }

    private Path module(String name) throws IOException {
        return write(
                name + "/module-info.java",
                "module " + name + " { requires dev.stagecraft.runtime; requires dev.stagecraft.dsl; }");
    }

    private Path net(String module, String source) throws IOException {
        return write(module + "/acme/Net.java", source);
    }

    private Path write(String name, String source) throws IOException {
        Path file = folder.resolve("src").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    private List<String> compile(List<Path> sources, List<Processor> processors) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(collector, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(
                    StandardLocation.CLASS_OUTPUT, List.of(Files.createDirectories(folder.resolve("out"))));
            files.setLocationFromPaths(StandardLocation.MODULE_SOURCE_PATH, List.of(folder.resolve("src")));
            files.setLocationFromPaths(StandardLocation.MODULE_PATH, ClassPath.elements(ClassPath.MODULES));
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    collector,
                    List.of(),
                    null,
                    files.getJavaFileObjectsFromPaths(new ArrayList<>(sources)));
            task.setProcessors(processors);
            task.call();
        }
        return collector.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getMessage(Locale.ROOT))
                .toList();
    }
}
