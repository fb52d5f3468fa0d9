package dev.stagecraft.processor.spec;

import java.util.List;

/**
 * A block of a developer's own.
 *
 * @param type qualified name of the type that declares it
 * @param declared whether that type carries {@code @ResidualBlock}
 * @param layers of the body, in the order they run
 * @param activateSum whether an activation follows the sum
 */
public record CustomBlockSpec(String type, boolean declared, List<LayerSpec> layers, boolean activateSum) {
    /** Copies the list. */
    public CustomBlockSpec {
        layers = List.copyOf(layers);
    }

    /** The type's own name. */
    public String simpleName() {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
