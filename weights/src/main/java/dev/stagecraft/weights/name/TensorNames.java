package dev.stagecraft.weights.name;

import dev.stagecraft.weights.name.NetworkLayers.Layer;
import dev.stagecraft.weights.name.NetworkLayers.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the variables of a network are called and how they are shaped in files of one vocabulary. */
public final class TensorNames {
    private static final String COUNTER = "num_batches_tracked";
    private static final List<Vocabulary> OF_OTHERS = List.of(Vocabulary.RESNET, Vocabulary.RESNET_V2);

    private final Vocabulary vocabulary;
    private final boolean known;
    private final List<Counterpart> counterparts = new ArrayList<>();
    private final List<String> counters = new ArrayList<>();
    private final List<Variable> unnamed = new ArrayList<>();

    private TensorNames(NetworkLayers network, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.known = Published.knows(network, vocabulary);
        if (vocabulary == Vocabulary.OWN) {
            network.layers().forEach(this::own);
        } else {
            Dialect dialect = Dialects.of(network, vocabulary);
            network.layers().forEach(layer -> add(layer, dialect));
        }
    }

    /**
     * The names of a network's variables in a vocabulary, as far as it has words for them.
     *
     * @param network whose variables are named
     */
    public static TensorNames of(NetworkLayers network, Vocabulary vocabulary) {
        return new TensorNames(network, vocabulary);
    }

    /**
     * The names that a file for others should have: those of torchvision or timm if one of them could have built the network,
     * Stagecraft's own otherwise.
     */
    public static TensorNames forOthers(NetworkLayers network) {
        return OF_OTHERS.stream()
                .map(vocabulary -> of(network, vocabulary))
                .filter(TensorNames::isPublished)
                .findFirst()
                .orElseGet(() -> of(network, Vocabulary.OWN));
    }

    private void own(Layer layer) {
        layer.variables()
                .forEach(variable -> counterparts.add(new Counterpart(
                        layer.name(),
                        variable.name(),
                        variable.shape(),
                        variable.name(),
                        variable.shape(),
                        Layout.SAME)));
    }

    private void add(Layer layer, Dialect dialect) {
        String theirs = dialect.theirs(layer.name()).orElse(null);
        Set<String> words = new HashSet<>();
        for (Variable variable : layer.variables()) {
            String word = variable.name().substring(variable.name().lastIndexOf('/') + 1);
            Words theirWord = Words.ofOurs(word).orElse(null);
            if (theirs == null || theirWord == null) {
                unnamed.add(variable);
                continue;
            }
            Layout layout = word.equals("kernel") ? dialect.kernel(layer.name()) : Layout.SAME;
            words.add(word);
            counterparts.add(new Counterpart(
                    layer.name(),
                    variable.name(),
                    variable.shape(),
                    theirs + "." + theirWord.theirs(),
                    layout.tensorShape(variable.shape()),
                    layout));
        }
        if (words.contains("moving_mean")) {
            counters.add(theirs + "." + COUNTER);
        }
    }

    /** Whose names these are. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Each variable that has a name, in the order of the layers. */
    public List<Counterpart> counterparts() {
        return List.copyOf(counterparts);
    }

    /**
     * The tensors that count the steps of each normalization, which PyTorch keeps as single I64 values. Files for others have
     * them; nothing in Stagecraft corresponds to them.
     */
    public List<String> counters() {
        return List.copyOf(counters);
    }

    /** The variables that the vocabulary has no words for. */
    public List<Variable> unnamed() {
        return List.copyOf(unnamed);
    }

    /**
     * Whether torchvision or timm could have built the network, so that a file of these names can be loaded there: every
     * variable has a name, and there are four stages of basic or bottleneck blocks without biases. Always true for
     * Stagecraft's own names.
     */
    public boolean isPublished() {
        return known && unnamed.isEmpty();
    }

    /** Whether a tensor counts the steps of a normalization. */
    public static boolean isCounter(String tensor) {
        return tensor.equals(COUNTER) || tensor.endsWith("." + COUNTER);
    }
}
