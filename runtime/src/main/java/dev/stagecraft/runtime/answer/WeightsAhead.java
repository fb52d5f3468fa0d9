package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.serve.WeightTensors;
import dev.stagecraft.runtime.state.SavedWeights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the weights of a checkpoint on a thread of its own, while the graph that they are for is built. */
final class WeightsAhead implements AutoCloseable {
    private final FutureTask<WeightTensors> reading;

    private WeightsAhead(FutureTask<WeightTensors> reading) {
        this.reading = reading;
    }

    /** Begins to read. */
    static WeightsAhead of(Path folder, Manifest manifest) {
        FutureTask<WeightTensors> reading = new FutureTask<>(() -> read(folder, manifest));
        Thread thread = new Thread(reading, "stagecraft-weights");
        thread.setDaemon(true);
        thread.start();
        return new WeightsAhead(reading);
    }

    private static WeightTensors read(Path folder, Manifest manifest) {
        Map<String, Manifest.SavedVariable> variables = manifest.variables().stream()
                .collect(Collectors.toMap(Manifest.SavedVariable::name, variable -> variable));
        WeightTensors weights = WeightTensors.empty();
        try {
            SavedWeights.read(
                    folder,
                    manifest,
                    name -> weights.sink(
                            name, Objects.requireNonNull(variables.get(name)).shape())::take);
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
     */
    WeightTensors get() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return reading.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    /** Waits until reading has ended, and frees the memory. */
    @Override
    public void close() {
        WeightTensors read;
        try {
            read = get();
        } catch (RuntimeException e) {
            // Nothing is held then, and the caller of get() has the exception.
            return;
        }
        read.close();
    }
}
