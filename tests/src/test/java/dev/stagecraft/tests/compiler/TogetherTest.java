package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor in one compilation with Lombok, MapStruct and AutoValue, every lint an error. */
class TogetherTest {
    private static final String OTHERS = """
            package acme;

            import com.google.auto.value.AutoValue;
            import lombok.Value;
            import org.mapstruct.Mapper;

            final class Others {
                private Others() {}

                @Value
                static class Point {
                    int x;
                    int y;
                }

                @AutoValue
                abstract static class Size {
                    abstract int width();

                    static Size of(Point point) {
                        return new AutoValue_Others_Size(point.getX());
                    }
                }

                static class From {
                    int getX() {
                        return 1;
                    }
                }

                static class To {
                    private int x;

                    void setX(int value) {
                        x = value;
                    }

                    int read() {
                        return x;
                    }
                }

                @Mapper
                interface Copy {
                    To copy(From from);
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void onTheClassPath() throws Exception {
        compile(List.of("-Xlint:all,-processing", "-classpath", ClassPath.joined(ClassPath.ALL)), List.of());
    }

    /**
     * The other three are automatic modules, of which javac warns by itself.
     */
    @Test
    void inANamedModule() throws Exception {
        Path module = Files.writeString(folder.resolve("module-info.java"), """
                module acme {
                    requires dev.stagecraft.dsl;
                    requires dev.stagecraft.runtime;
                    requires static lombok;
                    requires static org.mapstruct;
                    requires static auto.value.annotations;
                }
                """);
        compile(
                List.of(
                        "-Xlint:all,-processing,-requires-automatic",
                        "--module-path",
                        ClassPath.joined(ClassPath.MODULES)),
                List.of(module.toString()));
    }

    private void compile(List<String> options, List<String> further) throws IOException, InterruptedException {
        Path sources = Files.createDirectories(folder.resolve("acme"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 24) {
            // Of what Lombok does to the JVM, which would warn of it.
            command.add("-J--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.addAll(List.of("-Werror", "-d", folder.toString(), "-processorpath", ClassPath.joined(ClassPath.ALL)));
        command.addAll(List.of(
                "-processor",
                "lombok.launch.AnnotationProcessorHider$AnnotationProcessor,org.mapstruct.ap.MappingProcessor,"
                        + "com.google.auto.value.processor.AutoValueProcessor,"
                        + "dev.stagecraft.processor.StagecraftProcessor"));
        command.addAll(further);
        command.add(
                Files.writeString(sources.resolve("Net.java"), Sources.RIGHT).toString());
        command.add(Files.writeString(sources.resolve("Others.java"), OTHERS).toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("", said);
        for (String type : List.of("NetNetwork", "AutoValue_Others_Size", "Others$CopyImpl")) {
            assertTrue(Files.exists(sources.resolve(type + ".class")), type);
        }
    }
}
