package dev.stagecraft.weights.name;

import java.util.List;
import java.util.Optional;

/**
 * The last words of names: what a layer's variables are called here and in files of PyTorch.
 *
 * @param ours such as {@code kernel}
 * @param theirs such as {@code weight}
 * @param normalizes whether it is of a normalization
 */
record Words(String ours, String theirs, boolean normalizes) {
    private static final List<Words> ALL = List.of(
            new Words("kernel", "weight", false),
            new Words("bias", "bias", false),
            new Words("gamma", "weight", true),
            new Words("beta", "bias", true),
            new Words("moving_mean", "running_mean", true),
            new Words("moving_variance", "running_var", true));

    static Optional<Words> ofOurs(String word) {
        return ALL.stream().filter(each -> each.ours.equals(word)).findFirst();
    }

    /** The one of a layer, as we name the layer. */
    static Optional<Words> ofTheirs(String layer, String word) {
        boolean normalizes = isNormalization(layer);
        return ALL.stream()
                .filter(each -> each.normalizes == normalizes && each.theirs.equals(word))
                .findFirst();
    }

    static boolean isNormalization(String layer) {
        return layer.substring(layer.lastIndexOf('/') + 1).startsWith("norm");
    }
}
