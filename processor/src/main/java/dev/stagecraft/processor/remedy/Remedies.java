package dev.stagecraft.processor.remedy;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.spec.NetworkSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The candidates for every row of the catalogue that needs to be tried. */
public final class Remedies {
    private Remedies() {}

    /** The problem with candidates for fixes beside those it has. */
    public static Problem of(Problem problem, NetworkSpec spec) {
        Candidates candidates = new Candidates(problem, spec);
        Map<Message, UnaryOperator<Candidates>> rows = new EnumMap<>(Message.class);
        rows.put(Message.AT_LEAST, Sizes::positive);
        rows.put(Message.FROM_TO, Sizes::positive);
        rows.put(Message.STAGE_STRIDE, Shapes::stride);
        rows.put(Message.IMAGE_TOO_LARGE, Sizes::smallerImage);
        rows.put(Message.CHANNELS_TOO_MANY, Sizes::fewerChannels);
        rows.put(Message.TENSOR_TOO_LARGE, each -> Sizes.smallerImage(Sizes.fewerChannels(each)));
        rows.put(Message.GROUP_VANISHES, Sizes::widerGroups);
        rows.put(Message.WIDTH_NOT_WHOLE, Sizes::wholeWidths);
        rows.put(Message.RATIO_TOO_LARGE, Sizes::smallerRatio);
        rows.put(Message.WINDOW_DOES_NOT_FIT, Shapes::windows);
        rows.put(Message.GROUPS_DO_NOT_DIVIDE, Shapes::groups);
        rows.put(Message.SUM_DIFFERS, Shapes::sum);
        rows.put(Message.CHANNELS_SHRINK, Sizes::neighbors);
        rows.put(Message.PIXELS_SKIPPED, Shapes::pixels);
        rows.put(Message.BLOCKS, Lengths::blocks);
        rows.put(Message.LAYERS, Lengths::layers);
        rows.put(Message.STAGES, Lengths::stages);
        rows.put(Message.STEM_LENGTH, Lengths::stem);
        rows.put(Message.BLOCK_LENGTH, Lengths::block);
        return rows.getOrDefault(problem.kind(), each -> each).apply(candidates).problem();
    }
}
