package dev.stagecraft.runtime.initial;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.bundle.SavedInitialWeights;
import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkVariables;
import dev.stagecraft.weights.file.WeightsFileException;
import dev.stagecraft.weights.match.WeightsReport;
import dev.stagecraft.weights.name.NetworkLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The first values of a network's variables from a place.
 *
 * @param weights where they are from
 * @param values by the names of the variables, in row-major order; variables that keep their own first values are missing
 */
public record FirstValues(InitialWeights weights, Map<String, float[]> values) {
    private static final String FILE = "model.safetensors";

    /**
     * Reads and checks everything before it returns.
     *
     * @param place a safetensors file, a folder with {@code model.safetensors}, a checkpoint, or a run, whose best checkpoint
     *     is taken
     * @param shapes of the network's variables, by their names
     * @param computes the fingerprint of what the network computes in evaluation, asked for only if a checkpoint has one
     * @throws BadInputException if there are no weights, or they cannot be read
     * @throws dev.stagecraft.runtime.checkpoint.WeightsRefusedException if they do not fit the network, or a value cannot be
     *     a weight; then nothing is loaded
     */
    public static FirstValues read(
            Path place, Network network, Map<String, List<Long>> shapes, Supplier<String> computes) {
        NetworkLayers layers = NetworkVariables.of(network, shapes);
        return from(
                place,
                file -> FileValues.read(file, network, layers),
                () -> CheckpointValues.read(place, network, layers, computes));
    }

    /**
     * Compares names and shapes, and reads no values.
     *
     * @param place as for {@link #read}
     * @param shapes of the network's variables, by their names
     * @throws BadInputException if there are no weights, or they cannot be read
     */
    public static WeightsReport compare(Path place, Network network, Map<String, List<Long>> shapes) {
        NetworkLayers layers = NetworkVariables.of(network, shapes);
        return from(place, file -> FileValues.compare(file, layers), () -> CheckpointValues.compare(place, layers));
    }

    private interface FromFile<T> {
        T read(Path file) throws IOException;
    }

    private static <T> T from(Path place, FromFile<T> file, Supplier<T> checkpoint) {
        try {
            if (Files.isDirectory(place)) {
                return isOfOurs(place) ? checkpoint.get() : file.read(place.resolve(FILE));
            }
            return file.read(place);
        } catch (NoSuchFileException e) {
            throw new BadInputException(
                    ForeignText.printed(place.toString()) + " does not exist"
                            + (Files.isDirectory(place) ? " as weights: the folder has no " + FILE : "")
                            + "; name a safetensors file, a folder with " + FILE + ", a run or a checkpoint",
                    e);
        } catch (IOException e) {
            throw new BadInputException(
                    ForeignText.printed(place.toString()) + " cannot be read ("
                            + ForeignText.printed(String.valueOf(e.getMessage())) + ")",
                    e);
        } catch (WeightsFileException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** As manifests store where they are from. */
    public SavedInitialWeights saved() {
        return new SavedInitialWeights(
                weights.file(), weights.sha256(), weights.license().orElse(null));
    }

    /** A folder of weights has none of ours in it, and a folder of ours no file of that name. */
    private static boolean isOfOurs(Path folder) {
        return !Files.exists(folder.resolve(FILE)) || Files.exists(folder.resolve(ManifestFile.NAME));
    }
}
