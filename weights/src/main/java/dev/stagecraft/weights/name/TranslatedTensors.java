package dev.stagecraft.weights.name;

import dev.stagecraft.weights.name.NetworkLayers.Variable;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tensors of a file in our words: what the variables of the network would be that the file was saved from.
 *
 * @param vocabulary that most of its names are of
 * @param variables by the name of the tensor, in the order of the file; tensors that the vocabulary has no words for are
 *     missing
 */
public record TranslatedTensors(Vocabulary vocabulary, Map<String, Variable> variables) {
    private static final Pattern OWN = Pattern.compile("(stem|stage\\d+|final|head)/.+");

    /** Copies the map. */
    public TranslatedTensors {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** Translates from the vocabulary that most names are of. */
    public static TranslatedTensors of(Collection<Tensor> tensors) {
        return of(tensors, Set.of());
    }

    /**
     * As {@link #of(Collection)}.
     *
     * @param ours names of variables, which are ours whatever their form: a network that is written by hand has any
     */
    public static TranslatedTensors of(Collection<Tensor> tensors, Set<String> ours) {
        return Stream.of(Vocabulary.values())
                .map(vocabulary -> from(vocabulary, tensors, ours))
                .max(Comparator.comparingInt((TranslatedTensors translated) ->
                                translated.variables().size())
                        // Of the first among equals.
                        .thenComparing(TranslatedTensors::vocabulary, Comparator.reverseOrder()))
                .orElseThrow();
    }

    private static TranslatedTensors from(Vocabulary vocabulary, Collection<Tensor> tensors, Set<String> ours) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        Dialect dialect = vocabulary == Vocabulary.OWN ? null : Dialects.of(tensors, vocabulary);
        for (Tensor tensor : tensors) {
            Optional<Variable> variable = dialect == null ? own(tensor, ours) : translated(tensor, dialect);
            variable.ifPresent(found -> variables.put(tensor.name(), found));
        }
        return new TranslatedTensors(vocabulary, variables);
    }

    private static Optional<Variable> own(Tensor tensor, Set<String> ours) {
        return ours.contains(tensor.name()) || OWN.matcher(tensor.name()).matches()
                ? Optional.of(new Variable(tensor.name(), tensor.shape()))
                : Optional.empty();
    }

    private static Optional<Variable> translated(Tensor tensor, Dialect dialect) {
        int dot = tensor.name().lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String word = tensor.name().substring(dot + 1);
        return dialect.ours(tensor.name().substring(0, dot))
                .flatMap(layer -> Words.ofTheirs(layer, word).map(words -> {
                    Layout layout = words.ours().equals("kernel") ? dialect.kernel(layer) : Layout.SAME;
                    return new Variable(layer + "/" + words.ours(), layout.variableShape(tensor.shape()));
                }));
    }
}
