package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Augmentation;
import dev.stagecraft.runtime.data.ColorJitter;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.PadAndCrop;
import dev.stagecraft.runtime.data.RandomResizedCrop;
import dev.stagecraft.runtime.data.Rotation;
import dev.stagecraft.runtime.data.Shift;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.AdamW;
import dev.stagecraft.runtime.optimize.Constant;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.Lars;
import dev.stagecraft.runtime.optimize.OneCycle;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.optimize.StepDecay;
import dev.stagecraft.runtime.optimize.WarmUp;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code @Training} may say is what the runtime takes, value for value, and nothing else. */
class OneRuleASettingTest {
    private static final double MIN = Float.MIN_VALUE;
    private static final double LARGE = Float.MAX_VALUE;

    static Stream<Arguments> settings() {
        return Stream.of(
                epochs(-1, false),
                epochs(0, false),
                epochs(1, true),
                batch(0, false),
                batch(1, true),
                rate(Double.NaN, false),
                rate(-0.1, false),
                rate(0, false),
                rate(MIN / 4, false),
                rate(MIN, true),
                rate(LARGE, true),
                rate(LARGE * 2, false),
                rate(Double.POSITIVE_INFINITY, false),
                smoothing(-0.1, false),
                smoothing(0, true),
                smoothing(0.1, true),
                smoothing(Math.nextDown(1f), true),
                smoothing(Math.nextDown(1.0), false),
                smoothing(1, false),
                smoothing(Double.NaN, false),
                frozen(-1, false),
                frozen(0, true),
                frozen(1, true),
                rates(MIN / 4, false),
                rates(MIN, true),
                rates(1, true),
                rates(Math.nextUp(1.0), false),
                rates(Double.NaN, false),
                warmUp(-1, 2, false),
                warmUp(0, 2, true),
                warmUp(1, 2, true),
                warmUp(2, 2, false),
                warmUp(3, 2, false),
                warmUp(0, 1, true),
                warmUp(1, 1, false),
                sgd(-0.1, false, 0, false),
                sgd(0, false, 0, true),
                sgd(0.9, true, 1e-4, true),
                sgd(0, true, 0, false),
                sgd(MIN / 4, true, 0, false),
                sgd(MIN, true, 0, true),
                sgd(-0.5, true, 0, false),
                sgd(Math.nextDown(1.0), false, 0, false),
                sgd(Math.nextDown(1f), false, 0, true),
                sgd(1, false, 0, false),
                sgd(Double.NaN, true, 0, false),
                sgd(0, false, -1, false),
                sgd(0, false, LARGE, true),
                sgd(0, false, LARGE * 2, false),
                sgd(0, false, Double.NaN, false),
                adam(0.9, 0.999, 1e-8, 0, true),
                adam(0, 0, MIN, 0, true),
                adam(1, 0.999, 1e-8, 0, false),
                adam(0.9, Math.nextDown(1.0), 1e-8, 0, false),
                adam(-0.1, 0.999, 1e-8, 0, false),
                adam(0.9, 0.999, 0, 0, false),
                adam(0.9, 0.999, MIN / 4, 0, false),
                adam(0.9, 0.999, LARGE * 2, 0, false),
                adam(0.9, 0.999, 1e-8, -1, false),
                adam(0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY, false),
                lars(0.9, 0.001, 0, true),
                lars(1, 0.001, 0, false),
                lars(0, 0, 0, false),
                lars(0, MIN / 4, 0, false),
                lars(0, LARGE, LARGE, true),
                lars(0, 0.001, -1, false),
                lars(0, 0.001, Double.NaN, false),
                step(1, 0.1, true),
                step(0, 0.1, false),
                step(30, 1, true),
                step(30, 0, false),
                step(30, Math.nextUp(1.0), false),
                step(30, Double.NaN, false),
                step(30, Double.MIN_VALUE, true),
                cosine(0, 0.05, true),
                cosine(-1e-9, 0.05, false),
                cosine(0.05, 0.05, true),
                cosine(Math.nextUp(0.05), 0.05, false),
                cosine(Double.NaN, 0.05, false),
                cosine(Double.POSITIVE_INFINITY, 0.05, false),
                oneCycle(0.3, 25, 1e4, true),
                oneCycle(0, 25, 1e4, false),
                oneCycle(Double.MIN_VALUE, 1, 1, true),
                oneCycle(Math.nextDown(1.0), 25, 1e4, true),
                oneCycle(1, 25, 1e4, false),
                oneCycle(Double.NaN, 25, 1e4, false),
                oneCycle(0.3, Math.nextDown(1.0), 1e4, false),
                oneCycle(0.3, LARGE, LARGE, true),
                oneCycle(0.3, LARGE * 2, 1e4, false),
                oneCycle(0.3, 25, 0, false),
                oneCycle(0.3, 25, Double.NaN, false),
                place("padAndCrop", 1, true, PadAndCrop::new),
                place("padAndCrop", Double.MIN_VALUE, true, PadAndCrop::new),
                place("padAndCrop", -0.1, false, PadAndCrop::new),
                place("padAndCrop", Math.nextUp(1.0), false, PadAndCrop::new),
                place("padAndCrop", Double.NaN, false, PadAndCrop::new),
                place("shift", 1, true, Shift::new),
                place("shift", -0.1, false, Shift::new),
                place("shift", Math.nextUp(1.0), false, Shift::new),
                place("shift", Double.NaN, false, Shift::new),
                place("rotation", 180, true, Rotation::new),
                place("rotation", -10, false, Rotation::new),
                place("rotation", Math.nextUp(180.0), false, Rotation::new),
                place("rotation", Double.NaN, false, Rotation::new),
                crop(0.08, 1, 0.75, 1.25, true),
                crop(0, 1, 0.75, 1.25, false),
                crop(0.5, 0.5, 1, 1, true),
                crop(0.5, 0.4, 1, 1, false),
                crop(Math.nextUp(1.0), 1, 1, 1, false),
                crop(0.5, Math.nextUp(1.0), 1, 1, false),
                crop(Double.NaN, 1, 1, 1, false),
                crop(0.5, Double.NaN, 1, 1, false),
                crop(0.5, 1, 0, 1, false),
                crop(0.5, 1, MIN / 4, 1, false),
                crop(0.5, 1, MIN, LARGE, true),
                crop(0.5, 1, 1, Math.nextDown(1.0), false),
                crop(0.5, 1, 1, LARGE * 2, false),
                crop(0.5, 1, Double.NaN, 1, false),
                jitter(0.4, 0.4, 0.4, 0.1, true),
                jitter(LARGE, LARGE, LARGE, 0.5, true),
                jitter(-0.1, 0, 0, 0, false),
                jitter(0.1, LARGE * 2, 0, 0, false),
                jitter(0.1, 0, Double.NaN, 0, false),
                jitter(0.1, 0, 0, Math.nextUp(0.5), false),
                jitter(0.1, 0, 0, -0.1, false),
                of(
                        "augmentation = @Augmentation(padAndCrop = 0.1, shift = 0.1)",
                        false,
                        () -> augmented(new PadAndCrop(0.1), new Shift(0.1))),
                of(
                        "augmentation = @Augmentation(randomResizedCrop = @RandomResizedCrop, shift = 0.1)",
                        false,
                        () -> augmented(RandomResizedCrop.DEFAULT, new Shift(0.1))),
                of(
                        "augmentation = @Augmentation(shift = 0.1, rotation = 5, horizontalFlip = true)",
                        true,
                        () -> augmented(new Shift(0.1), new Rotation(5), new HorizontalFlip())));
    }

    private static Arguments oneCycle(double rise, double start, double end, boolean right) {
        return of(
                "oneCycle = @OneCycle(rise = " + text(rise) + ", startDivisor = " + text(start) + ", endDivisor = "
                        + text(end) + ")",
                right,
                () -> options(5, 0.05, Sgd.PLAIN, new OneCycle(rise, start, end)));
    }

    private static Arguments place(String attribute, double value, boolean right, DoubleFunction<Augmentation> made) {
        return of(
                "augmentation = @Augmentation(" + attribute + " = " + text(value) + ")",
                right,
                () -> augmented(made.apply(value)));
    }

    private static Arguments crop(double smallest, double largest, double narrowest, double widest, boolean right) {
        return of(
                "augmentation = @Augmentation(randomResizedCrop = @RandomResizedCrop(smallest = " + text(smallest)
                        + ", largest = " + text(largest) + ", narrowest = " + text(narrowest) + ", widest = "
                        + text(widest) + "))",
                right,
                () -> augmented(new RandomResizedCrop(smallest, largest, narrowest, widest)));
    }

    /** The images of the network are gray, where saturation and hue are a warning. */
    private static Arguments jitter(double brightness, double contrast, double saturation, double hue, boolean right) {
        return of(
                "augmentation = @Augmentation(colorJitter = @ColorJitter(brightness = " + text(brightness)
                        + ", contrast = " + text(contrast) + ", saturation = " + text(saturation) + ", hue = "
                        + text(hue) + "))",
                right,
                () -> augmented(new ColorJitter(brightness, contrast, saturation, hue)));
    }

    private static TrainingOptions augmented(Augmentation... augmentation) {
        return new TrainingOptions(5, 256, 0.05, 1).withAugmentation(augmentation);
    }

    private static Arguments epochs(int epochs, boolean right) {
        return of("epochs = " + epochs, right, () -> new TrainingOptions(epochs, 256, 0.05, 1));
    }

    private static Arguments batch(int size, boolean right) {
        return of("batchSize = " + size, right, () -> new TrainingOptions(5, size, 0.05, 1));
    }

    private static Arguments rate(double rate, boolean right) {
        return of("learningRate = " + text(rate), right, () -> new TrainingOptions(5, 256, rate, 1));
    }

    private static Arguments smoothing(double share, boolean right) {
        return of(
                "labelSmoothing = " + text(share),
                right,
                () -> new TrainingOptions(5, 256, 0.05, 1).withLabelSmoothing(share));
    }

    private static Arguments frozen(int stages, boolean right) {
        return of(
                "freezeStages = " + stages, right, () -> new TrainingOptions(5, 256, 0.05, 1).withFreezeStages(stages));
    }

    /** The network has one stage. */
    private static Arguments rates(double factor, boolean right) {
        return of(
                "stageRates = " + text(factor),
                right,
                () -> new TrainingOptions(5, 256, 0.05, 1).withStageRates(factor));
    }

    private static Arguments warmUp(int warmUp, int epochs, boolean right) {
        return of(
                "epochs = " + epochs + ", warmUpEpochs = " + warmUp,
                right,
                () -> options(epochs, 0.05, Sgd.PLAIN, WarmUp.before(new Constant(), warmUp)));
    }

    private static Arguments sgd(double momentum, boolean nesterov, double decay, boolean right) {
        return of(
                "sgd = @Sgd(momentum = " + text(momentum) + ", nesterov = " + nesterov + ", weightDecay = "
                        + text(decay) + ")",
                right,
                () -> options(5, 0.05, new Sgd(momentum, nesterov, decay), new Constant()));
    }

    /** Both kinds, which share their numbers. */
    private static Arguments adam(double beta1, double beta2, double epsilon, double decay, boolean right) {
        String values = "(beta1 = " + text(beta1) + ", beta2 = " + text(beta2) + ", epsilon = " + text(epsilon)
                + ", weightDecay = " + text(decay) + ")";
        boolean plain = Math.abs(beta1) > 0.5;
        return of(plain ? "adam = @Adam" + values : "adamW = @AdamW" + values, right, () -> {
            Optimizer optimizer =
                    plain ? new Adam(beta1, beta2, epsilon, decay) : new AdamW(beta1, beta2, epsilon, decay);
            return options(5, 0.05, optimizer, new Constant());
        });
    }

    private static Arguments lars(double momentum, double trust, double decay, boolean right) {
        return of(
                "lars = @Lars(momentum = " + text(momentum) + ", trust = " + text(trust) + ", weightDecay = "
                        + text(decay) + ")",
                right,
                () -> options(5, 0.05, new Lars(momentum, trust, decay), new Constant()));
    }

    private static Arguments step(int every, double factor, boolean right) {
        return of(
                "stepDecay = @StepDecay(everyEpochs = " + every + ", factor = " + text(factor) + ")",
                right,
                () -> options(5, 0.05, Sgd.PLAIN, new StepDecay(every, factor)));
    }

    private static Arguments cosine(double low, double rate, boolean right) {
        return of(
                "learningRate = " + text(rate) + ", cosine = @Cosine(low = " + text(low) + ")",
                right,
                () -> options(5, rate, Sgd.PLAIN, new Cosine(low)));
    }

    private static TrainingOptions options(int epochs, double rate, Optimizer optimizer, Schedule schedule) {
        TrainingOptions options = new TrainingOptions(epochs, 256, rate, 1)
                .withOptimizer(optimizer)
                .withSchedule(schedule);
        options.requireConsistent();
        return options;
    }

    private static Arguments of(String declared, boolean right, Supplier<TrainingOptions> runtime) {
        return Arguments.of(declared, right, runtime);
    }

    /** As Java's source has it. */
    private static String text(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        return Double.isInfinite(value) ? "Double.POSITIVE_INFINITY" : Double.toString(value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void compilerAndRuntimeAgree(String declared, boolean right, Supplier<TrainingOptions> runtime) {
        Compilation compiled = Compiler.javac()
                .withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Net", """
                        package acme;
                        import dev.stagecraft.dsl.*;
                        @ResidualNetwork(input = @Input(height = 28, width = 28, channels = 1))
                        @Stem
                        @ResidualStage(channels = 8, blocks = 1)
                        @Head(classes = 10)
                        @Training(%s)
                        class Net {}
                        """.formatted(declared)));
        assertEquals(right ? 0 : 1, compiled.errors().size(), compiled.errors().toString());
        assertEquals(right, isTaken(runtime));
    }

    private static boolean isTaken(Supplier<TrainingOptions> runtime) {
        try {
            assertNotNull(runtime.get());
            return true;
        } catch (BadInputException e) {
            return false;
        }
    }
}
