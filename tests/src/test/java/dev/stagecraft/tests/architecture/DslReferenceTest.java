package dev.stagecraft.tests.architecture;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.stagecraft.dsl.Preset;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.processor.StagecraftProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/dsl.md}: its examples and the README's compile, and it holds every attribute with its default, every
 * constant and every preset.
 */
class DslReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/dsl.md");
    private static final Path README = Path.of("../README.md");
    private static final Path ZOO = Path.of("../samples/src/main/java/dev/stagecraft/samples/zoo");
    private static final Pattern EXAMPLE = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern DECLARATION = Pattern.compile("^\\s*@ResidualNetwork\\b", Pattern.MULTILINE);

    /** What a file with an example begins with. */
    private static final String PRELUDE = "package acme;\nimport dev.stagecraft.dsl.*;\n";

    /** What an attribute's default is called where there is none. */
    private static final String NEEDED = "needed";

    static List<String> examples() {
        return examples(reference());
    }

    /** The README's declarations; what else it shows is generated code. */
    static List<String> otherExamples() {
        return examples(read(README)).stream()
                .filter(example -> DECLARATION.matcher(example).find())
                .toList();
    }

    static List<Class<?>> annotations() {
        return dsl().filter(Class::isAnnotation).toList();
    }

    static List<Class<?>> enums() {
        return dsl().filter(Class::isEnum).toList();
    }

    @ParameterizedTest
    @MethodSource({"examples", "otherExamples"})
    void exampleCompilesWithoutWarnings(String example) {
        Compilation compilation = compile(example);
        assertThat(compilation).succeededWithoutWarnings();
        assertEquals(
                DECLARATION.matcher(example).results().count(),
                compilation.generatedSourceFiles().size(),
                "networks generated for\n" + example);
    }

    @ParameterizedTest
    @CsvSource({
        "SmallerResNet50, SmallerResNet50WrittenOut",
        "PreActivated, RESNET_50_V2",
        "ResNeXt50, RESNEXT_50_32X4D",
        "Wide_WideResNet50, WIDE_RESNET_50_2"
    })
    void whatIsSaidToBeTheSameIs(String left, String right) {
        String other =
                Arrays.stream(Preset.values()).anyMatch(preset -> preset.name().equals(right))
                        ? layers("@ResidualNetwork(preset = Preset." + right + ")\nfinal class Net {}\n", "Net")
                        : layers(exampleOf(right), right);
        assertEquals(other, layers(exampleOf(left), left));
    }

    /** The layer table from the written-out declaration on. */
    private static String layers(String source, String name) {
        try {
            String table = compile(source)
                    .generatedFile(StandardLocation.CLASS_OUTPUT, "acme/" + name + "Network.layers.json")
                    .orElseThrow()
                    .getCharContent(false)
                    .toString();
            return table.substring(table.indexOf("\"declaration\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String exampleOf(String name) {
        String type = " class " + name.substring(name.indexOf('_') + 1) + " {";
        return examples().stream()
                .filter(example -> example.contains(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no example declares " + name));
    }

    private static Compilation compile(String source) {
        return javac().withProcessors(new StagecraftProcessor())
                .withOptions("-Xlint:all,-processing")
                .compile(JavaFileObjects.forSourceString("acme.Example", PRELUDE + source));
    }

    /** Guards the search itself: an example that is not found is not compiled. */
    @Test
    void everyDeclarationIsInAnExample() {
        String text = reference();
        String examples = String.join("", examples());
        assertTrue(examples().size() > 10, "examples found: " + examples().size());
        assertEquals(
                DECLARATION.matcher(text).results().count(),
                DECLARATION.matcher(examples).results().count());
        for (Class<?> annotation : annotations()) {
            // The compiler writes containers.
            if (!annotation.getSimpleName().matches("ResidualStages|Layers")) {
                assertTrue(
                        examples.contains("@" + annotation.getSimpleName()),
                        annotation.getSimpleName() + " stands in no example");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("annotations")
    void everyAttributeStandsWithItsDefault(Class<?> annotation) {
        Map<String, String> expected = new TreeMap<>();
        for (Method attribute : annotation.getDeclaredMethods()) {
            Object value = attribute.getDefaultValue();
            expected.put(attribute.getName(), value == null ? NEEDED : text(value));
        }
        Map<String, String> found = new TreeMap<>();
        for (List<String> row : rows(section("@" + annotation.getSimpleName()))) {
            String value = code(row.get(2)).orElse(row.get(2));
            found.put(code(row.get(0)).orElse(row.get(0)), isNumber(value) ? number(value) : value);
        }
        assertEquals(expected, found, "attributes of " + annotation.getSimpleName() + " in " + REFERENCE);
    }

    @ParameterizedTest
    @MethodSource("enums")
    void everyConstantIsNamed(Class<?> kind) {
        String text = reference();
        assertEquals(
                List.of(),
                Arrays.stream(kind.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .filter(constant -> !text.contains("`" + constant + "`"))
                        .toList(),
                kind.getSimpleName() + " in " + REFERENCE);
    }

    @Test
    void everyPresetStandsWithItsNameInTheZoo() {
        Map<String, String> expected = new TreeMap<>();
        expected.put(Preset.NONE.name(), "");
        Pattern preset = Pattern.compile("preset = Preset\\.(\\w+)");
        try (Stream<Path> files = Files.list(ZOO)) {
            for (Path file : files.toList()) {
                preset.matcher(read(file))
                        .results()
                        .forEach(match -> expected.put(
                                match.group(1), file.getFileName().toString().replace(".java", "")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertEquals(
                Arrays.stream(Preset.values()).map(Preset::name).sorted().toList(), List.copyOf(expected.keySet()));
        Map<String, String> found = new TreeMap<>();
        for (List<String> row : rows(section("Presets"))) {
            found.put(code(row.get(0)).orElseThrow(), code(row.get(1)).orElse(row.get(1)));
        }
        assertEquals(expected, found);
    }

    private static Stream<Class<?>> dsl() {
        return new ClassFileImporter()
                .importPackages(ResidualNetwork.class.getPackageName()).stream()
                        .filter(found -> !found.getSimpleName().equals("package-info"))
                        .<Class<?>>map(JavaClass::reflect)
                        .sorted((left, right) -> left.getName().compareTo(right.getName()));
    }

    /** From a heading to the next one. */
    private static String section(String title) {
        MatchResult found = Pattern.compile(
                        "^#+ " + Pattern.quote(title) + "$(.*?)(?=^#|\\z)", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(reference())
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section " + title + " in " + REFERENCE));
        return found.group(1);
    }

    /** The cells of a section's table, without its heading and the line below that. */
    private static List<List<String>> rows(String section) {
        List<List<String>> rows = new ArrayList<>();
        section.lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .forEach(line -> rows.add(Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList()));
        return rows;
    }

    /** What stands first in a cell as code. */
    private static Optional<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .filter(match -> match.start() == 0)
                .map(match -> match.group(1))
                .findFirst();
    }

    private static String text(Object value) {
        if (value instanceof Annotation annotation) {
            Class<?> type = annotation.annotationType();
            // A default that differs from the annotation's own could not be read off its table.
            for (Method attribute : type.getDeclaredMethods()) {
                assertEquals(text(attribute.getDefaultValue()), text(get(annotation, attribute)), attribute.toString());
            }
            return "@" + type.getSimpleName();
        }
        if (value.getClass().isArray()) {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(text(Array.get(value, i)));
            }
            return items.size() == 1 ? items.get(0) : items.stream().collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Class<?> type) {
            return type.getSimpleName() + ".class";
        }
        return value instanceof Number ? number(value.toString()) : value.toString();
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9].*");
    }

    /** One spelling for {@code 1e-5} and {@code 1.0E-5}. */
    private static String number(String text) {
        return String.valueOf(Double.parseDouble(text));
    }

    private static Object get(Annotation annotation, Method attribute) {
        try {
            return attribute.invoke(annotation);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static List<String> examples(String text) {
        return EXAMPLE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String reference() {
        return read(REFERENCE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
