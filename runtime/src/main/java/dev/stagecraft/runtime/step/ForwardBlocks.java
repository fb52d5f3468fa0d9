package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.host.Links;
import dev.stagecraft.runtime.setting.Recompute;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/**
 * The blocks of a forward pass that are computed again. Only what follows from the fed images belongs to a block: variables are
 * read once, because a step may change them on the way.
 */
final class ForwardBlocks {
    /** A block in the names of operations; the group is the number of its stage. */
    private static final Pattern BLOCK = Pattern.compile("(?:^|/)stage([1-9]\\d{0,8})/block[1-9]\\d{0,8}(?=/)");

    private final Map<String, BlockOperations> byName = new LinkedHashMap<>();
    private final Map<GraphOperation, BlockOperations> blocks = new HashMap<>();

    /** Operations whose values follow from the fed images. */
    private final Set<GraphOperation> fed = new HashSet<>();

    private final Takers takers;

    ForwardBlocks(Graph graph, Forward forward, Recompute which) {
        List<GraphOperation> operations = forward.operations(graph);
        takers = new Takers(operations);
        Map<GraphOperation, GraphOperation> declared = new HashMap<>();
        forward.replaced()
                .forEach((original, copy) -> declared.put((GraphOperation) copy.op(), (GraphOperation) original.op()));
        for (GraphOperation operation : operations) {
            if (isFedAnew(operation)) {
                fed.add(operation);
                block(declared.getOrDefault(operation, operation), which)
                        .or(() -> blockOfCast(operation))
                        .ifPresent(block -> {
                            block.add(operation);
                            blocks.put(operation, block);
                        });
            }
        }
    }

    private boolean isFedAnew(GraphOperation operation) {
        return operation.type().equals("Placeholder")
                || Links.inputs(operation).stream().anyMatch(this::isFed);
    }

    private Optional<BlockOperations> block(GraphOperation operation, Recompute which) {
        Matcher matcher = BLOCK.matcher(operation.name());
        if (!matcher.find()) {
            return Optional.empty();
        }
        int stage = Integer.parseInt(matcher.group(1));
        return which.covers(stage)
                ? Optional.of(byName.computeIfAbsent(matcher.group(), name -> new BlockOperations(name, stage)))
                : Optional.empty();
    }

    /** Casts that were added for another precision stand where their value comes from. */
    private Optional<BlockOperations> blockOfCast(GraphOperation operation) {
        return operation.type().equals("Cast")
                ? Optional.ofNullable(
                        blocks.get((GraphOperation) operation.input(0).op()))
                : Optional.empty();
    }

    /** In the order of the graph. */
    Collection<BlockOperations> blocks() {
        return byName.values();
    }

    BlockOperations block(String name) {
        return Objects.requireNonNull(byName.get(name));
    }

    /** Whether a value follows from the fed images. */
    boolean isFed(Output<?> output) {
        return fed.contains((GraphOperation) output.op());
    }

    /** Which operations of the forward pass take a value. */
    Takers takers() {
        return takers;
    }
}
