package dev.stagecraft.runtime.profile;

import dev.stagecraft.runtime.network.LayerTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells from the name of an operation where it belongs. The name holds that of the layer, with dots or slashes, after the
 * scopes of the pass that added the operation: {@code gradients/bfloat16.stage1.block1.conv1.filter} belongs to {@code
 * stage1/block1/conv1}. TensorFlow puts scopes of its own before the names of operations that it changed.
 */
final class OperationPlaces {
    /** The row of the operations that prepare the images. */
    static final String INPUT = "input";

    private static final String LOSS = "loss";
    private static final String OTHER = "other";

    /** The scope of the loss. */
    private static final String TRAINING = "training";

    private static final Set<String> BACKWARD = Set.of("gradients", "recomputed");
    private static final Set<String> UPDATE = Set.of("update", "update_guard", "optimizer", "train_step");

    private final Set<String> layers;
    private final Set<String> scopes;
    private final Map<String, OperationPlace> known = new HashMap<>();

    private OperationPlaces(Set<String> layers, Set<String> scopes) {
        this.layers = layers;
        this.scopes = scopes;
    }

    static OperationPlaces of(List<LayerTable.Layer> table) {
        Set<String> layers = new HashSet<>();
        Set<String> scopes = new HashSet<>();
        for (LayerTable.Layer layer : table) {
            layers.add(layer.name());
            for (int end = layer.name().indexOf('/');
                    end > 0;
                    end = layer.name().indexOf('/', end + 1)) {
                scopes.add(layer.name().substring(0, end));
            }
        }
        return new OperationPlaces(layers, scopes);
    }

    /** Where the operation of a name belongs. */
    OperationPlace of(String operation) {
        return known.computeIfAbsent(operation, this::find);
    }

    private OperationPlace find(String operation) {
        List<String> words = List.of(operation.replace('.', '/').split("/"));
        for (int first = 0; first < words.size(); first++) {
            Optional<String> row = row(words.subList(first, words.size()));
            if (row.isPresent()) {
                return new OperationPlace(part(words.subList(0, first)), row.get());
            }
        }
        // The last word is the name of the operation itself.
        List<String> before = words.subList(0, words.size() - 1);
        return new OperationPlace(
                part(words), before.contains(TRAINING) ? LOSS : before.contains(INPUT) ? INPUT : OTHER);
    }

    /** The longest name of a layer that the words begin with, else that of the innermost scope. */
    private Optional<String> row(List<String> words) {
        List<String> begun = new ArrayList<>();
        String path = "";
        for (String word : words) {
            path = path.isEmpty() ? word : path + "/" + word;
            begun.add(path);
            if (!scopes.contains(path)) {
                break;
            }
        }
        String innermost = begun.get(begun.size() - 1);
        for (int end = innermost.length();
                end > innermost.lastIndexOf('/');
                end = innermost.lastIndexOf('_', end - 1)) {
            if (layers.contains(innermost.substring(0, end))) {
                return Optional.of(innermost.substring(0, end));
            }
        }
        return begun.size() > 1
                ? Optional.of(begun.get(begun.size() - 2))
                : Optional.of(innermost).filter(scopes::contains);
    }

    private static StepPart part(List<String> before) {
        if (before.stream().anyMatch(UPDATE::contains)) {
            return StepPart.UPDATE;
        }
        return before.stream().anyMatch(BACKWARD::contains) ? StepPart.BACKWARD : StepPart.FORWARD;
    }
}
