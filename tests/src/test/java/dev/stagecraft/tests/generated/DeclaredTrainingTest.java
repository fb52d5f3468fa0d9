package dev.stagecraft.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.dsl.Adam;
import dev.stagecraft.dsl.AdamW;
import dev.stagecraft.dsl.Augmentation;
import dev.stagecraft.dsl.ColorJitter;
import dev.stagecraft.dsl.Cosine;
import dev.stagecraft.dsl.Head;
import dev.stagecraft.dsl.Input;
import dev.stagecraft.dsl.Lars;
import dev.stagecraft.dsl.OneCycle;
import dev.stagecraft.dsl.RandomResizedCrop;
import dev.stagecraft.dsl.ResidualNetwork;
import dev.stagecraft.dsl.ResidualStage;
import dev.stagecraft.dsl.Sgd;
import dev.stagecraft.dsl.Stem;
import dev.stagecraft.dsl.StepDecay;
import dev.stagecraft.dsl.Training;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.PadAndCrop;
import dev.stagecraft.runtime.data.Rotation;
import dev.stagecraft.runtime.data.Shift;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Constant;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.WarmUp;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import dev.stagecraft.tests.SmallNet_PaperNetwork;
import org.junit.jupiter.api.Test;

/** What {@code @Training} declares is what the generated class says. */
class DeclaredTrainingTest {
    private static final dev.stagecraft.runtime.optimize.Sgd PLAIN = dev.stagecraft.runtime.optimize.Sgd.PLAIN;

    private static TrainingDefaults defaults(
            int epochs, int batchSize, double learningRate, Optimizer optimizer, Schedule schedule) {
        return TrainingDefaults.builder()
                .epochs(epochs)
                .batchSize(batchSize)
                .learningRate(learningRate)
                .optimizer(optimizer)
                .schedule(schedule)
                .build();
    }

    @Test
    void nothingDeclaredIsTheText() {
        assertEquals(defaults(5, 256, 0.05, PLAIN, new Constant()), new SmallNet_PaperNetwork().training());
    }

    @Test
    void numbersAlone() {
        assertEquals(
                defaults(2, 16, 0.5, PLAIN, new Constant()).withLabelSmoothing(0.1),
                new DeclaredTrainingTest_NumbersNetwork().training());
    }

    @Test
    void frozenPartsAndRates() {
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new Constant())
                        .withFreezeStem(true)
                        .withFreezeStages(1)
                        .withStageRates(0.25, 1.0),
                new DeclaredTrainingTest_FineTunedNetwork().training());
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new Constant()).withLinearProbe(true),
                new DeclaredTrainingTest_ProbeNetwork().training());
    }

    @Test
    void precision() {
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new Constant()).withPrecision(Precision.BFLOAT16),
                new DeclaredTrainingTest_MixedNetwork().training());
    }

    @Test
    void recompute() {
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new Constant()).withRecompute(Recompute.ALL),
                new DeclaredTrainingTest_RecomputedNetwork().training());
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new Constant()).withRecompute(Recompute.stages(2, 3)),
                new DeclaredTrainingTest_PartlyRecomputedNetwork().training());
    }

    @Test
    void momentumWithStepsAfterWarmUp() {
        assertEquals(
                defaults(
                        90,
                        256,
                        0.1,
                        new dev.stagecraft.runtime.optimize.Sgd(0.9, true, 1e-4),
                        new WarmUp(5, new dev.stagecraft.runtime.optimize.StepDecay(30, 0.1))),
                new DeclaredTrainingTest_MomentumNetwork().training());
    }

    @Test
    void adamAlone() {
        assertEquals(
                defaults(5, 256, 0.001, dev.stagecraft.runtime.optimize.Adam.DEFAULT, new Constant()),
                new DeclaredTrainingTest_AdamNetNetwork().training());
    }

    @Test
    void adamWWithCosine() {
        assertEquals(
                defaults(
                        5,
                        256,
                        0.001,
                        new dev.stagecraft.runtime.optimize.AdamW(0.8, 0.99, 1e-7, 0.05),
                        new dev.stagecraft.runtime.optimize.Cosine(1e-6)),
                new DeclaredTrainingTest_AdamWNetNetwork().training());
    }

    @Test
    void lars() {
        assertEquals(
                defaults(5, 256, 0.05, new dev.stagecraft.runtime.optimize.Lars(0.9, 0.01, 5e-4), new Constant()),
                new DeclaredTrainingTest_LarsNetNetwork().training());
    }

    @Test
    void warmUpAlone() {
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new WarmUp(1, new Constant())),
                new DeclaredTrainingTest_WarmUpNetNetwork().training());
    }

    @Test
    void oneCycleWithEveryAugmentationInItsOrder() {
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new dev.stagecraft.runtime.optimize.OneCycle(0.25, 10, 1e4))
                        .withAugmentation(
                                new dev.stagecraft.runtime.data.RandomResizedCrop(0.5, 1, 0.75, 4.0 / 3),
                                new Rotation(10),
                                new HorizontalFlip(),
                                new dev.stagecraft.runtime.data.ColorJitter(0.4, 0.3, 0.2, 0.1)),
                new DeclaredTrainingTest_AugmentedNetwork().training());
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new Constant()).withAugmentation(new Shift(0.1)),
                new DeclaredTrainingTest_ShiftedNetwork().training());
        assertEquals(
                defaults(5, 256, 0.05, PLAIN, new Constant()).withAugmentation(PadAndCrop.CIFAR),
                new DeclaredTrainingTest_PaddedNetwork().training());
    }

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 3))
    @Training(
            oneCycle = @OneCycle(rise = 0.25, startDivisor = 10),
            augmentation =
                    @Augmentation(
                            colorJitter = @ColorJitter(brightness = 0.4, contrast = 0.3, saturation = 0.2, hue = 0.1),
                            horizontalFlip = true,
                            rotation = 10,
                            randomResizedCrop = @RandomResizedCrop(smallest = 0.5)))
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface Augmented {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(augmentation = @Augmentation(shift = 0.1))
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface Shifted {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(augmentation = @Augmentation(padAndCrop = 0.125))
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface Padded {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(
            freezeStem = true,
            freezeStages = 1,
            stageRates = {0.25, 1})
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface FineTuned {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(precision = dev.stagecraft.dsl.Precision.BFLOAT16)
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface Mixed {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(recompute = true)
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 4, blocks = 1, recompute = true)
    @Head(classes = 10)
    interface Recomputed {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @ResidualStage(channels = 4, blocks = 1, stride = 1, recompute = true)
    @ResidualStage(channels = 4, blocks = 2, stride = 1, recompute = true)
    @Head(classes = 10)
    interface PartlyRecomputed {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(linearProbe = true)
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface Probe {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(epochs = 2, batchSize = 16, learningRate = 0.5, labelSmoothing = 0.1)
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface Numbers {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(
            epochs = 90,
            learningRate = 0.1,
            sgd = @Sgd(nesterov = true, weightDecay = 1e-4),
            warmUpEpochs = 5,
            stepDecay = @StepDecay)
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface Momentum {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(learningRate = 0.001, adam = @Adam)
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface AdamNet {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(
            learningRate = 0.001,
            adamW = @AdamW(beta1 = 0.8, beta2 = 0.99, epsilon = 1e-7, weightDecay = 0.05),
            cosine = @Cosine(low = 1e-6))
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface AdamWNet {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(lars = @Lars(trust = 0.01, weightDecay = 5e-4))
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface LarsNet {}

    @ResidualNetwork(input = @Input(height = 8, width = 8, channels = 1))
    @Training(warmUpEpochs = 1)
    @Stem(channels = 4)
    @ResidualStage(channels = 4, blocks = 1)
    @Head(classes = 10)
    interface WarmUpNet {}
}
