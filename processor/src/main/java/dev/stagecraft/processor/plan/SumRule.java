package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.ShortcutKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
            mends.add(Message.FIX_EVEN_KERNELS.text(Map.of()));
            attribute = "custom";
        }
        if (stride != 1 && !strided && spec.shortcut().kind() != ShortcutKind.IDENTITY) {
            mends.add(Message.FIX_STRIDE.text("stride", stride));
            attribute = "custom";
        }
        if (spec.shortcut().kind() == ShortcutKind.IDENTITY && (step != 1 || left.channels() != input.channels())) {
            List<String> changes = new ArrayList<>();
            if (step != 1) {
                changes.add("stride = 1");
            }
            if (left.channels() != input.channels()) {
                changes.add(input.channels() + " output channels");
            }
            mends.add(Message.FIX_IDENTITY.text(
                    Map.of("input", input.toString(), "changes", String.join(" and ", changes))));
            attribute = left.channels() != input.channels() ? "channels" : "stride";
        }
        Origin origin = stage.at(attribute);
        section.require(
                false,
                () -> Message.SUM_DIFFERS
                        .at(origin)
                        .with("body", left)
                        .with("shortcut", right)
                        .with("bodyTrail", section.trail(body))
                        .with("shortcutTrail", section.trail(shortcut))
                        .with("fix", String.join("; and ", mends)));
    }

    private boolean evenKernelsShrink(Shape body, int step) {
        return spec.padding() == PaddingMode.SYMMETRIC
                && (body.height() != (input.height() + step - 1L) / step
                        || body.width() != (input.width() + step - 1L) / step);
    }
}
