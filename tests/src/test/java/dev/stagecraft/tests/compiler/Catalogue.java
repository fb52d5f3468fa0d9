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
                        The annotated type is an enum, a record or an annotation, is private or inside a private type, is an inner
                        class, has type parameters, or is declared in a compact source file, whose class other sources cannot name. The
                        compiler shows no processor a class inside a method: nothing is generated for it, and the first message is the
                        compiler's own, about the missing generated class.
                        """, marked("final class Net {}", "enum Net {}"), Sources.of(Sources.RIGHT)),
                entry(
                        Code.NAME_TAKEN,
                        """
                        The network of `com.acme.Net` is generated as `com.acme.NetNetwork`, that of a nested `Outer.Net` as
                        `Outer_NetNetwork`, with a file `NetNetwork.layers.json` beside it. Another type has that name, another network is
                        generated under it, a package has that name, or another processor wrote such a file.
                        """,
                        marked("final class Net {}", "final class Net {}\n\nclass NetNetwork {}"),
                        Sources.with("final class Net {}", "final class Net {}\n\nclass OtherNetwork {}")));
    }

    private static Stream<Entry> parts() {
        return Stream.of(
                entry(Code.MISSING_PART, """
                        A network needs an input, `@Stem`, at least one `@ResidualStage`, and `@Head` or `@Features`; with a preset each may
                        be left out. A block of your own needs a convolution.
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
                        `@Stem(pool = …)` and `squeezeExcitation` take one annotation, or `{}` for none. `@Training` takes one
                        optimizer (`sgd`, `adam` or `adamW`) and one schedule (`stepDecay` or `cosine`).
                        """,
                        Sources.with("pool = @MaxPool(size = 3, stride = 2)", "pool = ▶{@MaxPool, @MaxPool}"),
                        Sources.with("pool = @MaxPool(size = 3, stride = 2)", "pool = @MaxPool")),
                entry(Code.CONTRADICTION, """
                        Two things that are right by themselves cannot be combined: `@Features` and `@Head`, `block` and `custom` of a
                        stage, a second strided layer in a block, and what needs a shortcut where there is none.
                        """, Sources.with("@Head", "▶@Features\n@Head"), Sources.of(Sources.RIGHT)),
                entry(
                        Code.NO_EFFECT,
                        """
                        A warning. A value was written that changes nothing, so that the network is not what its reader takes it for.
                        """,
                        network("bottleneck = ▶@Bottleneck(expansion = 2)"),
                        Sources.of(network("bottleneck = @Bottleneck(expansion = 2)")
                                .plain()
                                .replace("blocks = 1", "blocks = 1, block = Block.BOTTLENECK"))),
                entry(
                        Code.NOT_A_BLOCK,
                        "`@ResidualStage(custom = …)` names a type that carries `@ResidualBlock` and its `@Layer`s.\n",
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
                        A kernel or an output, with its padding, would hold more than 2,147,483,647 values for one image, or an image
                        itself more than 2,147,483,631, which no batch can hold.
                        """,
                        Sources.with("channels = 16", "channels = ▶2000000000"),
                        Sources.of(Sources.RIGHT)),
                entry(
                        Code.WIDTH_VANISHES,
                        """
                        Some widths are in proportion to a stage's channels: a bottleneck's groups (`groupWidth`), a layer's `width`, and
                        the narrow layer of squeeze-and-excitation. The product must be a whole number, apart from the rounding of
                        doubles (0.29 times 100 counts as 29), or at least 1 where it is rounded down.
                        """,
                        network("squeezeExcitation = @SqueezeExcitation(ratio = ▶16)"),
                        network("squeezeExcitation = @SqueezeExcitation(ratio = 8)")));
    }

    private static Stream<Entry> shapes() {
        return Stream.of(
                entry(
                        Code.WINDOW_DOES_NOT_FIT,
                        """
                        The window of a convolution or pool is larger than the padded image under it. Odd windows are padded by
                        `(size − 1) / 2` pixels on every side and always fit; even ones get half a pixel less on every side and may not.
                        A blur reflects the image at its edges and needs at least 2 pixels in height and in width.
                        """,
                        Sources.of(Sources.RIGHT
                                .replace("height = 32", "height = 1")
                                .replace("size = 3", "size = ▶2")),
                        Sources.of(Sources.RIGHT.replace("height = 32", "height = 1"))),
                entry(
                        Code.SUM_DIFFERS,
                        """
                        The two sides of a residual sum have different shapes: an identity where the block changes size or channels, a
                        block of your own without a strided layer, or one with an even kernel. The message shows how each side came to its
                        shape, and how to fix the cause.
                        """,
                        Sources.of(network("shortcut = @Shortcut(kind = ShortcutKind.IDENTITY)")
                                .plain()
                                .replace("channels = 16", "channels = ▶16")),
                        network("shortcut = @Shortcut(kind = ShortcutKind.PROJECTION)")),
                entry(
                        Code.GROUPS_DO_NOT_DIVIDE,
                        "The channels that go into a convolution and those that come out are divided into groups of whole channels.\n",
                        own("Own.class", LAYERS.replace("strided = true", "strided = true, groups = ▶3")),
                        own("Own.class", LAYERS.replace("strided = true", "strided = true, groups = 4"))),
                entry(
                        Code.CHANNELS_SHRINK,
                        "A zero-padded shortcut (He 2015, option A) adds channels of zeros; it cannot take channels away.\n",
                        Sources.of(network("shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED)")
                                .plain()
                                .replace("channels = 16", "channels = ▶4")),
                        network("shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED)")),
                entry(
                        Code.PIXELS_PASSED_OVER,
                        """
                        A warning. Every operation's receptive field is followed from the output back to the input; pixels that no path
                        reaches change nothing, whatever they show. Windows narrower than their stride skip pixels, and so does the
                        end of an image that an even window does not divide. Images with a side of more than 65,536 pixels are not
                        examined.
                        """,
                        Sources.with("kernel = 3, stride = 1", "kernel = 3, stride = ▶4"),
                        Sources.with("kernel = 3, stride = 1", "kernel = 3, stride = 3")),
                entry(
                        Code.SINGLE_VALUE,
                        """
                        `@Training` declares steps of one image, and a normalization sees one pixel of it. Batch normalization subtracts each
                        channel's mean. A single value is its own mean, so every image becomes the same zeros and nothing is learned.
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
                        The network costs more than its `@Budget` allows; the most expensive layers are named. The bytes of a training step
                        are an estimate, whose formula stands in the annotation's documentation: 16 bytes for each weight, 4 for each
                        of the optimizer's values and each moving statistic, and for each image 4 bytes for every value of the image, of
                        what is kept for the backward pass, and twice of the largest feature map.
                        """,
                        Sources.with("@Head", "@Budget(parameters = ▶5_000)\n@Head"),
                        Sources.with("@Head", "@Budget(parameters = 6_450)\n@Head")),
                new Entry(
                        Code.UNKNOWN_OPTION,
                        """
                        A warning. `-Astagecraft.svg=true` writes a drawing of each network beside its class; `-Astagecraft.trail=full` shows
                        every operation before a fault; `-Astagecraft.fixes=FILE` writes [fixes for editors](#fixes-for-editors). There are no
                        other options. The same code warns where that file cannot be written.
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
