package dev.stagecraft.processor.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.HeadSpec;
import dev.stagecraft.processor.spec.InputSpec;
import dev.stagecraft.processor.spec.LayerKind;
import dev.stagecraft.processor.spec.LayerSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.StageSpec;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What is read of annotations, mirror by mirror. */
class DeclarationReaderTest {
    private static final String NET = """
            package acme;
            import dev.stagecraft.dsl.*;
            @ResidualNetwork(input = @Input(height = 96, width = 64, channels = 1))
            @Stem(channels = 16, before = {4, 8}, pool = @MaxPool(size = 5))
            @ResidualStage(channels = 16, blocks = 2)
            @ResidualStage(channels = 2 * 16, blocks = 3, stride = 1, block = Block.BOTTLENECK)
            @Head(classes = 7)
            @SuppressWarnings("SC-PART-05")
            final class Net {
                @ResidualBlock
                @Layer(LayerKind.CONVOLUTION)
                @Layer(value = LayerKind.CONVOLUTION, kernel = 1, strided = true)
                interface Own {}
            }
            """;

    /** Reads a type while the compiler works; it is asked for nothing else. */
    private static <T> T read(String type, BiFunction<TypeElement, Elements, T> reading) {
        Reading<T> processor = new Reading<>(type, reading);
        SimpleJavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///acme/Net.java"), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return NET;
                    }
                };
        CompilationTask task = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        null,
                        List.of("-proc:only", "-classpath", System.getProperty("java.class.path")),
                        null,
                        List.of(source));
        task.setProcessors(List.of(processor));
        assertTrue(task.call());
        return processor.result.orElseThrow();
    }

    @SupportedAnnotationTypes("*")
    private static final class Reading<T> extends AbstractProcessor {
        private final String type;
        private final BiFunction<TypeElement, Elements, T> reading;
        private Optional<T> result = Optional.empty();

        Reading(String type, BiFunction<TypeElement, Elements, T> reading) {
            this.type = type;
            this.reading = reading;
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            Elements elements = processingEnv.getElementUtils();
            if (!round.processingOver()) {
                result = Optional.of(reading.apply(elements.getTypeElement(type), elements));
            }
            return false;
        }
    }

    private static Declaration<NetworkSpec> network() {
        return read("acme.Net", (type, elements) -> {
            try {
                return DeclarationReader.read(type, each -> false, each -> true, Changes.NONE);
            } catch (UnresolvedValueException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void valuesAreThoseOfTheAnnotations() {
        NetworkSpec net = network().spec();
        assertEquals(new InputSpec(96, 64, 1), net.input());
        assertEquals(16, net.stem().orElseThrow().channels());
        assertEquals(List.of(4, 8), net.stem().orElseThrow().before());
        assertEquals(5, net.stem().orElseThrow().pools().get(0).size());
        assertEquals(
                List.of(
                        new StageSpec(16, 2, StageSpec.BY_POSITION, Optional.empty(), Optional.empty()),
                        new StageSpec(32, 3, 1, Optional.of(BlockKind.BOTTLENECK), Optional.empty())),
                net.stages());
        assertEquals(Optional.of(new HeadSpec(7, 0)), net.head());
        assertFalse(net.features());
    }

    @Test
    void positionsAreKnownOfWhatWasWrittenAlone() {
        Positions positions = network().positions();
        Origin stage = Origin.of("ResidualStage", 1);
        assertTrue(positions.holds(stage.at("stride")));
        assertFalse(positions.holds(Origin.of("ResidualStage", 0).at("stride")));
        assertTrue(positions.holds(Origin.of("Stem").at("before").item(1)));
        assertTrue(positions.holds(Origin.of("Stem").at("pool").item(0).at("size")));
        // What was left out is pointed at where it would stand.
        assertEquals(
                Origin.of("ResidualStage", 0),
                positions
                        .of(Origin.of("ResidualStage", 0).at("stride"))
                        .orElseThrow()
                        .origin());
        assertEquals(Optional.empty(), positions.of(Origin.of("Features")));
    }

    @Test
    void blocksAreReadLayerByLayer() {
        CustomBlockSpec block = read("acme.Net.Own", (type, elements) -> {
            try {
                return DeclarationReader.readBlock(type, each -> false).spec();
            } catch (UnresolvedValueException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals("Own", block.simpleName());
        List<LayerSpec> layers = block.layers();
        assertEquals(2, layers.size());
        assertEquals(LayerKind.CONVOLUTION, layers.get(0).kind());
        assertEquals(3, layers.get(0).kernel());
        assertFalse(layers.get(0).strided());
        assertEquals(1, layers.get(1).kernel());
        assertTrue(layers.get(1).strided());
    }

    @Test
    void typesAreReadWithWhatIsAroundThem() {
        DeclaringType type = read("acme.Net.Own", TypeReader::read);
        assertEquals("acme", type.packageName());
        assertEquals(List.of("Net", "Own"), type.simpleNames());
        assertEquals("interface", type.kind());
        assertFalse(type.generic());
        assertEquals(Optional.empty(), type.hidden());
        assertEquals(Optional.empty(), type.inner());
    }

    @Test
    void warningsAreSilencedOnATypeOrAroundIt() {
        assertTrue(silenced("acme.Net", "SC-PART-05"));
        assertTrue(silenced("acme.Net.Own", "SC-PART-05"));
        assertFalse(silenced("acme.Net", "SC-PART-04"));
    }

    private static boolean silenced(String name, String warning) {
        return read(name, (type, elements) -> Suppressions.silence(type, warning));
    }
}
