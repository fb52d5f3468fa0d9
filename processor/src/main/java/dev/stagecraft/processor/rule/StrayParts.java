package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.spec.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts, such as {@code @Stem}, on a type that does not declare the network or block they belong to. */
public final class StrayParts {
    private static final String NETWORK = "ResidualNetwork";
    private static final String EXAMPLE = "@ResidualNetwork(input = @Input(height = …, width = …, channels = …))";

    /** The same with sizes that compile. */
    private static final String FITTING = "@ResidualNetwork(input = @Input(height = 28, width = 28, channels = 1))";

    private StrayParts() {}

    /**
     * The problem of such a type.
     *
     * @param parts in the order they stand, one or more
     * @param owner the annotation that should stand beside them
     */
    public static Problem of(String typeName, List<String> parts, String owner) {
        List<String> marked = parts.stream().distinct().map(part -> "@" + part).toList();
        int last = marked.size() - 1;
        String named =
                last == 0 ? marked.get(0) : String.join(", ", marked.subList(0, last)) + " and " + marked.get(last);
        Problem problem = Message.STRAY_PART
                .at(Origin.of(parts.get(0)))
                .with("type", typeName)
                .with("parts", named)
                .with("owner", owner)
                .with("example", owner.equals(NETWORK) ? EXAMPLE : "@" + owner);
        Map<String, Integer> seen = new HashMap<>();
        Edit[] all = parts.stream()
                .map(part -> Edit.remove(Origin.of(part, seen.merge(part, 1, Integer::sum) - 1)))
                .toArray(Edit[]::new);
        return problem.fix(Edit.add(owner.equals(NETWORK) ? FITTING : "@" + owner))
                .fix(all);
    }
}
