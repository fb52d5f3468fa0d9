package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.tests.support.GeneratedFiles;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One declaration for each problem: how often it is reported, what is said, and exactly where. */
class DiagnosticsTest {
    private static final String STRIDED_BLUR = "@Layer(value = LayerKind.BLUR, strided = true)";

    /** A wrong declaration: its code, the source with the place marked, and words that the message must hold. */
    record Case(Code code, Sources source, List<String> says) {
        static Case of(Code code, Sources source, String... says) {
            return new Case(code, source, List.of(says));
        }

        @Override
        public String toString() {
            return code.id() + " " + says;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                // Values of annotations that stand once, of nested ones, and of repeated ones.
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("height = 32", "height = ▶0"),
                        "input: height is 0",
                        "at least 1"),
                Case.of(Code.OUT_OF_RANGE, Sources.with("kernel = 3", "kernel = ▶-3"), "stem: kernel is -3"),
                Case.of(Code.OUT_OF_RANGE, Sources.with("size = 3", "size = ▶0"), "stem, pool: size is 0"),
                Case.of(Code.OUT_OF_RANGE, Sources.with("kernel = 3", "kernel = ▶64"), "kernel is 64", "1 to 63"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("stride = 1,", "stride = ▶1025,"),
                        "stem: stride is 1025",
                        "1 to 1,024"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("size = 3", "size = ▶1_025"),
                        "stem, pool: size is 1025",
                        "1 to 1,024"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("stride = 2)", "stride = Integer▶.MAX_VALUE)"),
                        "stem, pool: stride is 2147483647"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("channels = 16, blocks = 1", "channels = 16, blocks = 1, stride = ▶65_536"),
                        "stage 2: stride is 65536",
                        "1 to 1,024, or left out"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        own("", "@Layer(value = LayerKind.CONVOLUTION, kernel = ▶64)"),
                        "Own, layer 1: kernel is 64; it must be from 1 to 63"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with(
                                "@Input(height = 32, width = 32, channels = 3)",
                                "@Input(height = 32, width = 32, channels = 3, mean = ▶{0.5, 0.5})"),
                        "input: mean is [0.5, 0.5]; it must be one number for each channel (3 here), or left out"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with(
                                "@Input(height = 32, width = 32, channels = 3)",
                                "@Input(height = 32, width = 32, channels = 3, mean = {▶123.675, 0.456, 0.406})"),
                        "input: mean of channel 1 is 123.675; it must be at least 0 and at most 1",
                        "divided by 255 first; did you mean 0.485?"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with(
                                "@Input(height = 32, width = 32, channels = 3)",
                                "@Input(height = 32, width = 32, channels = 3, deviation = {0.229, 0.224, ▶0})"),
                        "input: deviation of channel 3 is 0.0; it must be above 0 and at most 1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with(
                                "@Input(height = 32, width = 32, channels = 3)",
                                "@Input(height = 32, width = 32, channels = 3, resize = @Resize(mode = ResizeMode.CROP, share = ▶1.1))"),
                        "input: share is 1.1; it must be above 0 and at most 1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with(
                                "@Input(height = 32, width = 32, channels = 3)",
                                "@Input(height = 32, width = 32, channels = 3, resize = @Resize(share = ▶0.9))"),
                        "input: share is 0.9; it must be left out unless mode is CROP"),
                Case.of(
                        Code.OVERFLOW,
                        Sources.with(
                                "@Input(height = 32, width = 32, channels = 3)",
                                "▶@Input(height = 65_536, width = 65_536, channels = 1)"),
                        "input: an image of 65536×65536×1 has 4,294,967,296 values",
                        "at most 2,147,483,631"),
                // 24 · 89,478,485 = 2,147,483,640, and 2,147,483,631 = 3 · 715,827,877.
                Case.of(
                        Code.OVERFLOW,
                        Sources.with(
                                "@Input(height = 32, width = 32, channels = 3)",
                                "▶@Input(height = 24, width = 89_478_485, channels = 1)"),
                        "2,147,483,640 values"),
                Case.of(
                        Code.SINGLE_VALUE,
                        Sources.of(Sources.RIGHT
                                .replace("height = 32, width = 32", "height = 2, width = 2")
                                .replace("@Head", "@Training(batchSize = ▶1)\n@Head")),
                        "batchSize is 1, and stage1/block1/norm1 sees 1×1 pixels of 1 image",
                        "make batchSize at least 2"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("@MaxPool(size = 3, stride = 2)", "{@MaxPool(size = 3, stride = ▶0)}"),
                        "stem, pool: stride is 0"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("channels = 16, blocks = 1", "channels = ▶0, blocks = 1"),
                        "stage 2: channels is 0"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("channels = 8, blocks = 2)", "channels = 8, blocks = ▶0)"),
                        "stage 1: blocks is 0",
                        "from 1 to 10,000"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("channels = 16, blocks = 1", "channels = 16, blocks = 1, stride = ▶-1"),
                        "stage 2: stride is -1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("classes = 10", "classes = ▶1"),
                        "head: classes is 1",
                        "at least 2"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("channels = 3))", "channels = 3), norm = @BatchNorm(momentum = ▶1.0))"),
                        "norm: momentum is 1.0",
                        "below 1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("channels = 3))", "channels = 3), norm = @BatchNorm(epsilon = ▶1e-60))"),
                        "norm: epsilon is 1.0E-60"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("channels = 3))", "channels = 3), bottleneck = @Bottleneck(expansion = ▶0))"),
                        "bottleneck: expansion is 0"),
                Case.of(
                        Code.OVERFLOW,
                        Sources.of(Sources.RIGHT
                                .replace(
                                        "channels = 3))", "channels = 3), bottleneck = @Bottleneck(expansion = 90000))")
                                .replace(
                                        "channels = 16, blocks = 1",
                                        "channels = ▶90000, blocks = 1, block = Block.BOTTLENECK")),
                        "stage 2: a convolution would have 90000 · 90000 = 8,100,000,000 output channels"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("@Head", "@Training(learningRate = ▶0)\n@Head"),
                        "training: learningRate is 0.0"),
                Case.of(Code.OUT_OF_RANGE, training("epochs = ▶0"), "training: epochs is 0", "at least 1"),
                Case.of(Code.OUT_OF_RANGE, training("warmUpEpochs = ▶-1"), "warmUpEpochs is -1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("epochs = 3, warmUpEpochs = ▶3"),
                        "warmUpEpochs is 3",
                        "below the 3 epochs"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("sgd = @Sgd(momentum = ▶1)"),
                        "training, sgd: momentum is 1.0",
                        "below 1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("sgd = @Sgd(momentum = ▶0, nesterov = true)"),
                        "momentum is 0.0",
                        "Nesterov"),
                Case.of(Code.OUT_OF_RANGE, training("sgd = @Sgd(weightDecay = ▶-1)"), "sgd: weightDecay is -1.0"),
                Case.of(Code.OUT_OF_RANGE, training("adam = @Adam(beta1 = ▶1)"), "adam: beta1 is 1.0"),
                Case.of(Code.OUT_OF_RANGE, training("adam = @Adam(beta2 = ▶-0.5)"), "adam: beta2 is -0.5"),
                Case.of(Code.OUT_OF_RANGE, training("adamW = @AdamW(epsilon = ▶0)"), "adamW: epsilon is 0.0", "1e-8"),
                Case.of(Code.OUT_OF_RANGE, training("adamW = @AdamW(weightDecay = ▶-1)"), "adamW: weightDecay"),
                Case.of(Code.OUT_OF_RANGE, training("stepDecay = @StepDecay(everyEpochs = ▶0)"), "everyEpochs is 0"),
                Case.of(Code.OUT_OF_RANGE, training("stepDecay = @StepDecay(factor = ▶2)"), "factor is 2.0"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("learningRate = 0.1, cosine = @Cosine(low = ▶0.2)"),
                        "cosine: low is 0.2",
                        "at most the learningRate of 0.1"),
                Case.of(
                        Code.DOUBLED_PART,
                        training("sgd = @Sgd, adam = ▶@Adam"),
                        "2 optimizers are declared (sgd, adam)",
                        "keep one"),
                Case.of(Code.DOUBLED_PART, training("sgd = ▶{@Sgd, @Sgd}"), "2 optimizers are declared (sgd, sgd)"),
                Case.of(
                        Code.DOUBLED_PART,
                        training("stepDecay = @StepDecay, cosine = ▶@Cosine"),
                        "2 schedules are declared (stepDecay, cosine)"),
                Case.of(Code.OUT_OF_RANGE, training("oneCycle = @OneCycle(rise = ▶1)"), "oneCycle: rise is 1.0"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("oneCycle = @OneCycle(endDivisor = ▶0.5)"),
                        "oneCycle: endDivisor is 0.5; it must be at least 1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        augmentation("padAndCrop = ▶4"),
                        "training, augmentation: padAndCrop is 4.0; it must be above 0 and at most 1, or 0 for none"),
                Case.of(Code.OUT_OF_RANGE, augmentation("shift = ▶-0.1"), "augmentation: shift is -0.1"),
                Case.of(Code.OUT_OF_RANGE, augmentation("rotation = ▶360"), "augmentation: rotation is 360.0"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        augmentation("randomResizedCrop = @RandomResizedCrop(smallest = ▶0)"),
                        "training, augmentation, randomResizedCrop: smallest is 0.0"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        augmentation("randomResizedCrop = @RandomResizedCrop(smallest = 0.5, largest = ▶0.4)"),
                        "largest is 0.4; it must be at least the smallest of 0.5"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        augmentation("colorJitter = @ColorJitter(hue = ▶0.6)"),
                        "colorJitter: hue is 0.6"),
                Case.of(
                        Code.DOUBLED_PART,
                        augmentation("padAndCrop = 0.1, shift = ▶0.1"),
                        "training, augmentation: 2 crops and shifts are declared (padAndCrop, shift)"),
                Case.of(
                        Code.DOUBLED_PART,
                        augmentation("randomResizedCrop = @RandomResizedCrop, padAndCrop = ▶0.1"),
                        "2 crops and shifts are declared (randomResizedCrop, padAndCrop)"),
                Case.of(
                        Code.DOUBLED_PART,
                        augmentation("colorJitter = ▶{@ColorJitter(hue = 0.1), @ColorJitter(hue = 0.2)}"),
                        "2 color jitters are declared"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("freezeStages = ▶-1"),
                        "training: freezeStages is -1",
                        "at least 0"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("freezeStages = ▶3"),
                        "training: freezeStages is 3; it must be at most 2, the number of stages"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("stageRates = ▶{0.1, 0.5, 1}"),
                        "training: stageRates is [0.1, 0.5, 1.0]; it must be a list of 2 factors, one for each stage"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        training("stageRates = {0.1, ▶2}"),
                        "training: stageRates is 2.0; it must be above 0 and at most 1"),
                Case.of(
                        Code.CONTRADICTION,
                        training("linearProbe = ▶true, augmentation = @Augmentation(shift = 0.1)"),
                        "training: linearProbe and augmentation cannot be combined"),
                // A container that the developer wrote.
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with(
                                "@ResidualStage(channels = 8, blocks = 2)\n@ResidualStage(channels = 16, blocks = 1)",
                                "@ResidualStages({\n@ResidualStage(channels = 8, blocks = 2),\n"
                                        + "@ResidualStage(channels = ▶-16, blocks = 1)})"),
                        "stage 2: channels is -16"),
                // A default cannot be pointed at: what holds it is.
                Case.of(
                        Code.WINDOW_DOES_NOT_FIT,
                        Sources.of(Sources.RIGHT
                                .replace("height = 32", "height = 1")
                                .replace("size = 3", "size = ▶2")),
                        "stem, pool",
                        "1×32×8",
                        "(1 + 2·0 − 2) / 2 + 1"),
                Case.of(
                        Code.OVERFLOW,
                        Sources.with("channels = 16", "channels = ▶2000000000"),
                        "stage 2, block 1, conv1",
                        "2,147,483,647"),
                Case.of(Code.MISSING_PART, Sources.of(missing("@Head(classes = 10)\n")), "@Head is missing", "add"),
                Case.of(
                        Code.MISSING_PART,
                        Sources.of(missing("@ResidualStage(channels = 8, blocks = 2)\n@ResidualStage(channels = 16,"
                                + " blocks = 1)\n")),
                        "@ResidualStage is missing"),
                Case.of(
                        Code.STRAY_PART,
                        Sources.of("import dev.stagecraft.dsl.*;\n▶@Head(classes = 10)\nclass Net {}\n"),
                        "Net has @Head but no @ResidualNetwork"),
                Case.of(
                        Code.DOUBLED_PART,
                        Sources.with("pool = @MaxPool(size = 3, stride = 2)", "pool = ▶{@MaxPool, @MaxPool}"),
                        "2 pools are declared (@MaxPool, @MaxPool)",
                        "keep one"),
                Case.of(
                        Code.DOUBLED_PART,
                        network("squeezeExcitation = ▶{@SqueezeExcitation, @SqueezeExcitation(ratio = 4)}"),
                        "2 squeeze-and-excitations are declared (@SqueezeExcitation, @SqueezeExcitation)"),
                Case.of(Code.OUT_OF_RANGE, network("bottleneck = @Bottleneck(groups = ▶0)"), "groups is 0"),
                Case.of(Code.OUT_OF_RANGE, network("bottleneck = @Bottleneck(groupWidth = ▶-4)"), "groupWidth is -4"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("size = 3, stride = 2)", "size = ▶64, stride = 2), poolConvolution = true"),
                        "stem, pool: size is 64; it must be from 1 to 63"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        network("squeezeExcitation = @SqueezeExcitation(divisor = ▶-8)"),
                        "squeeze-and-excitation: divisor is -8; it must be at least 0; did you mean 8?"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        network("squeezeExcitation = @SqueezeExcitation(ratio = ▶0)"),
                        "squeeze-and-excitation: ratio is 0"),
                Case.of(Code.OUT_OF_RANGE, network("stochasticDepth = ▶1"), "stochasticDepth is 1.0", "below 1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("classes = 10", "classes = 10, dropout = ▶-0.5"),
                        "head: dropout is -0.5"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("stride = 1,", "stride = 1, before = {8, ▶0},"),
                        "stem: before is 0"),
                Case.of(
                        Code.CONTRADICTION,
                        Sources.with("@Head", "▶@Features\n@Head"),
                        "@Features and @Head cannot be combined; remove one"),
                Case.of(
                        Code.CONTRADICTION,
                        network("shortcut = @Shortcut(kind = ShortcutKind.NONE), stochasticDepth = ▶0.5"),
                        "stochasticDepth drops the bodies of blocks"),
                Case.of(
                        Code.CONTRADICTION,
                        network("shortcut = @Shortcut(kind = ShortcutKind.NONE), norm = @BatchNorm(zeroLast = ▶true)"),
                        "zeroLast makes every block equal its shortcut at first"),
                // javac points at the dot of a qualified name.
                Case.of(
                        Code.CONTRADICTION,
                        own("block = Block▶.BASIC, ", "@Layer(LayerKind.CONVOLUTION)"),
                        "stage 1: block and custom cannot be combined"),
                Case.of(
                        Code.CONTRADICTION,
                        own(
                                "",
                                "@Layer(value = LayerKind.CONVOLUTION, strided = true)\n"
                                        + "@Layer(value = LayerKind.CONVOLUTION, strided = ▶true)"),
                        "Own, layer 2: a second strided layer"),
                Case.of(
                        Code.CONTRADICTION,
                        own(
                                "",
                                "@Layer(value = LayerKind.CONVOLUTION, strided = true)\n"
                                        + STRIDED_BLUR.replace("true", "▶true")),
                        "Own, layer 2: a second strided layer"),
                Case.of(
                        Code.WINDOW_DOES_NOT_FIT,
                        low(own("stride = ▶2, ", "@Layer(LayerKind.CONVOLUTION)\n" + STRIDED_BLUR)),
                        "stage 1, block 1, blur1: a blur with reflected edges does not fit into 1×16×8: height and width"
                                + " must be at least 2; make strides smaller, or the input larger (shapes so far: input"
                                + " 1×32×3 → stem 1×16×8)"),
                Case.of(
                        Code.WINDOW_DOES_NOT_FIT,
                        low(own("▶", "", "@Layer(LayerKind.BLUR)\n@Layer(LayerKind.CONVOLUTION)")),
                        "stage 1, block 1, blur1: a blur with reflected edges does not fit into 1×16×8"),
                // The pool's stride is what asks for a blur; where it is 1, the next stage's is.
                Case.of(
                        Code.WINDOW_DOES_NOT_FIT,
                        low(Sources.of(
                                network("antialias = Antialias.BLUR").text().replace("stride = 2)", "stride = ▶2)"))),
                        "stem, blur: a blur with reflected edges does not fit into 1×32×8"),
                Case.of(
                        Code.WINDOW_DOES_NOT_FIT,
                        low(Sources.of(network("antialias = Antialias.BLUR")
                                .text()
                                .replace("stride = 2)", "stride = 1)")
                                .replace("channels = 16,", "channels = 16, stride = ▶3,"))),
                        "stage 2, block 1, blur1: a blur with reflected edges does not fit into 1×32×16"),
                Case.of(
                        Code.WINDOW_DOES_NOT_FIT,
                        Sources.of("package acme;\n\nimport dev.stagecraft.dsl.*;\n\n"
                                + "@ResidualNetwork(preset = Preset.RESNET_18, antialias = Antialias.BLUR,"
                                + " input = @Input(height = 33, width = ▶1))\nfinal class Net {}\n"),
                        "stem, blur: a blur with reflected edges does not fit into 17×1×64"),
                Case.of(
                        Code.WINDOW_DOES_NOT_FIT,
                        low(Sources.of(network("antialias = Antialias.AVERAGE_POOL")
                                .text()
                                .replace("size = 3, stride = 2)", "stride = ▶2)"))),
                        "stem, pool: an average pool of 2×2 without padding does not fit into 1×32×8; make strides smaller,"
                                + " or the input larger"),
                Case.of(
                        Code.WINDOW_DOES_NOT_FIT,
                        low(Sources.of(network("antialias = Antialias.AVERAGE_POOL")
                                .text()
                                .replace("stride = 2)", "stride = 1)")
                                .replace("channels = 16,", "channels = 16, stride = ▶3,"))),
                        "stage 2, block 1, pool1: an average pool of 3×3 without padding does not fit into 1×32×16"),
                Case.of(
                        Code.CONTRADICTION,
                        own(
                                "",
                                "@Layer(LayerKind.CONVOLUTION)\n@Layer(value = LayerKind.NORMALIZATION, strided = ▶true)"),
                        "Own, layer 2: strided applies only to CONVOLUTION and BLUR layers"),
                Case.of(
                        Code.NOT_A_BLOCK,
                        Sources.with("channels = 16,", "channels = 16, custom = String▶.class,"),
                        "stage 2: String is not a block: custom must name a type annotated with @ResidualBlock"),
                Case.of(
                        Code.NOT_A_BLOCK,
                        Sources.with("channels = 16,", "channels = 16, custom = int[]▶.class,"),
                        "stage 2: int[] is not a block"),
                Case.of(
                        Code.MISSING_PART,
                        Sources.of(own("", "@Layer(LayerKind.ACTIVATION)")
                                .plain()
                                .replace("@ResidualBlock", "▶@ResidualBlock")),
                        "Own: the block has no convolution"),
                Case.of(
                        Code.STRAY_PART,
                        Sources.of("import dev.stagecraft.dsl.*;\n▶@Layer(LayerKind.CONVOLUTION)\nclass Net {}\n"),
                        "Net has @Layer but no @ResidualBlock"),
                // Said of the block, and not once more of the network that uses it.
                Case.of(
                        Code.OUT_OF_RANGE,
                        own("", "@Layer(value = LayerKind.CONVOLUTION, kernel = ▶0)"),
                        "Own, layer 1: kernel is 0"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        own("", "@Layer(value = LayerKind.CONVOLUTION, width = ▶0)"),
                        "Own, layer 1: width is 0.0"),
                Case.of(
                        Code.WIDTH_VANISHES,
                        own("", "@Layer(value = LayerKind.CONVOLUTION, width = ▶0.3)"),
                        "stage 1: channels is 8",
                        "8 · 0.3 = 2.4"),
                // In doubles it is 7.700000000000001.
                Case.of(
                        Code.WIDTH_VANISHES,
                        Sources.of(own("", "@Layer(value = LayerKind.CONVOLUTION, width = ▶1.1)")
                                .text()
                                .replace("channels = 8, custom", "channels = 7, custom")),
                        "7 · 1.1 = 7.7 channels",
                        "choose another width, or other channels"),
                Case.of(
                        Code.WIDTH_VANISHES,
                        Sources.of(Sources.RIGHT
                                .replace("channels = 3))", "channels = 3), bottleneck = @Bottleneck(groupWidth = 4))")
                                .replace(
                                        "channels = 8, blocks = 2",
                                        "channels = ▶8, blocks = 2, block = Block.BOTTLENECK")),
                        "stage 1: channels is 8",
                        "8 · 4 / 64"),
                Case.of(
                        Code.WIDTH_VANISHES,
                        network("squeezeExcitation = @SqueezeExcitation(ratio = ▶32)"),
                        "stage 1, block 1, se/reduce: 8 channels / 32"),
                Case.of(
                        Code.GROUPS_DO_NOT_DIVIDE,
                        own("", "@Layer(value = LayerKind.CONVOLUTION, groups = ▶3)"),
                        "Net, stage 1, block 1, conv1: groups is 3, which does not divide 8 input and 8 output"
                                + " channels; choose other groups, or channels that 3 divides"),
                Case.of(
                        Code.CHANNELS_SHRINK,
                        Sources.of(Sources.RIGHT
                                .replace(
                                        "channels = 3))",
                                        "channels = 3), shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED))")
                                .replace("channels = 8, blocks = 2", "channels = ▶4, blocks = 2")),
                        "stage 1, block 1, shortcut/pad: the block takes 8 channels and gives 4"),
                Case.of(
                        Code.SUM_DIFFERS,
                        Sources.of(Sources.RIGHT
                                .replace(
                                        "channels = 3))",
                                        "channels = 3), shortcut = @Shortcut(kind = ShortcutKind.IDENTITY))")
                                .replace("channels = 16", "channels = ▶16")),
                        "stage 2, block 1, sum: the body gives 8×8×16, the shortcut 16×16×8",
                        "16×16×8 → conv1 8×8×16"),
                Case.of(
                        Code.SUM_DIFFERS,
                        own("▶", "", "@Layer(LayerKind.CONVOLUTION)", "shortcut = @Shortcut", "stride = 2, "),
                        "stage 1, block 1, sum: the body gives 16×16×8, the shortcut 8×8×8",
                        "shortcut/conv 8×8×8 [(16 + 2·0 − 1) / 2 + 1 = 8]",
                        "give the stride of 2 to a convolution of the block with strided = true",
                        "(shapes so far: input 32×32×3 → stem 16×16×8)"),
                Case.of(
                        Code.SUM_DIFFERS,
                        own("", "@Layer(value = LayerKind.CONVOLUTION, kernel = ▶2)"),
                        "conv1 15×15×8 [(16 + 2·0 − 2) / 1 + 1 = 15]",
                        "choose odd kernels"),
                Case.of(
                        Code.SUM_DIFFERS,
                        Sources.of(network("shortcut = @Shortcut(kind = ShortcutKind.IDENTITY)")
                                .plain()
                                .replace("channels = 16,", "channels = 8, stride = ▶2,")),
                        "let the block keep 16×16×8, with stride = 1, or"),
                Case.of(
                        Code.SUM_DIFFERS,
                        Sources.of(network("antialias = Antialias▶.AVERAGE_POOL")
                                .text()
                                .replace("size = 3, stride = 2", "stride = 2")
                                .replace("height = 32", "height = 34")),
                        "stage 2, block 1, sum: the body gives 8×8×16, the shortcut 9×8×16",
                        "choose another input size, because 2 must divide height and width before an average pool"),
                Case.of(
                        Code.MISSING_PART,
                        Sources.of("import dev.stagecraft.dsl.*;\n▶@ResidualNetwork\n@Stem\n@ResidualStage(channels ="
                                + " 8, blocks = 1)\n@Head(classes = 10)\nclass Net {}\n"),
                        "network: @Input is missing"),
                Case.of(
                        Code.MISSING_PART,
                        Sources.with("input = @Input(height = 32, ", "input = ▶@Input("),
                        "input: height is missing; add, for example, height = 28"),
                Case.of(
                        Code.MISSING_PART,
                        Sources.with("@Head(classes = 10)", "▶@Head"),
                        "head: classes is missing; add, for example, classes = 10"),
                Case.of(Code.OUT_OF_RANGE, Sources.with("kernel = 3", "kernel = ▶-3"), "did you mean 3?"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("classes = 10", "classes = 10, dropout = ▶50"),
                        "dropout is 50.0; it must be at least 0 and below 1; did you mean 0.5?"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.with("classes = 10", "classes = 10, dropout = ▶14.3"),
                        "did you mean 0.143?"),
                Case.of(Code.OUT_OF_RANGE, budget("parameters = ▶-1"), "budget: parameters is -1"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.of(Sources.RIGHT
                                .replace(
                                        "@Head", "@ResidualStage(channels = 16, blocks = 10_000)\n".repeat(2) + "@Head")
                                .replace("@ResidualNetwork", "▶@ResidualNetwork")),
                        "20,003 blocks in all"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.of(own("", "@Layer(LayerKind.CONVOLUTION)\n".repeat(200))
                                .plain()
                                .replace("blocks = 2)", "blocks = 501)")
                                .replace("@ResidualNetwork", "▶@ResidualNetwork")),
                        "100,200 layers of blocks of your own in all",
                        "at most 100,000"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.of(own("", "@Layer(LayerKind.CONVOLUTION)\n".repeat(200))
                                .plain()
                                .replace("blocks = 2)", "blocks = ▶10_001)")),
                        "stage 1: blocks is 10001; it must be from 1 to 10,000"),
                Case.of(
                        Code.OUT_OF_RANGE,
                        Sources.of(Sources.RIGHT.replace(
                                "@Head",
                                "@ResidualStage(channels = 16, blocks = 1, stride = 1)\n".repeat(98)
                                        + "▶@ResidualStage(channels = 16, blocks = 1)\n@Head")),
                        "stage 101: the network has 101 stages; at most 100 are allowed"),
                Case.of(
                        Code.OVERFLOW,
                        Sources.with("channels = 8, kernel = 3", "channels = 200_000, kernel = ▶63"),
                        "stem, conv: ",
                        "the kernel would have 63 · 63 · 3 · 200000 = 2,381,400,000 values"),
                Case.of(
                        Code.OVER_BUDGET,
                        budget("parameters = ▶6_449"),
                        "the network has 6,450 parameters; at most 6,449 are allowed",
                        "stage2/block1/conv2 (2,304), stage2/block1/conv1 (1,152), stage1/block1/conv1 (576)",
                        "or set parameters to at least 6450"),
                Case.of(
                        Code.OVER_BUDGET,
                        budget("multiplyAccumulates = ▶1"),
                        "multiply-accumulates for an image",
                        "stage1/block1/conv1"),
                Case.of(
                        Code.OVER_BUDGET,
                        budget("trainingBytes = ▶1_000, batchSize = 2"),
                        "bytes in a training step of 2 images",
                        "stem/conv"),
                Case.of(Code.NO_EFFECT, network("bottleneck = ▶@Bottleneck"), "no stage has bottleneck blocks"),
                Case.of(
                        Code.NO_EFFECT,
                        network("order = Order.PRE_ACTIVATION, norm = @BatchNorm(zeroLast = ▶true)"),
                        "a ReLU after it has no gradient at zero"),
                Case.of(
                        Code.NO_EFFECT,
                        network("shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED, norm = ▶false)"),
                        "norm applies only to projections"),
                Case.of(
                        Code.NO_EFFECT,
                        own(
                                "",
                                "",
                                "@Layer(LayerKind.CONVOLUTION)\n@Layer(value = LayerKind.NORMALIZATION, kernel = ▶3)"),
                        "Own, layer 2: kernel applies only to CONVOLUTION layers and is ignored here; remove it"),
                Case.of(
                        Code.NO_EFFECT,
                        own(
                                "",
                                "stride = ▶2, ",
                                "@Layer(LayerKind.CONVOLUTION)",
                                "shortcut = @Shortcut(kind = ShortcutKind.NONE)",
                                ""),
                        "stage 1: stride is 2, but neither a layer of Own nor the shortcut uses it"),
                Case.of(
                        Code.NO_EFFECT,
                        Sources.of(network("antialias = Antialias.AVERAGE_POOL")
                                .text()
                                .replace("size = 3, stride = 2", "size = ▶3, stride = 2")),
                        "stem: the size of the pool has no effect, because antialias = Antialias.AVERAGE_POOL"),
                Case.of(
                        Code.NO_EFFECT,
                        Sources.with("pool = @MaxPool(size = 3, stride = 2)", "pool = {}, poolConvolution = ▶true"),
                        "stem: poolConvolution puts a convolution in the place of the stem's pool, and there is none"),
                Case.of(Code.NO_EFFECT, Sources.with("@Head", "▶@Budget\n@Head"), "no limit is set"),
                Case.of(
                        Code.NO_EFFECT,
                        budget("parameters = 10_000, batchSize = ▶3"),
                        "batchSize applies only to trainingBytes"),
                Case.of(
                        Code.NO_EFFECT,
                        augmentation("colorJitter = ▶@ColorJitter"),
                        "the color jitter changes nothing; add, for example, brightness = 0.4"),
                Case.of(
                        Code.NO_EFFECT,
                        Sources.of(Sources.RIGHT
                                .replace("channels = 3", "channels = 1")
                                .replace(
                                        "@Head",
                                        "@Training(augmentation = @Augmentation(colorJitter ="
                                                + " @ColorJitter(brightness = 0.4, hue = ▶0.1)))\n@Head")),
                        "hue applies only to images of 3 channels, and the input has 1"),
                Case.of(
                        Code.PIXELS_PASSED_OVER,
                        Sources.with("kernel = 3, stride = 1", "kernel = 3, stride = ▶4"),
                        "stem: 495 of the 1,024 pixels of an image never influence the output"),
                // The window that skips them is the pool's.
                Case.of(
                        Code.PIXELS_PASSED_OVER,
                        Sources.of(Sources.RIGHT
                                .replace("kernel = 3", "kernel = 1")
                                .replace("@MaxPool(size = 3, stride = 2)", "@MaxPool(size = 1, stride = ▶2)")),
                        "stem: 768 of the 1,024 pixels of an image never influence the output"),
                Case.of(
                        Code.WRONG_TYPE,
                        Sources.of(type("enum Net {}")),
                        "Net is an enum; @ResidualNetwork requires a top-level or static nested class or interface"),
                Case.of(Code.WRONG_TYPE, Sources.of(type("@interface Net {}")), "Net is an annotation"),
                Case.of(Code.WRONG_TYPE, Sources.of(type("record Net() {}")), "Net is a record"),
                Case.of(Code.WRONG_TYPE, Sources.of(type("class Net<T> {}")), "type parameters"),
                Case.of(
                        Code.WRONG_TYPE,
                        Sources.of(nested("class Inner {}")),
                        "Inner is an inner class; declare it static"),
                Case.of(
                        Code.WRONG_TYPE,
                        Sources.of(nested("private static class Hidden {}")),
                        "Hidden is private, so that"),
                Case.of(
                        Code.NAME_TAKEN,
                        Sources.of(type("class Net {}") + "class NetNetwork {}\n"),
                        "acme.NetNetwork",
                        "rename"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void problemIsReportedOnceAtItsPlace(Case wrong) {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(wrong.source().file());
        ImmutableList<Diagnostic<? extends JavaFileObject>> errors =
                wrong.code().isWarning() ? compilation.warnings() : compilation.errors();
        assertEquals(
                1, compilation.diagnostics().size(), compilation.diagnostics().toString());
        assertEquals(1, errors.size(), wrong + ": " + compilation.diagnostics());
        Diagnostic<? extends JavaFileObject> error = errors.get(0);
        String text = error.getMessage(Locale.ROOT);
        assertTrue(text.startsWith("[" + wrong.code().id() + "] "), text);
        wrong.says().forEach(words -> assertTrue(text.contains(words), text));
        assertAll(
                () -> assertTrue(error.getSource().getName().endsWith("Net.java"), error.toString()),
                () -> assertEquals(wrong.source().line(), error.getLineNumber(), error.toString()),
                () -> assertEquals(wrong.source().column(), error.getColumnNumber(), error.toString()));
    }

    /** Doubles round: 0.29 of 100 is 28.999999999999996 in them. */
    @ParameterizedTest
    @CsvSource({
        "0.29, 100, 29",
        "0.57, 100, 57",
        "1.1, 100, 110",
        "2.3, 10, 23",
        "0.1, 30, 3",
        "1.0 / 3, 96, 32",
        "2.0 / 3, 96, 64",
        "0.00000001, 100000000, 1"
    })
    void productWithinRoundingIsThatNumber(String width, int channels, int out) throws IOException {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(own("", "@Layer(value = LayerKind.CONVOLUTION, kernel = 1, width = " + width + ")")
                        .plainFile("channels = 8, custom", "channels = " + channels + ", custom"));
        assertEquals(List.of(), compilation.errors());
        String table = GeneratedFiles.text(compilation, StandardLocation.CLASS_OUTPUT, "acme/NetNetwork.layers.json");
        assertTrue(
                table.contains(
                        "{\"name\": \"stage1/block1/conv1\", \"kind\": \"conv2d\", \"output\": [16, 16, " + out + "]"),
                table);
    }

    @ParameterizedTest
    @CsvSource({"0.2900001, 100, 29.00001", "1.1, 15, 16.5", "0.333333, 96, 31.999968", "1e-9, 96, 0.000000096"})
    void productThatIsNoneIsPrintedAsItWasWritten(String width, int channels, String product) {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(own("", "@Layer(value = LayerKind.CONVOLUTION, width = " + width + ")")
                        .plainFile("channels = 8, custom", "channels = " + channels + ", custom"));
        assertEquals(1, compilation.errors().size(), compilation.errors().toString());
        String text = compilation.errors().get(0).getMessage(Locale.ROOT);
        assertTrue(text.contains(" = " + product + " channels"), text);
    }

    /** What stands at a limit is as good as anything below it, and a single pixel may be projected with a stride. */
    @Test
    void limitsThemselvesAreAllowed() {
        String limits = Sources.RIGHT
                .replace("height = 32, width = 32", "height = 1, width = 1")
                .replace("kernel = 3, stride = 1", "kernel = 63, stride = 1024")
                .replace("size = 3, stride = 2", "size = 1023, stride = 1024")
                .replace("channels = 16, blocks = 1", "channels = 16, blocks = 1, stride = 1024");
        for (String source : List.of(limits, limits.replace("stride = 1024)\n@Head", "stride = 2)\n@Head"))) {
            assertEquals(
                    List.of(),
                    javac().withProcessors(new StagecraftProcessor())
                            .compile(JavaFileObjects.forSourceString("acme.Net", source))
                            .diagnostics());
        }
    }

    /** A step of one image is right where every normalization sees two pixels, and one pixel where it sees two images. */
    @ParameterizedTest
    @CsvSource({"1, 5, 9, true", "2, 1, 1, true", "1, 1, 1, false", "1, 2, 2, false"})
    void singleValueIsOneOfAWholeStep(int batch, int height, int width, boolean right) {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(Sources.of(Sources.RIGHT
                                .replace("height = 32, width = 32", "height = " + height + ", width = " + width)
                                .replace("@Head", "@Training(batchSize = " + batch + ")\n@Head"))
                        .file());
        assertEquals(
                right ? 0 : 1,
                compilation.diagnostics().size(),
                compilation.diagnostics().toString());
    }

    @Test
    void everyCodeThatADeclarationCanCauseHasACase() {
        Set<Code> shown = cases().map(Case::code).collect(Collectors.toCollection(TreeSet::new));
        // Our own faults cannot be declared; options, class paths and files are none of a declaration.
        Set<Code> others = Set.of(
                Code.INTERNAL,
                Code.UNKNOWN_OPTION,
                Code.NOT_SET_UP,
                Code.NAME_TOO_LONG,
                Code.NOT_WRITTEN,
                Code.WEIGHTS_DIFFER,
                Code.WEIGHTS_NOT_READ);
        assertEquals(
                Set.of(),
                Stream.of(Code.values())
                        .filter(code -> !shown.contains(code) && !others.contains(code))
                        .collect(Collectors.toSet()));
    }

    @Test
    void allProblemsOfATypeComeInOneCompile() {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString(
                        "acme.Net",
                        Sources.RIGHT
                                .replace("height = 32", "height = 0")
                                .replace("kernel = 3", "kernel = 0")
                                .replace("channels = 16", "channels = 0")
                                .replace("classes = 10", "classes = 0")));
        assertEquals(4, compilation.errors().size(), compilation.errors().toString());
    }

    /** A rule that fails takes away its part alone. */
    @Test
    void wrongValueHidesNoFaultOfShapeBeforeIt() {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString(
                        "acme.Net",
                        Sources.RIGHT
                                .replace(
                                        "channels = 3))",
                                        "channels = 3), shortcut = @Shortcut(kind ="
                                                + " ShortcutKind.IDENTITY), bottleneck = @Bottleneck(groups = 0))")
                                .replace("channels = 8, blocks = 2", "channels = 4, blocks = 2")
                                .replace("@Head", """
                                        @ResidualStage(channels = 16, blocks = 0)
                                        @ResidualStage(channels = 16, blocks = 1, block = Block.BOTTLENECK)
                                        @Head""")));
        assertEquals(
                List.of("SC-RANGE-01", "SC-RANGE-01", "SC-SHAPE-02"),
                compilation.errors().stream()
                        .map(error -> error.getMessage(Locale.ROOT).replaceAll("\\[(.*?)\\].*", "$1"))
                        .sorted()
                        .toList());
    }

    @Test
    void valueThatDoesNotCompileIsLeftToTheCompiler() {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .compile(Sources.with("classes = 10", "classes = TEN").file());
        assertEquals(1, compilation.errors().size(), compilation.errors().toString());
        assertTrue(compilation.errors().get(0).getMessage(Locale.ROOT).contains("TEN"));
    }

    /** The right network with a further attribute of its own. */
    private static Sources network(String attribute) {
        return Sources.with("channels = 3))", "channels = 3), " + attribute + ")");
    }

    /** Of images one pixel high. */
    private static Sources low(Sources sources) {
        return Sources.of(sources.text().replace("height = 32", "height = 1"));
    }

    /** The right network, its first stage made of a block of the developer's own. */
    private static Sources own(String attributes, String layers) {
        return Sources.of(Sources.RIGHT.replace(
                        "channels = 8, blocks = 2", attributes + "channels = 8, custom = Own.class, blocks = 2")
                + "\n@ResidualBlock\n" + layers + "\ninterface Own {}\n");
    }

    /** The same, with the mark before the name of the block, and a further attribute of the network. */
    private static Sources own(String mark, String attributes, String layers, String network, String more) {
        return Sources.of(own(attributes + more, layers)
                .text()
                .replace("custom = Own.class", "custom = Own" + mark + ".class")
                .replace("channels = 3))", "channels = 3), " + network + ")"));
    }

    private static Sources own(String mark, String attributes, String layers) {
        return own(mark, attributes, layers, "order = Order.POST_ACTIVATION", "");
    }

    private static Sources budget(String limits) {
        return Sources.with("@Head", "@Budget(" + limits + ")\n@Head");
    }

    private static Sources augmentation(String attributes) {
        return training("augmentation = @Augmentation(" + attributes + ")");
    }

    private static Sources training(String attributes) {
        return Sources.with("@Head", "@Training(" + attributes + ")\n@Head");
    }

    private static String missing(String part) {
        if (!Sources.RIGHT.contains(part)) {
            throw new IllegalArgumentException(part);
        }
        return Sources.RIGHT.replace(part, "").replace("@ResidualNetwork", "▶@ResidualNetwork");
    }

    private static String type(String declaration) {
        return Sources.RIGHT
                .replace("final class Net {}", declaration)
                .replace("@ResidualNetwork", "▶@ResidualNetwork");
    }

    private static String nested(String declaration) {
        String annotated = type(declaration);
        int start = annotated.indexOf("▶");
        return annotated.substring(0, start) + "class Net {\n" + annotated.substring(start) + "}\n";
    }
}
