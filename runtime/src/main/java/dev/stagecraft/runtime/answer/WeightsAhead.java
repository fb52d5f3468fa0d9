package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.host.Waits;
import dev.stagecraft.runtime.serve.WeightTensors;
import dev.stagecraft.runtime.state.SavedWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads the weights of a checkpoint on a thread of its own, while the network is found and its graph is built. */
final class WeightsAhead implements AutoCloseable {
    private final String network;
    private final FutureTask<WeightTensors> reading;
    private final AtomicBoolean unwanted;

    private WeightsAhead(String network, FutureTask<WeightTensors> reading, AtomicBoolean unwanted) {
        this.network = network;
        this.reading = reading;
        this.unwanted = unwanted;
    }

    /**
     * Begins to read.
     *
     * @param network its name, for messages
     */
    static WeightsAhead of(String network, Path folder, Manifest manifest) {
        Map<String, List<Long>> shapes = manifest.variables().stream()
                .collect(Collectors.toMap(Manifest.SavedVariable::name, Manifest.SavedVariable::shape));
        return of(network, shapes, takers -> SavedWeights.read(folder, manifest, takers));
    }

    /**
     * Begins to read.
     *
     * @param network its name, for messages
     * @param shapes of the variables, by name
     * @param files passes the values of the variables on; fails if they are not the saved ones
     */
    static WeightsAhead of(String network, Map<String, List<Long>> shapes, Consumer<Bundle.Takers> files) {
        AtomicBoolean unwanted = new AtomicBoolean();
        FutureTask<WeightTensors> reading = new FutureTask<>(() -> read(shapes, files, unwanted));
        Thread thread = new Thread(reading, "stagecraft-weights");
        thread.setDaemon(true);
        thread.start();
        return new WeightsAhead(network, reading, unwanted);
    }

    private static WeightTensors read(
            Map<String, List<Long>> shapes, Consumer<Bundle.Takers> files, AtomicBoolean unwanted) {
        TensorFlowLibrary.load();
        WeightTensors weights = WeightTensors.empty();
        try {
            files.accept(name -> {
                WeightTensors.Sink sink = weights.sink(name, Objects.requireNonNull(shapes.get(name)));
                return (bytes, count) -> {
                    // The checkpoint may turn out to be another network's, with far more values.
                    if (unwanted.get()) {
                        throw new CancellationException("the weights of " + name + " are no longer wanted");
                    }
                    sink.take(bytes, count);
                };
            });
            return weights;
        } catch (RuntimeException | Error e) {
            weights.close();
            throw e;
        }
    }

    /**
     * The weights, once all of them are read and checked.
     *
     * @throws dev.stagecraft.runtime.BadInputException if the checkpoint is incomplete or corrupt
     * @throws dev.stagecraft.runtime.RunFailedException if TensorFlow has no memory for them
     */
    WeightTensors get() {
        return TensorFlowCalls.get("reading the weights of " + network, () -> Waits.result(reading));
    }

    /** Ends the reading, waits for that, and frees the memory. */
    @Override
    public void close() {
        unwanted.set(true);
        WeightTensors read;
        try {
            read = Waits.result(reading);
        } catch (RuntimeException | Error e) {
            // Nothing is held then, and the caller of get() has the same object, which cannot be suppressed by itself.
            return;
        }
        read.close();
    }
}
