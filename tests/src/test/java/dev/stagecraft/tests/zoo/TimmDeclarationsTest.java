package dev.stagecraft.tests.zoo;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** The declarations in {@code docs/timm.md}, taken from that page as a reader would: each gives code that compiles. */
class TimmDeclarationsTest {
    private static final Path DOCUMENT = Path.of("../docs/timm.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| ([\\d,]+) \\| (`@ResidualNetwork.*`) \\|");
    private static final int DECLARED = 88;

    /**
     * A network.
     *
     * @param parameters that training changes
     * @param source of the declared class
     */
    private record Declared(long parameters, JavaFileObject source) {}

    private static Map<String, Declared> declared() throws IOException {
        Map<String, Declared> declared = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String name = row.group(1);
                declared.put(
                        name,
                        new Declared(
                                Long.parseLong(row.group(2).replace(",", "")),
                                JavaFileObjects.forSourceString(
                                        "timm." + name,
                                        "package timm;\nimport dev.stagecraft.dsl.*;\n"
                                                + row.group(3).replace("`", " ") + "\nfinal class " + name + " {}\n")));
            }
        }
        assertEquals(DECLARED, declared.size(), DOCUMENT.toString());
        return declared;
    }

    @Test
    void eachGivesCodeThatCompiles() throws IOException {
        Map<String, Declared> declared = declared();
        List<JavaFileObject> sources =
                declared.values().stream().map(Declared::source).toList();
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions("-Xlint:all")
                .compile(sources);
        assertThat(compilation).succeededWithoutWarnings();
        for (Map.Entry<String, Declared> each : declared.entrySet()) {
            String generated = "timm/" + each.getKey() + "Network";
            assertTrue(
                    compilation
                            .generatedFile(StandardLocation.CLASS_OUTPUT, generated + ".class")
                            .isPresent(),
                    generated);
            assertEquals(each.getValue().parameters(), parameters(compilation, generated), generated);
        }
    }

    private static long parameters(Compilation compilation, String generated) throws IOException {
        JavaFileObject table = compilation
                .generatedFile(StandardLocation.CLASS_OUTPUT, generated + ".layers.json")
                .orElseThrow();
        return new Gson()
                .fromJson(table.getCharContent(false).toString(), JsonObject.class)
                .getAsJsonObject("parameters")
                .get("trainable")
                .getAsLong();
    }
}
