package dev.stagecraft.processor.remedy;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.spec.NetworkSpec;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The candidates for every row of the catalogue that needs to be tried. */
public final class Remedies {
    private static final Map<Message, UnaryOperator<Candidates>> ROWS = Map.ofEntries(
            Map.entry(Message.AT_LEAST, Sizes::positive),
            Map.entry(Message.FROM_TO, Sizes::positive),
            Map.entry(Message.STAGE_STRIDE, Shapes::stride),
            Map.entry(Message.IMAGE_TOO_LARGE, TooLarge::image),
            Map.entry(Message.CHANNELS_TOO_MANY, TooLarge::part),
            Map.entry(Message.TENSOR_TOO_LARGE, each -> TooLarge.image(TooLarge.part(each))),
            Map.entry(Message.GROUP_VANISHES, Sizes::widerGroups),
            Map.entry(Message.WIDTH_NOT_WHOLE, Sizes::wholeWidths),
            Map.entry(Message.RATIO_TOO_LARGE, Sizes::smallerRatio),
            Map.entry(Message.WINDOW_DOES_NOT_FIT, Shapes::windows),
            Map.entry(Message.GROUPS_DO_NOT_DIVIDE, Shapes::groups),
            Map.entry(Message.SUM_DIFFERS, Shapes::sum),
            Map.entry(Message.CHANNELS_SHRINK, Sizes::neighbors),
            Map.entry(Message.PIXELS_SKIPPED, Shapes::pixels),
            Map.entry(Message.BLOCKS, Lengths::blocks),
            Map.entry(Message.LAYERS, Lengths::layers),
            Map.entry(Message.STAGES, Lengths::stages),
            Map.entry(Message.STEM_LENGTH, Lengths::stem),
            Map.entry(Message.BLOCK_LENGTH, Lengths::block));

    private Remedies() {}

    /** The problem with candidates for fixes beside those it has. */
    public static Problem of(Problem problem, NetworkSpec spec) {
        return ROWS.getOrDefault(problem.kind(), UnaryOperator.identity())
                .apply(new Candidates(problem, spec))
                .problem();
    }
}
