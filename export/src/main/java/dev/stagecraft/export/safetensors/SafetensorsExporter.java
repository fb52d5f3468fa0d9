package dev.stagecraft.export.safetensors;

import com.google.gson.Gson;
import dev.stagecraft.export.Exporter;
import dev.stagecraft.export.OpenedExport;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.weights.file.OutgoingTensor;
import dev.stagecraft.weights.file.SafetensorsWriter;
import dev.stagecraft.weights.name.Counterpart;
import dev.stagecraft.weights.name.TensorNames;
import dev.stagecraft.weights.name.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the weights as they were trained: nothing is folded. */
public final class SafetensorsExporter implements Exporter {
    /** Where the header begins. */
    private static final int LENGTH_BYTES = 8;

    @Override
    public String format() {
        return "safetensors";
    }

    @Override
    public Optional<String> notice(TrainedNetwork network) {
        Vocabulary words = Names.of(network).vocabulary();
        return Optional.of(
                words == Vocabulary.OWN
                        ? "the tensors have Stagecraft's own names, because neither torchvision nor timm has a network of these"
                                + " layers"
                        : "the tensors have the names of " + words.title()
                                + "; what a declaration says besides names and shapes is not in the file");
    }

    @Override
    public void write(TrainedNetwork network, Path target) throws IOException {
        TensorNames names = Names.of(network);
        Map<String, TrainedNetwork.Weight> weights =
                network.weights().stream().collect(Collectors.toMap(TrainedNetwork.Weight::name, Function.identity()));
        List<OutgoingTensor> tensors = new ArrayList<>();
        for (Counterpart each : names.counterparts()) {
            float[] values =
                    Objects.requireNonNull(weights.get(each.variable())).values();
            tensors.add(OutgoingTensor.floats(
                    each.tensor(), each.tensorShape(), () -> each.layout().toTensor(values, each.shape())));
        }
        // PyTorch counts steps here, and only a momentum that changes with them reads them.
        names.counters().forEach(counter -> tensors.add(OutgoingTensor.number(counter, 0)));
        SafetensorsWriter.write(
                target,
                tensors,
                Map.of(
                        "network", network.network().name(),
                        "weightsSha256", network.weightsSha256(),
                        "classNames", new Gson().toJson(network.classNames()),
                        "names", names.vocabulary().title()));
    }

    @Override
    public Optional<OpenedExport> open(Path place, TrainedNetwork network) throws IOException {
        return isSafetensors(place) ? Optional.of(SafetensorsNetwork.open(place, network)) : Optional.empty();
    }

    private static boolean isSafetensors(Path place) throws IOException {
        if (!Files.isRegularFile(place)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(place)) {
            byte[] start = in.readNBytes(LENGTH_BYTES + 1);
            return start.length > LENGTH_BYTES && start[LENGTH_BYTES] == '{';
        }
    }
}
