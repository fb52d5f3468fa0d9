package dev.stagecraft.export.savedmodel;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.stagecraft.export.OpenedExport;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A SavedModel of either form, in TensorFlow's own loader. */
final class SavedModelNetwork implements OpenedExport {
    private final Path folder;
    private final TrainedNetwork network;
    private @Nullable SavedModelBundle bundle;

    /**
     * @param folder of one version
     * @param network that it was exported from
     */
    SavedModelNetwork(Path folder, TrainedNetwork network) {
        this.folder = folder;
        this.network = network;
    }

    /**
     * TensorFlow's reader of variables takes the lengths in their index at its word, and damaged ones end the process. So it
     * gets no other files than those that the checkpoint gives.
     */
    private void requireOurVariables() {
        Path found = folder.resolve(SavedModelFolder.VARIABLES);
        if (!Files.exists(found.resolve(VariableFiles.INDEX))) {
            return;
        }
        try {
            Path ours = Files.createTempDirectory("stagecraft-variables");
            try {
                VariableFiles.write(ours, network.weights(), StepCounter.NAME);
                for (String name : List.of(VariableFiles.INDEX, VariableFiles.DATA)) {
                    if (Files.mismatch(ours.resolve(name), found.resolve(name)) >= 0) {
                        throw new BadInputException(
                                found.resolve(name) + " does not hold the weights of the checkpoint; export it again");
                    }
                }
            } finally {
                DurableFiles.deleteTree(ours);
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void load() {
        requireOurVariables();
        try {
            bundle = SavedModelBundle.load(folder.toString(), ServingDefinition.TAG);
        } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
            throw refused(e);
        }
    }

    private BadInputException refused(Exception e) {
        return new BadInputException(
                folder + " is incomplete or damaged (" + ForeignText.printed(e.getMessage()) + "); export it again", e);
    }

    @Override
    public Optional<String> weightsSha256() {
        Path file = folder.resolve(SavedModelFolder.EXTRA).resolve(SavedModelFolder.FACTS);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonElement found = JsonParser.parseString(Files.readString(file))
                    .getAsJsonObject()
                    .get("weightsSha256");
            return Optional.ofNullable(found).map(JsonElement::getAsString);
        } catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw refused(e);
        }
    }

    @Override
    public float[] logits(byte[] images, ImageShape shape, int count) {
        Shape fed = Shape.of(count, shape.height(), shape.width(), shape.channels());
        try (TUint8 tensor = TUint8.tensorOf(fed, DataBuffers.of(images, true, false));
                Result result = Objects.requireNonNull(bundle, "load was not called")
                        .session()
                        .runner()
                        .feed(ServingDefinition.IMAGES, tensor)
                        .fetch(ServingDefinition.LOGITS)
                        .run()) {
            TFloat32 logits = (TFloat32) result.get(0);
            float[] copy = new float[Math.toIntExact(logits.size())];
            logits.copyTo(NdArrays.wrap(logits.shape(), DataBuffers.of(copy, false, false)));
            return copy;
        } catch (TensorFlowException | IllegalArgumentException e) {
            throw refused(e);
        }
    }

    @Override
    public void close() {
        if (bundle != null) {
            bundle.close();
        }
    }
}
