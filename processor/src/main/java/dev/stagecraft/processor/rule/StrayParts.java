package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.spec.Origin;
import java.util.List;

/** Parts, such as {@code @Stem}, on a type that does not declare the network or block they belong to. */
public final class StrayParts {
    private static final String NETWORK = "ResidualNetwork";
    private static final String EXAMPLE = "@ResidualNetwork(input = @Input(height = …, width = …, channels = …))";

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
        String all =
                last == 0 ? marked.get(0) : String.join(", ", marked.subList(0, last)) + " and " + marked.get(last);
        Problem problem = Message.STRAY_PART
                .at(Origin.of(parts.get(0)))
                .with("type", typeName)
                .with("parts", all)
                .with("owner", owner)
                .with("example", owner.equals(NETWORK) ? EXAMPLE : "@" + owner);
        return parts.size() == 1 ? problem.fix(Edit.remove(Origin.of(parts.get(0)))) : problem;
    }
}
