package dev.stagecraft.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where exporters are looked for. */
class ExportersTest {
    private static final String SOURCE = """
            package acme;

            public final class Mine implements dev.stagecraft.export.Exporter {
                @Override
                public String format() {
                    return "mine";
                }

                @Override
                public void write(dev.stagecraft.runtime.answer.TrainedNetwork network, java.nio.file.Path target) {}
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void exporterOfAnotherClassLoaderIsFound() throws IOException {
        compile();
        services("acme.Mine");
        assertFalse(NetworkExport.formats().contains("mine"));
        try (URLClassLoader classes = classes()) {
            assertEquals(
                    "acme.Mine", Exporters.in(classes).find("mine").getClass().getName());
            BadInputException refused =
                    assertThrows(BadInputException.class, () -> NetworkExport.to("tflite", classes));
            assertTrue(
                    refused.getMessage().contains("formats are mine, onnx, safetensors, savedmodel"),
                    refused.getMessage());
        }
    }

    @Test
    void brokenOneIsNamedAndTakesNoOtherAway() throws IOException {
        services("acme.Missing");
        try (URLClassLoader classes = classes()) {
            assertEquals("onnx", Exporters.in(classes).find("onnx").format());
            BadInputException refused = assertThrows(BadInputException.class, () -> NetworkExport.to("mine", classes));
            assertTrue(refused.getMessage().contains("cannot be used"), refused.getMessage());
            assertTrue(refused.getMessage().contains("acme.Missing"), refused.getMessage());
        }
    }

    @Test
    void oneForANewerJavaTakesNoOtherAway() throws IOException {
        compile();
        services("acme.Mine");
        Path file = folder.resolve("acme/Mine.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = 120;
        Files.write(file, bytes);
        try (URLClassLoader classes = classes()) {
            assertEquals("onnx", Exporters.in(classes).find("onnx").format());
            BadInputException refused = assertThrows(BadInputException.class, () -> NetworkExport.to("mine", classes));
            assertTrue(refused.getMessage().contains("acme/Mine"), refused.getMessage());
        }
    }

    private void compile() throws IOException {
        Path source = Files.writeString(folder.resolve("Mine.java"), SOURCE);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int code = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
        assertEquals(0, code);
    }

    private void services(String name) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Exporter.class.getName()), name + "\n");
    }

    private URLClassLoader classes() throws IOException {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Exporters.OURS);
    }

    /** Whoever adds only what Maven adds unasked has no ONNX Runtime. */
    @Test
    void missingOnnxRuntimeIsNamed() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(element).getFileName().toString().startsWith("onnxruntime-")) {
                path.add(Path.of(element).toUri().toURL());
            }
        }
        Path model = Files.write(folder.resolve("net.onnx"), new byte[] {8, 8});
        try (URLClassLoader classes =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object exporter = classes.loadClass("dev.stagecraft.export.onnx.OnnxExporter")
                    .getConstructor()
                    .newInstance();
            Optional<?> opened = (Optional<?>) exporter.getClass()
                    .getMethod("open", Path.class, classes.loadClass("dev.stagecraft.runtime.answer.TrainedNetwork"))
                    .invoke(exporter, model, null);
            Method load =
                    classes.loadClass("dev.stagecraft.export.OpenedExport").getMethod("load");
            Throwable refused = assertThrows(InvocationTargetException.class, () -> load.invoke(opened.orElseThrow()))
                    .getCause();
            assertEquals(BadInputException.class.getName(), refused.getClass().getName());
            assertTrue(
                    refused.getMessage().contains("add com.microsoft.onnxruntime:onnxruntime"), refused.getMessage());
        }
    }
}
