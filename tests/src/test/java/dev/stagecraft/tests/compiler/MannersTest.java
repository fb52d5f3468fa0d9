package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.GeneratedFiles;
import dev.stagecraft.tests.support.OtherProcessor;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** How the processor behaves beside others in a build. */
class MannersTest {
    private static final List<JavaFileObject> SOURCES = Stream.of("First", "Second", "Third")
            .map(name -> JavaFileObjects.forSourceString(
                    "acme." + name, Sources.RIGHT.replace("class Net", "class " + name)))
            .toList();

    /** Gradle's isolating contract: each file comes from the one type that it is written for. */
    @Test
    void everyFileHasExactlyOneOriginatingElement() {
        Map<String, List<String>> origins = new TreeMap<>();
        Compilation compilation = javac().withProcessors(new Watched(origins))
                .withOptions("-Astagecraft.svg=true")
                .compile(SOURCES);
        assertEquals(List.of(), compilation.errors());
        Map<String, List<String>> expected = new TreeMap<>();
        for (String name : List.of("First", "Second", "Third")) {
            for (String file : List.of("Network", "Network.layers.json", "Network.svg")) {
                expected.put("acme." + name + file, List.of("acme." + name));
            }
            expected.put("acme.doc-files/" + name + "Network.svg", List.of("acme." + name));
        }
        assertEquals(expected, origins);
    }

    @Test
    void metadataCallsTheProcessorIsolating() throws IOException {
        List<String> said = new ArrayList<>();
        // Other processors on the tests' class path have such files too.
        for (URL url : Collections.list(StagecraftProcessor.class
                .getClassLoader()
                .getResources("META-INF/gradle/incremental.annotation.processors"))) {
            try (InputStream in = url.openStream()) {
                said.addAll(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("stagecraft"))
                        .toList());
            }
        }
        assertEquals(List.of(StagecraftProcessor.class.getName() + ",isolating"), said);
    }

    @Test
    void oneTypeCompiledAloneGivesTheSameBytesAsAmongOthersInAnyOrder() throws IOException {
        Map<String, String> together = generated(SOURCES);
        List<JavaFileObject> reversed = new ArrayList<>(SOURCES);
        Collections.reverse(reversed);
        assertEquals(together, generated(reversed));
        Map<String, String> alone = new TreeMap<>();
        for (JavaFileObject source : SOURCES) {
            alone.putAll(generated(List.of(source)));
        }
        assertEquals(together, alone);
    }

    @Test
    void changedTypeChangesItsOwnFilesAlone() throws IOException {
        Map<String, String> before = generated(SOURCES);
        List<JavaFileObject> changed = new ArrayList<>(SOURCES);
        changed.set(
                1,
                JavaFileObjects.forSourceString(
                        "acme.Second",
                        Sources.RIGHT.replace("class Net", "class Second").replace("classes = 10", "classes = 11")));
        Map<String, String> after = generated(changed);
        assertEquals(before.keySet(), after.keySet());
        List<String> differing = before.keySet().stream()
                .filter(file -> !before.get(file).equals(after.get(file)))
                .toList();
        assertTrue(!differing.isEmpty(), "nothing changed");
        assertTrue(differing.stream().allMatch(file -> file.contains("SecondNetwork")), differing.toString());
    }

    @Test
    void warningIsSilencedOnTheTypeAndAroundIt() {
        String warned = Sources.RIGHT.replace("kernel = 3, stride = 1", "kernel = 3, stride = 4");
        String nested = warned.replace(
                                "@ResidualNetwork",
                                "@SuppressWarnings({\"unused\", \"SC-SHAPE-05\"})\nclass Net {\n@ResidualNetwork")
                        .replace("final class Net {}", "static final class Inner {}")
                + "}\n";
        String annotated = warned.replace("@ResidualNetwork", "@SuppressWarnings(\"SC-SHAPE-05\")\n@ResidualNetwork");
        assertEquals(1, compile(warned).warnings().size());
        assertEquals(List.of(), compile(annotated).diagnostics());
        assertEquals(List.of(), compile(nested).diagnostics());
    }

    @Test
    void problemsAtOnePlaceAreAllSaid() {
        Compilation compilation =
                compile("package acme;\nimport dev.stagecraft.dsl.*;\n@ResidualNetwork\nclass Net {}\n");
        List<String> said = compilation.errors().stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
        assertEquals(4, said.size(), said.toString());
        for (String part : List.of("@Input", "@Stem", "@ResidualStage", "@Head")) {
            assertEquals(
                    1,
                    said.stream()
                            .filter(text -> text.contains(part + " is missing"))
                            .count(),
                    part);
        }
    }

    /** javac attributes no bodies once a processor has found an error; other references are resolved before. */
    @Test
    void bodyThatUsesTheMissingClassAddsNothing() {
        Compilation compilation = compile(Sources.RIGHT
                .replace("classes = 10", "classes = 1")
                .replace("final class Net {}", "final class Net { Object made() { return new NetNetwork(); } }"));
        assertEquals(1, compilation.errors().size(), compilation.errors().toString());
    }

    @Test
    void twoNetworksOfOneGeneratedNameAreAProblemOfTheSecond() {
        String outer = Sources.RIGHT
                .replace("@ResidualNetwork", "class Outer {\n@ResidualNetwork")
                .replace("final class Net {}", "static final class Net {}\n}");
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(
                        JavaFileObjects.forSourceString("acme.Outer", outer),
                        JavaFileObjects.forSourceString(
                                "acme.Outer_Net", Sources.RIGHT.replace("class Net", "class Outer_Net")));
        assertEquals(1, compilation.errors().size(), compilation.errors().toString());
        String text = compilation.errors().get(0).getMessage(Locale.ROOT);
        assertTrue(text.startsWith("[SC-NAME-01] "), text);
        assertTrue(text.contains("but so is that of acme."), text);
    }

    @Test
    void packageOfTheGeneratedNameIsAProblem() {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(
                        JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT),
                        JavaFileObjects.forSourceString(
                                "acme.NetNetwork.sub.Own", "package acme.NetNetwork.sub; class Own {}"));
        assertEquals(1, compilation.errors().size(), compilation.errors().toString());
        String text = compilation.errors().get(0).getMessage(Locale.ROOT);
        assertTrue(
                text.startsWith("[SC-NAME-01] Net: the network would be generated as acme.NetNetwork, but a package of"
                        + " that name exists"),
                text);
    }

    @Test
    void fileOfTheTablesNameIsAProblem() {
        Compilation compilation = javac().withProcessors(
                        new OtherProcessor(filer -> filer.createResource(
                                        StandardLocation.CLASS_OUTPUT, "acme", "NetNetwork.layers.json")
                                .openWriter()
                                .close()),
                        new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT));
        assertEquals(1, compilation.errors().size(), compilation.errors().toString());
        String text = compilation.errors().get(0).getMessage(Locale.ROOT);
        assertTrue(
                text.startsWith("[SC-NAME-01] Net: the network would be generated as NetNetwork.layers.json, "), text);
    }

    @Test
    void blockThatAnotherProcessorWritesIsWaitedFor() throws IOException {
        String block = """
                package acme;

                import dev.stagecraft.dsl.*;

                @ResidualBlock
                @Layer(value = LayerKind.CONVOLUTION, strided = true)
                interface Own {}
                """;
        JavaFileObject network = JavaFileObjects.forSourceString(
                "acme.Net", Sources.RIGHT.replace("channels = 16", "channels = 16, custom = Own.class"));
        Compilation waited = javac().withProcessors(new StagecraftProcessor(), OtherProcessor.ofType("acme.Own", block))
                .compile(network);
        assertEquals(List.of(), waited.diagnostics());
        Compilation there = javac().withProcessors(new StagecraftProcessor())
                .compile(network, JavaFileObjects.forSourceString("acme.Own", block));
        assertEquals(GeneratedFiles.source(there, "acme/Net"), GeneratedFiles.source(waited, "acme/Net"));
    }

    /** Where javac leaves no way around its own message, the cause stands before it. */
    @Test
    void signatureThatNamesTheMissingClassComesAfterTheCause() {
        Compilation compilation = compile(Sources.RIGHT
                .replace("classes = 10", "classes = 1")
                .replace("final class Net {}", "final class Net { NetNetwork made; }"));
        List<String> said = compilation.errors().stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
        assertTrue(said.get(0).startsWith("[SC-RANGE-01] head: classes is 1"), said.toString());
        assertEquals(2, said.size(), said.toString());
    }

    private static Compilation compile(String source) {
        return javac().withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Net", source));
    }

    private static Map<String, String> generated(List<JavaFileObject> sources) throws IOException {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-Astagecraft.svg=true")
                .compile(sources);
        Map<String, String> files = new TreeMap<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (!file.getName().endsWith(".class")) {
                files.put(file.getName(), file.getCharContent(false).toString());
            }
        }
        return files;
    }

    /** The processor with a filer that notes the originating elements. */
    private static final class Watched extends AbstractProcessor {
        private final StagecraftProcessor processor = new StagecraftProcessor();
        private final Map<String, List<String>> origins;

        Watched(Map<String, List<String>> origins) {
            this.origins = origins;
        }

        @Override
        public synchronized void init(ProcessingEnvironment environment) {
            super.init(environment);
            Filer filer = environment.getFiler();
            Filer watching = (Filer) Proxy.newProxyInstance(
                    Filer.class.getClassLoader(), new Class<?>[] {Filer.class}, (proxy, method, arguments) -> {
                        note(arguments);
                        return call(() -> method.invoke(filer, arguments));
                    });
            processor.init((ProcessingEnvironment) Proxy.newProxyInstance(
                    ProcessingEnvironment.class.getClassLoader(),
                    new Class<?>[] {ProcessingEnvironment.class},
                    (proxy, method, arguments) -> method.getName().equals("getFiler")
                            ? watching
                            : call(() -> method.invoke(environment, arguments))));
        }

        /** A file's name and its elements; a resource's name comes after its location and package. */
        private void note(Object[] arguments) {
            String name = arguments.length == 4 ? arguments[1] + "." + arguments[2] : arguments[0].toString();
            origins.put(
                    name,
                    Stream.of((Element[]) arguments[arguments.length - 1])
                            .map(Element::toString)
                            .toList());
        }

        private static Object call(Callable<Object> call) throws Throwable {
            try {
                return call.call();
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        @Override
        @SuppressWarnings("DoNotClaimAnnotations")
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return processor.process(annotations, round);
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public Set<String> getSupportedOptions() {
            return processor.getSupportedOptions();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return processor.getSupportedSourceVersion();
        }
    }
}
