package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.processor.spec.AugmentationRows;
import dev.stagecraft.processor.spec.TrainingRows;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.ColorJitter;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.PadAndCrop;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.RandomResizedCrop;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.data.Rotation;
import dev.stagecraft.runtime.data.Shift;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Contract;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.KernelInitializer;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.AdamW;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.Lars;
import dev.stagecraft.runtime.optimize.OneCycle;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.optimize.StepDecay;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.tests.support.GeneratedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class that was generated for a contract's number works with every runtime of that number. One class of each number is
 * kept as it was generated, with what it could call; both are never written again once the number is released.
 */
class ContractTest {
    /** Writes what is not there yet: the class of a new number. */
    private static final boolean UPDATE = Boolean.getBoolean("stagecraft.updateGoldens");

    private static final Path KEPT = Path.of("src/test/resources/contract/" + Contract.NUMBER);
    private static final String SOURCE = "KeptNetwork.java.txt";
    private static final String TABLE = "KeptNetwork.layers.json";
    private static final String SIGNATURES = "signatures.txt";

    /** It has what a network may have: groups, biases, gates, zeros as channels, and what training drops at random. */
    private static final String DECLARED = """
            package acme;
            import dev.stagecraft.dsl.*;
            @ResidualNetwork(
                    input = @Input(height = 17, width = 16, channels = 3),
                    activation = Activation.LEAKY_RELU,
                    convolutionBias = true,
                    norm = @BatchNorm(zeroLast = true),
                    shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED),
                    bottleneck = @Bottleneck(expansion = 2, groups = 2, groupWidth = 32),
                    squeezeExcitation = @SqueezeExcitation(ratio = 4),
                    stochasticDepth = 0.2)
            @Training(epochs = 3, batchSize = 8, adamW = @AdamW(weightDecay = 0.01), warmUpEpochs = 1, cosine = @Cosine)
            @Stem(channels = 8, kernel = 3, stride = 1)
            @ResidualStage(channels = 8, blocks = 2)
            @ResidualStage(channels = 8, blocks = 2, block = Block.BOTTLENECK)
            @Head(classes = 10, dropout = 0.5)
            class Kept {}
            """;

    /** Whose constructors generated code calls. */
    private static final List<Class<?>> MADE = List.of(
            ImageShape.class,
            Sgd.class,
            Adam.class,
            AdamW.class,
            Lars.class,
            Cosine.class,
            StepDecay.class,
            OneCycle.class,
            RandomResizedCrop.class,
            PadAndCrop.class,
            Shift.class,
            Rotation.class,
            HorizontalFlip.class,
            ColorJitter.class);

    @TempDir
    private Path folder;

    @Test
    void keptClassDoesWhatOneOfTodayDoes() throws Exception {
        Compilation today = Compiler.javac()
                .withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Kept", DECLARED));
        assertThat(today).succeeded();
        String source = kept(SOURCE, GeneratedFiles.source(today, "acme/Kept"));
        String table =
                kept(TABLE, GeneratedFiles.text(today, StandardLocation.CLASS_OUTPUT, "acme/KeptNetwork.layers.json"));
        Compilation kept = Compiler.javac()
                .withOptions("-proc:none", "-Xlint:all", "-Werror")
                .compile(JavaFileObjects.forSourceString("acme.KeptNetwork", source), declared());
        assertThat(kept).succeededWithoutWarnings();
        Path old = write(kept, folder.resolve("kept"));
        Files.writeString(old.resolve("acme/KeptNetwork.layers.json"), table);
        assertEquals(trained(write(today, folder.resolve("today"))), trained(old));
    }

    @Test
    void nothingThatGeneratedCodeCallsIsTakenAway() throws IOException {
        Set<String> now = signatures();
        List<String> then =
                kept(SIGNATURES, String.join("\n", now) + "\n").lines().toList();
        assertTrue(then.size() > 50, then.toString());
        assertTrue(now.containsAll(then), () -> {
            Set<String> missing = new TreeSet<>(then);
            missing.removeAll(now);
            return missing + ": a class of contract " + Contract.NUMBER + " may call it; raise the contract's number";
        });
        // A class of this number does not implement what came later.
        assertEquals(
                then.stream().filter(each -> each.startsWith("to implement: ")).toList(),
                now.stream().filter(each -> each.startsWith("to implement: ")).toList());
    }

    private static JavaFileObject declared() {
        return JavaFileObjects.forSourceString("acme.Kept", DECLARED);
    }

    private static String kept(String file, String today) throws IOException {
        Path path = KEPT.resolve(file);
        if (UPDATE && !Files.exists(path)) {
            Files.createDirectories(KEPT);
            Files.writeString(path, today);
        }
        return Files.readString(path);
    }

    /** What may be implemented, then what may be called, each as the virtual machine looks for it. */
    private static Set<String> signatures() {
        Set<String> signatures = new TreeSet<>();
        for (Class<?> implemented : List.of(Backbone.class, Network.class)) {
            Arrays.stream(implemented.getDeclaredMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .forEach(method -> signatures.add("to implement: " + method));
        }
        Class<?> settings;
        try {
            settings = TrainingDefaults.class.getMethod("builder").getReturnType();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
        for (Class<?> called : List.of(
                NetworkBuilder.class, Initializer.class, KernelInitializer.class, TrainingDefaults.class, settings)) {
            add(called.getMethods(), signatures);
        }
        for (Class<?> made : MADE) {
            add(made.getConstructors(), signatures);
        }
        add(methods(Preprocessing.class, "usual", "withMean", "withDeviation", "withResizing"), signatures);
        add(methods(Resizing.class, "squeeze", "crop"), signatures);
        return signatures;
    }

    private static Executable[] methods(Class<?> type, String... names) {
        return Arrays.stream(type.getMethods())
                .filter(method -> List.of(names).contains(method.getName()))
                .toArray(Executable[]::new);
    }

    @Test
    void everyOptimizerAndScheduleIsMade() {
        List<String> made = MADE.stream().map(Class::getSimpleName).toList();
        Stream.of(TrainingRows.OPTIMIZERS, TrainingRows.SCHEDULES, AugmentationRows.NESTED)
                .flatMap(List::stream)
                .forEach(part -> assertTrue(made.contains(part.runtimeClass()), part.runtimeClass()));
    }

    private static void add(Executable[] executables, Set<String> signatures) {
        Stream.of(executables)
                .filter(each -> each.getDeclaringClass() != Object.class)
                // Whether it has a body makes no difference to whoever calls it.
                .forEach(each -> signatures.add(each.toString().replaceAll("\\b(abstract|default|final) ", "")));
    }

    private static Path write(Compilation compilation, Path to) throws IOException {
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getName().startsWith("/CLASS_OUTPUT/")) {
                Path target = to.resolve(file.getName().substring("/CLASS_OUTPUT/".length()));
                Files.createDirectories(target.getParent());
                try (InputStream in = file.openInputStream()) {
                    Files.write(target, in.readAllBytes());
                }
            }
        }
        return to;
    }

    /** What it declares, and its weights after a step from the same seed on the same images. */
    private static String trained(Path classes) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Network network = (Network)
                    loader.loadClass("acme.KeptNetwork").getConstructor().newInstance();
            byte[] images = new byte[4 * network.input().values()];
            new Random(1).nextBytes(images);
            try (TrainableNetwork trainable =
                    TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), 1)) {
                trainable.step(new Batch(4, images, new int[] {3, 7, 0, 9}), 0.01f);
                return network.training() + " " + trainable.weightsSha256();
            }
        }
    }
}
