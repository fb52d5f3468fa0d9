package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.dsl.Adam;
import dev.stagecraft.dsl.AdamW;
import dev.stagecraft.dsl.ColorJitter;
import dev.stagecraft.dsl.Cosine;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Layer;
import dev.stagecraft.dsl.OneCycle;
import dev.stagecraft.dsl.RandomResizedCrop;
import dev.stagecraft.dsl.ResidualBlock;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Sgd;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.dsl.StepDecay;
import dev.stagecraft.dsl.Training;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/**
 * The processor knows the annotations' defaults by itself, since a preset changes them: a declaration that leaves them out
 * and one that writes each as the annotation has it must give the same code.
 */
class DefaultsTest {
    private static final String NETWORK = """
            package acme;
            import dev.stagecraft.dsl.*;
            %s
            %s
            @ResidualStage(channels = 8, blocks = 2%s)
            @ResidualStage(channels = 8, blocks = 1, custom = Own.class)
            %s
            %s
            final class Net {}
            %s
            @Layer(value = LayerKind.CONVOLUTION, strided = true)
            @Layer(value = LayerKind.CONVOLUTION%s)
            interface Own {}
            """;

    private static final String TRAINING = "@Training(sgd = %s, cosine = %s)\n";

    @Test
    void leftOutIsTheSameAsWritten() throws IOException {
        String input = "input = @Input(height = 32, width = 32, channels = 3)";
        String left = NETWORK.formatted(
                "@ResidualNetwork(" + input + ")",
                "@Stem",
                "",
                "@Head(classes = 10)",
                TRAINING.formatted("@Sgd", "@Cosine"),
                "@ResidualBlock",
                "");
        String written = NETWORK.formatted(
                "@ResidualNetwork(" + input + defaults(ResidualNetwork.class, Set.of("input")) + ")",
                "@Stem(" + defaults(Stem.class, Set.of()).substring(2) + ")",
                defaults(ResidualStage.class, Set.of()),
                "@Head(classes = 10" + defaults(Head.class, Set.of("classes")) + ")",
                TRAINING.formatted(
                                "@Sgd(" + defaults(Sgd.class, Set.of()).substring(2) + ")",
                                "@Cosine(" + defaults(Cosine.class, Set.of()).substring(2) + ")")
                        .replace(")\n", defaults(Training.class, Set.of("sgd", "cosine")) + ")\n"),
                "@ResidualBlock(" + defaults(ResidualBlock.class, Set.of()).substring(2) + ")",
                defaults(Layer.class, Set.of()));
        assertTrue(written.contains("momentum = 0.9"), written);
        // A stage cannot name a built-in and an own block, so the first one says both as its annotation has it.
        assertEquals(generated(left), generated(written.replace(", block = Block.BASIC", "")));
    }

    /** Parts of which a training has one at most. */
    @Test
    void partsOfTrainingLeftOutAreTheSameAsWritten() throws IOException {
        String left = Sources.RIGHT.replace("@Head", "@Training(PARTS)\n@Head");
        for (Class<? extends Annotation> part : List.of(Adam.class, AdamW.class, StepDecay.class, OneCycle.class)) {
            assertLeftOutIsWritten(left, part);
        }
        String augmented = left.replace("PARTS", "augmentation = @Augmentation(rotation = 1, PARTS)");
        assertLeftOutIsWritten(augmented, RandomResizedCrop.class);
        String jitter = augmented.replace("PARTS", "colorJitter = @ColorJitter(hue = 0.1)");
        String others = defaults(ColorJitter.class, Set.of("hue"));
        assertEquals(generated(jitter), generated(jitter.replace("hue = 0.1", "hue = 0.1" + others)));
    }

    private static void assertLeftOutIsWritten(String source, Class<? extends Annotation> part) throws IOException {
        String name = part.getSimpleName();
        String attribute = Character.toLowerCase(name.charAt(0)) + name.substring(1) + " = @" + name;
        assertEquals(
                generated(source.replace("PARTS", attribute)),
                generated(source.replace(
                        "PARTS", attribute + "(" + defaults(part, Set.of()).substring(2) + ")")));
    }

    private static String generated(String source) throws IOException {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Net", source));
        assertThat(compilation).succeeded();
        return compilation
                .generatedFile(StandardLocation.SOURCE_OUTPUT, "acme/NetNetwork.java")
                .orElseThrow()
                .getCharContent(false)
                .toString();
    }

    /** Every attribute that has a default, each after a comma. */
    private static String defaults(Class<? extends Annotation> annotation, Set<String> without) {
        return methods(annotation)
                .filter(method -> method.getDefaultValue() != null && !without.contains(method.getName()))
                .map(method -> ", " + method.getName() + " = " + text(method.getDefaultValue()))
                .collect(Collectors.joining());
    }

    private static Stream<Method> methods(Class<?> annotation) {
        return Arrays.stream(annotation.getDeclaredMethods()).sorted(Comparator.comparing(Method::getName));
    }

    private static String text(Object value) {
        if (value instanceof Annotation annotation) {
            Class<?> type = annotation.annotationType();
            return "@" + type.getSimpleName()
                    + methods(type)
                            .map(method -> method.getName() + " = " + text(get(annotation, method)))
                            .collect(Collectors.joining(", ", "(", ")"));
        }
        if (value instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        }
        if (value instanceof Class<?> type) {
            return type.getName() + ".class";
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> text(Array.get(value, i)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }

    private static Object get(Annotation annotation, Method method) {
        try {
            return method.invoke(annotation);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
