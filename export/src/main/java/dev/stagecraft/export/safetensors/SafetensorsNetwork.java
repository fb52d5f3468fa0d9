package dev.stagecraft.export.safetensors;

import dev.stagecraft.export.OpenedExport;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.LogitsSession;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.weights.file.SafetensorsFile;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.file.WeightsFileException;
import dev.stagecraft.weights.name.Counterpart;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of weights, in the network that it was written from. They are read when the first answer is asked for. */
final class SafetensorsNetwork implements OpenedExport {
    private final Path place;
    private final TrainedNetwork network;
    private final Optional<String> sha256;
    private @Nullable LogitsSession session;

    private SafetensorsNetwork(Path place, TrainedNetwork network, Optional<String> sha256) {
        this.place = place;
        this.network = network;
        this.sha256 = sha256;
    }

    static OpenedExport open(Path place, TrainedNetwork network) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(place)) {
            return new SafetensorsNetwork(
                    place, network, Optional.ofNullable(file.metadata().get("weightsSha256")));
        } catch (WeightsFileException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private LogitsSession session() {
        if (session == null) {
            session = network.openWith(values());
        }
        return session;
    }

    private Map<String, float[]> values() {
        try (SafetensorsFile file = SafetensorsFile.open(place)) {
            Map<String, float[]> values = new HashMap<>();
            for (Counterpart each : Names.of(network).counterparts()) {
                values.put(each.variable(), each.layout().toVariable(tensor(file, each), each.shape()));
            }
            return values;
        } catch (WeightsFileException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new BadInputException(
                    place + " cannot be read (" + DiskTrouble.of(e).cause() + ")", e);
        }
    }

    private static float[] tensor(SafetensorsFile file, Counterpart wanted) throws IOException {
        TensorEntry entry = file.entry(wanted.tensor())
                .filter(found -> found.shape().equals(wanted.tensorShape())
                        && found.dtype().isReadable())
                .orElseThrow(() -> new BadInputException(
                        file.path() + " has no tensor " + wanted.tensor() + " " + wanted.tensorShape() + ", which "
                                + wanted.variable() + " would be; it was exported from another network"));
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(
                entry.shape().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact)));
        file.read(entry, values::put);
        return values.array();
    }

    @Override
    public Optional<String> weightsSha256() {
        return sha256;
    }

    @Override
    public float[] logits(byte[] images, ImageShape shape, int count) {
        return session().logits(images, shape, count);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
