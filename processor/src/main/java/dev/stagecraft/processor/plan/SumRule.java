package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.plan.BlockRecipe.EvenKernel;
import dev.stagecraft.processor.plan.BlockRecipe.Growth;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.ShortcutKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The two sides of a residual sum must agree; where they do not, what made them differ says what mends it. */
final class SumRule {
    private static final Origin KIND =
            Origin.of("ResidualNetwork").at("shortcut").at("kind");

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
        List<Mend> mends = mends(left, stage);
        Origin origin = mends.isEmpty()
                ? stage.at("channels")
                : mends.get(mends.size() - 1).origin();
        Edit[] edits = mends.stream().flatMap(mend -> mend.edits().stream()).toArray(Edit[]::new);
        section.require(false, () -> {
            Problem problem = Message.SUM_DIFFERS
                    .at(origin)
                    .otherwiseAt(KIND)
                    .with("body", left)
                    .with("growth", growth())
                    .with("shortcut", right)
                    .with("bodyTrail", section.trail(body))
                    .with("shortcutTrail", section.trail(shortcut))
                    .with("fix", mends.stream().map(Mend::words).collect(Collectors.joining("; and ")));
            return edits.length > 0 ? problem.fix(edits) : problem;
        });
    }

    private List<Mend> mends(Shape left, Origin stage) {
        List<Mend> mends = new ArrayList<>();
        boolean strided = recipe.strided();
        int step = strided ? stride : 1;
        if (isSmaller(left, step)) {
            mends.add(leavesPixelsOut() ? wholeWindows() : evenKernels(stage));
        }
        if (stride != 1 && !strided && !isIdentity()) {
            mends.add(new Mend(
                    Message.FIX_STRIDE.text("stride", stride),
                    stage.at("custom"),
                    List.of(Edit.set(stage.at("stride"), 1))));
        }
        if (isIdentity() && (step != 1 || left.channels() != input.channels())) {
            mends.add(identity(step, left, stage));
        }
        return mends;
    }

    private boolean isIdentity() {
        return spec.shortcut().kind() == ShortcutKind.IDENTITY;
    }

    private String growth() {
        return recipe.growth().isNone()
                ? ""
                : Message.GROWTH.text(
                        Map.of("factors", recipe.growth().factors(), "channels", String.valueOf(recipe.channels())));
    }

    /** Only the sizes of images make the sides agree; a built-in block has no even kernels. */
    private boolean leavesPixelsOut() {
        return stride != 1 && recipe.averages();
    }

    private Mend wholeWindows() {
        return new Mend(
                Message.FIX_WHOLE_WINDOWS.text("stride", stride),
                Origin.of("ResidualNetwork").at("antialias"),
                List.of());
    }

    private Mend evenKernels(Origin stage) {
        List<Edit> edits = recipe.evenKernels().stream()
                .map(kernel -> Edit.set(kernel.origin(), kernel.size() - 1))
                .toList();
        Origin first = recipe.evenKernels().stream()
                .map(EvenKernel::origin)
                .findFirst()
                .orElse(stage.at("custom"));
        return new Mend(Message.FIX_EVEN_KERNELS.text(Map.of()), first, edits);
    }

    /** An identity takes nothing but the shape it has: what the block changes is to go, each by the value that changes it. */
    private Mend identity(int step, Shape left, Origin stage) {
        List<String> changes = new ArrayList<>();
        List<Edit> edits = new ArrayList<>();
        Origin origin = stage.at("stride");
        if (step != 1) {
            changes.add("stride = 1");
            edits.add(Edit.set(origin, 1));
        }
        if (left.channels() != input.channels()) {
            Growth growth = recipe.growth();
            OptionalInt channels = growth.channelsFor(input.channels());
            boolean factorIsTheCause = growth.channels() == input.channels() || channels.isEmpty();
            origin = factorIsTheCause ? growth.origin() : stage.at("channels");
            if (factorIsTheCause) {
                changes.add(growth.attribute() + " = 1");
                edits.add(Edit.set(growth.origin(), 1));
            }
            int right = factorIsTheCause ? input.channels() : channels.getAsInt();
            if (growth.channels() != right) {
                changes.add("channels = " + right);
                edits.add(Edit.set(stage.at("channels"), right));
            }
        }
        return new Mend(
                Message.FIX_IDENTITY.text(Map.of("input", input.toString(), "changes", String.join(" and ", changes))),
                origin,
                edits);
    }

    /**
     * What makes the two sides agree, as far as one cause is concerned.
     *
     * @param words of the message
     * @param origin the value that it changes first of all
     * @param edits that do it
     */
    private record Mend(String words, Origin origin, List<Edit> edits) {}

    /** What symmetric padding of even kernels, or a pool without padding, takes away. */
    private boolean isSmaller(Shape body, int step) {
        return spec.padding() == PaddingMode.SYMMETRIC
                && (body.height() != (input.height() + step - 1L) / step
                        || body.width() != (input.width() + step - 1L) / step);
    }
}
