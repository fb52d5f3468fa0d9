package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Code;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.ShortcutKind;
import java.util.ArrayList;
import java.util.List;

/** The two sides of a residual sum must agree; where they do not, what made them differ says what mends it. */
final class SumRule {
    private final NetworkSpec spec;
    private final BlockRecipe recipe;
    private final int stride;
    private final Shape input;

    SumRule(NetworkSpec spec, BlockRecipe recipe, int stride, Shape input) {
        this.spec = spec;
        this.recipe = recipe;
        this.stride = stride;
        this.input = input;
    }

    void check(SectionBuilder section, String body, String shortcut, Origin stage) {
        Shape left = section.shapeOf(body);
        Shape right = section.shapeOf(shortcut);
        if (left == null || right == null || left.equals(right)) {
            return;
        }
        List<String> mends = new ArrayList<>();
        String attribute = "channels";
        boolean strided = recipe.strided();
        int step = strided ? stride : 1;
        if (!left.equals(right) && evenKernelsShrink(left, step)) {
            mends.add("choose odd kernels, as symmetric padding gives an even one half a pixel less on every side, or"
                    + " padding = Padding.SAME");
            attribute = "custom";
        }
        if (stride != 1 && !strided && spec.shortcut().kind() != ShortcutKind.IDENTITY) {
            mends.add("let a convolution of the block carry the stride of " + stride + ", strided = true, or declare"
                    + " stride = 1");
            attribute = "custom";
        }
        if (spec.shortcut().kind() == ShortcutKind.IDENTITY && (step != 1 || left.channels() != input.channels())) {
            mends.add("let the block keep " + input + ", with "
                    + (step != 1 ? "stride = 1" + (left.channels() != input.channels() ? " and " : "") : "")
                    + (left.channels() != input.channels() ? input.channels() + " output channels" : "")
                    + ", or the shortcut be of the kind PROJECTION");
            attribute = left.channels() != input.channels() ? "channels" : "stride";
        }
        section.require(
                false,
                Code.SUM_DIFFERS,
                stage.at(attribute),
                "sum: the body gives " + left + ", the shortcut " + right + " (body: " + section.trail(body)
                        + "; shortcut: " + section.trail(shortcut) + "); " + String.join("; and ", mends));
    }

    private boolean evenKernelsShrink(Shape body, int step) {
        return spec.padding() == PaddingMode.SYMMETRIC
                && (body.height() != (input.height() + step - 1L) / step
                        || body.width() != (input.width() + step - 1L) / step);
    }
}
