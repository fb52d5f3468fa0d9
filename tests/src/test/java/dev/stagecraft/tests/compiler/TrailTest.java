package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How much of the way from the input to a fault is shown. */
class TrailTest {
    private static final Sources WRONG =
            Sources.with("channels = 16, blocks = 1", "channels = 16, blocks = 1, custom = Own.class");

    private static final String SUM =
            "[SC-SHAPE-02] Net, stage 2, block 1, sum: the body gives 7×7×16, the shortcut 8×8×16 ";

    /** Parts of the network, and of the block what changes a shape. */
    @Test
    void isShortByDefault() {
        String text = message();
        assertTrue(text.startsWith(SUM), text);
        assertTrue(text.contains("; shortcut: 16×16×8 → shortcut/conv 8×8×16 [(16 + 2·0 − 1) / 2 + 1 = 8])"), text);
        assertTrue(text.endsWith("(shapes so far: input 32×32×3 → stem 16×16×8 → stage 1 16×16×8)"), text);
        assertEquals(text, message("-Astagecraft.trail=short"));
    }

    @Test
    void isFullOnRequest() {
        String text = message("-Astagecraft.trail=full");
        assertTrue(text.startsWith(SUM), text);
        assertTrue(text.contains("[(16 + 2·0 − 1) / 2 + 1 = 8] → shortcut/norm 8×8×16)"), text);
        String block =
                " → stage1/block%1$d/conv1 16×16×8 → stage1/block%1$d/norm1 16×16×8 → stage1/block%1$d/relu1 16×16×8"
                        + " → stage1/block%1$d/conv2 16×16×8 → stage1/block%1$d/norm2 16×16×8 → stage1/block%1$d/sum 16×16×8"
                        + " → stage1/block%1$d/relu 16×16×8";
        assertTrue(
                text.endsWith(
                        "(shapes so far: input 32×32×3 → stem/conv 32×32×8 → stem/norm 32×32×8 → stem/relu 32×32×8"
                                + " → stem/pool 16×16×8" + block.formatted(1) + block.formatted(2)
                                + " → stage2/block1/conv1 8×8×16 → stage2/block1/conv2 7×7×16"
                                + " → stage2/block1/shortcut/conv 8×8×16 → stage2/block1/shortcut/norm 8×8×16)"),
                text);
    }

    private static String message(String... options) {
        Compilation compilation = javac().withProcessors(new StagecraftProcessor())
                .withOptions((Object[]) options)
                .compile(Sources.of(WRONG.plain() + """

                        @ResidualBlock
                        @Layer(value = LayerKind.CONVOLUTION, strided = true)
                        @Layer(value = LayerKind.CONVOLUTION, kernel = 2)
                        interface Own {}
                        """).file());
        assertEquals(1, compilation.errors().size(), compilation.errors().toString());
        return compilation.errors().get(0).getMessage(Locale.ROOT);
    }
}
