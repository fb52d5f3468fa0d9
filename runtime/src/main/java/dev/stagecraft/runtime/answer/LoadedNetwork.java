package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.bundle.Newest;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Chosen;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.ComputeThreads;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.io.ClassNames;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.serve.ServingSession;
import dev.stagecraft.runtime.serve.WeightTensors;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.state.SavedWeights;
import dev.stagecraft.runtime.step.EvaluationGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A network with the weights of a checkpoint, ready to answer.
 *
 * @param chosen the checkpoint
 * @param network what it was saved from
 * @param preprocessing with the resizing that it was saved with
 * @param classNames a name for each class
 * @param serving the caller closes it
 * @param runs how it may be used
 */
record LoadedNetwork(
        Chosen chosen,
        Network network,
        Preprocessing preprocessing,
        List<String> classNames,
        ServingSession serving,
        Runs runs) {
    private static final int COLORS = 3;

    private static final String USE = "use ";

    /** Gives the network for a checkpoint. */
    interface Networks {
        Network of(Path checkpoint, Manifest manifest);
    }

    /** Makes something of a checkpoint and its network. */
    interface Loading<T> {
        T of(Chosen chosen, Manifest manifest, Network network);
    }

    static LoadedNetwork of(Path place, ClassifierOptions options, Networks networks) {
        boolean many = options.goal() == Goal.THROUGHPUT;
        if (many && options.device().isEmpty()) {
            // To look for a GPU, TensorFlow already makes its threads.
            ComputeThreads.requireRuns(Runs.cores());
        }
        Device device = options.device().orElseGet(() -> Device.choose(Device.Preference.AUTO));
        boolean low = options.precision() == Precision.BFLOAT16;
        if (low && device.isGpu()) {
            throw new BadInputException(
                    "precision is bfloat16, which answers on a CPU only, but the device is a GPU; use --device cpu, or"
                            + " --precision float32");
        }
        Runs runs = Runs.of(options, device);
        try (Ahead ahead = new Ahead()) {
            return read(
                    place,
                    (folder, manifest) -> {
                        ahead.begin(folder, manifest);
                        return networks.of(folder, manifest);
                    },
                    (chosen, manifest, network) -> {
                        if (many && !device.isGpu()) {
                            ComputeThreads.requireRuns(runs.atOnce());
                        }
                        return of(chosen, manifest, network, device, low, ahead, runs);
                    });
        }
    }

    /** The weights that are being read; those of a checkpoint that was removed meanwhile make way for those of the next. */
    private static final class Ahead implements AutoCloseable {
        private @Nullable WeightsAhead reading;

        void begin(Path folder, Manifest manifest) {
            close();
            reading = WeightsAhead.of(manifest.network(), folder, manifest);
        }

        WeightTensors get() {
            return Objects.requireNonNull(reading).get();
        }

        @Override
        public void close() {
            if (reading != null) {
                reading.close();
            }
        }
    }

    /** Finds the checkpoint that answers and its network. A run under way may remove the checkpoint meanwhile. */
    static <T> T read(Path place, Networks networks, Loading<T> loading) {
        AtomicReference<Chosen> chosen = new AtomicReference<>();
        return Newest.of(
                place,
                named -> {
                    Chosen found = Checkpoints.chosen(named);
                    chosen.set(found);
                    return found.checkpoint();
                },
                folder -> {
                    Manifest manifest = Newest.orOffer(folder, ManifestFile::read, USE);
                    Network network = networks.of(folder, manifest);
                    return Newest.orOffer(
                            folder,
                            checked -> loading.of(Objects.requireNonNull(chosen.get()), manifest, network),
                            other -> wholeOf(network, other),
                            USE);
                });
    }

    private static Bundle wholeOf(Network network, Path folder) {
        Manifest manifest = ManifestFile.read(folder);
        if (!manifest.network().equals(network.name())) {
            throw new BadInputException(folder + " is of another network");
        }
        return Bundle.open(folder, manifest);
    }

    private static LoadedNetwork of(
            Chosen chosen, Manifest manifest, Network network, Device device, boolean low, Ahead ahead, Runs runs) {
        requirePictures(network);
        List<String> classNames = classNames(chosen.checkpoint(), manifest, network);
        String name = network.name();
        TensorFlowLibrary.load();
        if (!device.isGpu()) {
            ServingSession.prepare(low);
        }
        try (EvaluationGraph graph =
                TensorFlowCalls.get("building the graph of " + name, () -> EvaluationGraph.build(network))) {
            SavedWeights.requireNetwork(chosen.checkpoint(), manifest, name, graph);
            WeightTensors weights = ahead.get();
            ServingSession serving = low
                    ? ServingSession.openInBfloat16(name, graph, weights)
                    : ServingSession.open(name, graph, weights, device.isGpu());
            return new LoadedNetwork(chosen, network, preprocessing(manifest, network), classNames, serving, runs);
        }
    }

    private static void requirePictures(Network network) {
        int channels = network.input().channels();
        if (channels != 1 && channels != COLORS) {
            throw new BadInputException(network.name() + " takes images with " + channels
                    + " channels, but pictures have 1 (gray) or 3 (red, green, blue)");
        }
    }

    /** Images are resized as when the weights were saved. */
    static Preprocessing preprocessing(Manifest manifest, Network network) {
        return network.preprocessing().withResizing(manifest.resizing().orElse(Resizing.SAMPLED));
    }

    /** A name for each class: its index if the data had no names. */
    static List<String> classNames(Path checkpoint, Manifest manifest, Network network) {
        List<String> names = manifest.run().classNames();
        if (names == null) {
            return ClassNames.orNumbers(List.of(), network.classes());
        }
        if (names.size() != network.classes()) {
            throw new BadInputException(checkpoint + " names " + names.size() + " classes, but " + network.name()
                    + " has " + network.classes() + "; use another checkpoint");
        }
        return names;
    }
}
