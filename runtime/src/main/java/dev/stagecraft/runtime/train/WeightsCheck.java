package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.initial.FirstValues;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkVariables;
import dev.stagecraft.runtime.step.EvaluationGraph;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.weights.file.SafetensorsFile;
import dev.stagecraft.weights.file.WeightsFileException;
import dev.stagecraft.weights.match.WeightsMatch;
import dev.stagecraft.weights.match.WeightsReport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the names and shapes of weights with a network, without reading values. */
public final class WeightsCheck {
    /** A head that is added to features, which are all that is compared. */
    private static final int ANY_CLASSES = 2;

    private static final String HEAD = "head/dense/";

    private WeightsCheck() {}

    /**
     * The report on a network and a file. It says whether the file can be loaded, but not whether its values can: NaN, infinity
     * and negative variances show only when they are read.
     *
     * @param network with a head, or one that ends in features
     * @param file a safetensors file; only its header is read
     * @throws BadInputException if the file cannot be read or is not a safetensors file, or if the network was generated for
     *     another version of the runtime
     */
    public static WeightsReport of(Backbone network, Path file) {
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            return WeightsMatch.of(NetworkVariables.of(network, shapes(network)), opened.entries());
        } catch (NoSuchFileException e) {
            throw new BadInputException(
                    ForeignText.printed(file.toString()) + " does not exist; name a safetensors file", e);
        } catch (IOException e) {
            throw new BadInputException(
                    ForeignText.printed(file.toString()) + " cannot be read ("
                            + ForeignText.printed(String.valueOf(e.getMessage())) + "); name a file that can be read",
                    e);
        } catch (WeightsFileException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * As {@link #of}, but for weights in every form that a network can begin with.
     *
     * @param place a safetensors file, a folder with {@code model.safetensors}, a checkpoint, or a run
     * @throws BadInputException if there are no such weights, they cannot be read, or the network was generated for another
     *     version of the runtime
     */
    public static WeightsReport ofPlace(Network network, Path place) {
        return FirstValues.compare(place, network, shapes(network));
    }

    private static Map<String, List<Long>> shapes(Backbone network) {
        boolean hasHead = network instanceof Network;
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        try (EvaluationGraph graph =
                EvaluationGraph.build(network instanceof Network whole ? whole : network.withHead(ANY_CLASSES))) {
            for (Variable variable : graph.variables()) {
                if (hasHead || !variable.name().startsWith(HEAD)) {
                    List<Long> sizes = new ArrayList<>();
                    for (long size : variable.shape().asArray()) {
                        sizes.add(size);
                    }
                    shapes.put(variable.name(), sizes);
                }
            }
        }
        return shapes;
    }
}
