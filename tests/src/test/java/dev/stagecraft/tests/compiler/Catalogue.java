package dev.stagecraft.tests.compiler;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.tests.support.Sources;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every code of the processor, explained with a wrong declaration and a fixed one. {@code docs/diagnostics.md} is written
 * from it, with the messages that the processor gives.
 */
final class Catalogue {
    private Catalogue() {}

    /**
     * One code.
     *
     * @param code the kind of problem
     * @param explanation as Markdown
     * @param wrong a source with the place of the problem marked
     * @param mended what the message suggests, done
     * @param options of the compiler; the mended source is compiled without
     */
    record Entry(Code code, String explanation, Sources wrong, Sources mended, List<String> options) {
        @Override
        public String toString() {
            return code.id();
        }
    }

    static List<Entry> entries() {
        return Stream.of(types(), parts(), values(), shapes(), rest())
                .flatMap(s -> s)
                .toList();
    }

    private static Stream<Entry> types() {
        return Stream.of(
                entry(Code.WRONG_TYPE, """
                        The annotated type is an enum, a record or an annotation, is private or inside a private type, is an inner class,
                        has type parameters, or is declared in a compact source file, whose class other sources cannot name. Compilers do
                        not show a class inside a method to processors. Nothing is generated for such a class. The first message is then the
                        compiler's own, about the missing generated class.
                        """, marked("final class Net {}", "enum Net {}"), Sources.of(Sources.RIGHT)),
                entry(
                        Code.NAME_TAKEN,
                        """
                        The network of `com.acme.Net` is generated as `com.acme.NetNetwork`, and that of a nested `Outer.Net` as
                        `Outer_NetNetwork`. The layer table is next to it, as in `NetNetwork.layers.json`. One of these names is taken:
                        another type or a package has it, another network is generated under it, or another processor wrote such a file.
                        """,
                        marked("final class Net {}", "final class Net {}\n\nclass NetNetwork {}"),
                        Sources.with("final class Net {}", "final class Net {}\n\nclass OtherNetwork {}")));
    }

    private static Stream<Entry> parts() {
        return Stream.of(
                entry(Code.MISSING_PART, """
                        A network needs an input, `@Stem`, at least one `@ResidualStage`, and `@Head` or `@Features`. With a preset each of
                        these may be left out. A block of your own needs a convolution.
                        """, marked("@Head(classes = 10)\n", ""), Sources.of(Sources.RIGHT)),
                entry(
                        Code.STRAY_PART,
                        "A type has parts of a network without `@ResidualNetwork`, or `@Layer`s without `@ResidualBlock`.\n",
                        Sources.of(
                                "package acme;\n\nimport dev.stagecraft.dsl.*;\n\n▶@Head(classes = 10)\nclass Net {}\n"),
                        Sources.of("package acme;\n\nclass Net {}\n")),
                entry(
                        Code.DOUBLED_PART,
                        """
                        `@Stem(pool = …)` and `squeezeExcitation` take one annotation, or `{}` for none. `@Training` takes at most one
                        optimizer (`sgd`, `adam`, `adamW` or `lars`) and at most one schedule (`stepDecay`, `cosine` or `oneCycle`).
                        `@Augmentation` takes at most one of `randomResizedCrop`, `padAndCrop` and `shift`, and at most one
                        `colorJitter`.
                        """,
                        Sources.with("pool = @MaxPool(size = 3, stride = 2)", "pool = ▶{@MaxPool, @MaxPool}"),
                        Sources.with("pool = @MaxPool(size = 3, stride = 2)", "pool = @MaxPool")),
                entry(Code.CONTRADICTION, """
                        Two declared things are each right by themselves, but cannot be combined: `@Features` and `@Head`, `block` and
                        `custom` of a stage, two strided layers in a block, or a value that needs a shortcut and blocks without one.
                        """, Sources.with("@Head", "▶@Features\n@Head"), Sources.of(Sources.RIGHT)),
                entry(
                        Code.NO_EFFECT,
                        """
                        A warning. A declared value changes nothing, so the network is not what the declaration suggests.
                        """,
                        network("bottleneck = ▶@Bottleneck(expansion = 2)"),
                        Sources.of(network("bottleneck = @Bottleneck(expansion = 2)")
                                .plain()
                                .replace("blocks = 1", "blocks = 1, block = Block.BOTTLENECK"))),
                entry(
                        Code.NOT_A_BLOCK,
                        "`@ResidualStage(custom = …)` must name a type that has `@ResidualBlock` and `@Layer`s.\n",
                        own("String▶.class", ""),
                        own("Own.class", LAYERS)));
    }

    private static Stream<Entry> values() {
        return Stream.of(
                entry(
                        Code.OUT_OF_RANGE,
                        """
                        A value is outside the range that its annotation's documentation gives. Strides and pools of more than 1,024
                        pixels and kernels of more than 63 are refused: not far above these limits, TensorFlow ends the process or never
                        ends a step.
                        """,
                        Sources.with("channels = 16", "channels = ▶-16"),
                        Sources.of(Sources.RIGHT)),
                entry(
                        Code.OVERFLOW,
                        """
                        A kernel would have more than 2,147,483,647 values, or an output for one image would, together with its padding. Or
                        an image itself has more than 2,147,483,631 values, so that not even a batch of one image can be built.
                        """,
                        Sources.with("channels = 16", "channels = ▶2000000000"),
                        Sources.of(Sources.RIGHT)),
                entry(
                        Code.WIDTH_VANISHES,
                        """
                        Some widths are in proportion to a stage's channels: a bottleneck's groups (`groupWidth`), a layer's `width`, and
                        the narrow layer of squeeze-and-excitation. A layer's `width` times the channels of the stage must be a whole number
                        of at least 1, apart from the rounding of doubles (0.29 times 100 counts as 29). The other two are rounded down, and
                        must then be at least 1.
                        """,
                        network("squeezeExcitation = @SqueezeExcitation(ratio = ▶16)"),
                        network("squeezeExcitation = @SqueezeExcitation(ratio = 8)")));
    }

    private static Stream<Entry> shapes() {
        return Stream.of(
                entry(
                        Code.WINDOW_DOES_NOT_FIT,
                        """
                        The window of a convolution or pool is larger than the padded image under it. With odd windows, `(size − 1) / 2`
                        pixels are padded on every side, and the window always fits. With even windows the padding is half a pixel less on
                        every side, and the window may not fit. A blur reflects the image at its edges and needs at least 2 pixels in height
                        and in width. An average pool that makes feature maps smaller has no padding and needs at least one whole window.
                        """,
                        Sources.of(Sources.RIGHT
                                .replace("height = 32", "height = 1")
                                .replace("size = 3", "size = ▶2")),
                        Sources.of(Sources.RIGHT.replace("height = 32", "height = 1"))),
                entry(
                        Code.SUM_DIFFERS,
                        """
                        The two sides of a residual sum have different shapes. Causes are a shortcut that is an identity although the block
                        changes size or channels, a block of your own without a strided layer, or one with an even kernel. The message shows
                        how each side came to its shape, and how to fix the cause.
                        """,
                        Sources.of(network("shortcut = @Shortcut(kind = ShortcutKind.IDENTITY)")
                                .plain()
                                .replace("channels = 16", "channels = ▶16")),
                        network("shortcut = @Shortcut(kind = ShortcutKind.PROJECTION)")),
                entry(
                        Code.GROUPS_DO_NOT_DIVIDE,
                        "The groups of a convolution divide its input and output channels; both numbers must be multiples of `groups`.\n",
                        own("Own.class", LAYERS.replace("strided = true", "strided = true, groups = ▶3")),
                        own("Own.class", LAYERS.replace("strided = true", "strided = true, groups = 4"))),
                entry(
                        Code.CHANNELS_SHRINK,
                        "A zero-padded shortcut (He 2015, option A) adds channels of zeros; it cannot remove channels.\n",
                        Sources.of(network("shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED)")
                                .plain()
                                .replace("channels = 16", "channels = ▶4")),
                        network("shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED)")),
                entry(
                        Code.PIXELS_PASSED_OVER,
                        """
                        A warning. The processor follows the windows of all operations from the output back to the input. Pixels that it
                        does not reach never influence the output. Windows smaller than their stride skip pixels. An even window may also
                        skip pixels at the end of an image: a 2×2 pool with stride 2 skips the last of 7 pixels. Images with a side of more
                        than 65,536 pixels are not examined.
                        """,
                        Sources.with("kernel = 3, stride = 1", "kernel = 3, stride = ▶4"),
                        Sources.with("kernel = 3, stride = 1", "kernel = 3, stride = 3")),
                entry(
                        Code.SINGLE_VALUE,
                        """
                        `@Training` declares steps of one image, and a normalization sees only one pixel of it. Batch normalization
                        subtracts the mean of each channel. A single value is its own mean, so every image turns into the same zeros and
                        nothing is learned.
                        """,
                        Sources.of(Sources.RIGHT
                                .replace("height = 32, width = 32", "height = 2, width = 2")
                                .replace("@Head", "@Training(batchSize = ▶1)\n@Head")),
                        Sources.of(Sources.RIGHT
                                .replace("height = 32, width = 32", "height = 2, width = 2")
                                .replace("@Head", "@Training(batchSize = 2)\n@Head"))));
    }

    private static Stream<Entry> rest() {
        return Stream.of(
                entry(
                        Code.OVER_BUDGET,
                        """
                        The network costs more than its `@Budget` allows. The message names the most expensive layers. The bytes of a
                        training step are an estimate; the Javadoc of `@Budget` has the exact formula. It counts 16 bytes for each weight,
                        and 4 bytes for each value that the optimizer keeps and for each moving statistic. For each image of a batch it
                        counts 4 bytes for every value of the image, 4 bytes for every value that is stored for the backward pass, and 8
                        bytes for every value of the largest feature map.
                        """,
                        Sources.with("@Head", "@Budget(parameters = ▶5_000)\n@Head"),
                        Sources.with("@Head", "@Budget(parameters = 6_450)\n@Head")),
                new Entry(
                        Code.UNKNOWN_OPTION,
                        """
                        A warning. The processor has four options: `-Astagecraft.svg=true` writes a drawing of each network next to its
                        class; `-Astagecraft.trail=full` shows every operation before a fault; `-Astagecraft.fixes=FILE` writes [fixes for
                        editors](#fixes-for-editors); `-Astagecraft.weights.NAME=FILE` compares a [file of weights](weights.md#checked-while-compiling)
                        with the network of that name. The same code warns if the file of fixes cannot be written, or if NAME is
                        not a network.
                        """,
                        Sources.of(Sources.RIGHT),
                        Sources.of(Sources.RIGHT),
                        List.of("-Astagecraft.svgs=true")));
    }

    private static final String LAYERS =
            "@Layer(value = LayerKind.CONVOLUTION, strided = true)\n@Layer(LayerKind.NORMALIZATION)";

    private static Entry entry(Code code, String explanation, Sources wrong, Sources mended) {
        return new Entry(code, explanation, wrong, mended, List.of());
    }

    /** The right network with a part replaced, and the mark on the network's annotation. */
    private static Sources marked(String part, String replacement) {
        return Sources.of(Sources.with(part, replacement).plain().replace("@ResidualNetwork", "▶@ResidualNetwork"));
    }

    private static Sources network(String attribute) {
        return Sources.with("channels = 3))", "channels = 3), " + attribute + ")");
    }

    private static Sources own(String type, String layers) {
        String block = layers.isEmpty() ? "" : "\n@ResidualBlock\n" + layers + "\ninterface Own {}\n";
        return Sources.of(
                Sources.RIGHT.replace("(channels = 8, blocks = 2", "(channels = 8, custom = " + type + ", blocks = 2")
                        + block);
    }
}
