package dev.stagecraft.processor.read;

import java.util.Map;
import java.util.Set;

/** The names of our annotations; a test in {@code tests} holds them against the annotations themselves. */
public final class DslNames {
    /** The package of the annotations. */
    public static final String PACKAGE = "dev.stagecraft.dsl";

    /** The annotation that declares a network. */
    public static final String NETWORK = "ResidualNetwork";

    /** The annotation that declares a block. */
    public static final String BLOCK = "ResidualBlock";

    static final String STEM = "Stem";
    static final String STAGE = "ResidualStage";
    static final String STAGES = "ResidualStages";
    static final String HEAD = "Head";
    static final String FEATURES = "Features";
    static final String TRAINING = "Training";
    static final String BUDGET = "Budget";
    static final String LAYER = "Layer";
    static final String LAYERS = "Layers";

    /** The annotations that stand beside {@link #NETWORK} on a type. */
    public static final Set<String> PARTS = Set.of(STEM, STAGE, STAGES, HEAD, FEATURES, TRAINING, BUDGET);

    /** What containers hold: the compiler writes the containers, a developer only what is in them. */
    static final Map<String, String> CONTAINERS = Map.of(STAGES, STAGE, LAYERS, LAYER);

    /** The annotations that stand beside {@link #BLOCK} on a type. */
    public static final Set<String> BLOCK_PARTS = Set.of(LAYER, LAYERS);

    private DslNames() {}

    /** The qualified name of one of our annotations. */
    public static String qualified(String simpleName) {
        return PACKAGE + "." + simpleName;
    }
}
