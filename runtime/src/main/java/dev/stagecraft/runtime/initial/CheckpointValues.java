package dev.stagecraft.runtime.initial;

import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Chunk;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.bundle.Newest;
import dev.stagecraft.runtime.bundle.SavedInitialWeights;
import dev.stagecraft.runtime.bundle.SavedPreprocessing;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Chosen;
import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.checkpoint.WeightsRefusedException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.weights.file.Dtype;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.match.VariableLine.Load;
import dev.stagecraft.weights.match.WeightsMatch;
import dev.stagecraft.weights.match.WeightsReport;
import dev.stagecraft.weights.name.NetworkLayers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Values from a checkpoint, of the same network or of one that differs in its head. */
final class CheckpointValues {
    private CheckpointValues() {}

    static FirstValues read(Path place, Network network, NetworkLayers layers, Supplier<String> computes) {
        Chosen chosen = Checkpoints.chosen(place);
        return Newest.of(
                place, named -> chosen.checkpoint(), folder -> read(folder, place, chosen, network, layers, computes));
    }

    static WeightsReport compare(Path place, NetworkLayers layers) {
        Chosen chosen = Checkpoints.chosen(place);
        return Newest.of(
                place,
                named -> chosen.checkpoint(),
                folder -> WeightsMatch.of(layers, entries(ManifestFile.read(folder))));
    }

    private static FirstValues read(
            Path folder, Path place, Chosen chosen, Network network, NetworkLayers layers, Supplier<String> computes) {
        Manifest manifest = ManifestFile.read(folder);
        WeightsReport report = WeightsMatch.of(layers, entries(manifest));
        WeightsRefusedException.requireFit(folder, report);
        Map<String, float[]> values = new HashMap<>();
        for (Load load : report.loads()) {
            values.put(
                    load.counterpart().variable(),
                    new float[Math.toIntExact(load.entry().elements())]);
        }
        Bundle.unread(folder, manifest).read(name -> {
            float[] target = values.get(name);
            return target == null ? Bundle.NOBODY : filling(target);
        });
        List<String> notices = new ArrayList<>(report.remarks());
        if (!folder.equals(place)) {
            notices.add(folder + " was chosen: " + chosen.reason());
        }
        preprocessing(manifest, network).ifPresent(notices::add);
        otherComputation(folder, manifest, report, computes).ifPresent(notices::add);
        Optional<String> license =
                Optional.ofNullable(manifest.run().initialWeights()).map(SavedInitialWeights::license);
        license.flatMap(Licenses::warning).ifPresent(notices::add);
        List<String> names = manifest.run().classNames();
        return new FirstValues(
                new InitialWeights(
                        folder,
                        manifest.weightsSha256(),
                        license,
                        names == null || names.size() != network.classes() ? List.of() : names,
                        report,
                        notices),
                values);
    }

    private static List<TensorEntry> entries(Manifest manifest) {
        List<TensorEntry> entries = new ArrayList<>();
        long at = 0;
        for (Manifest.SavedVariable variable : manifest.variables()) {
            entries.add(new TensorEntry(variable.name(), Dtype.F32, variable.shape(), at, at + variable.bytes()));
            at += variable.bytes();
        }
        return entries;
    }

    private static Optional<String> preprocessing(Manifest manifest, Network network) {
        SavedPreprocessing saved = manifest.preprocessing();
        SavedPreprocessing now = SavedPreprocessing.of(network.preprocessing());
        return saved == null || saved.equals(now)
                ? Optional.empty()
                : Optional.of("the checkpoint was trained with the preprocessing " + saved.text()
                        + ", and the network declares " + now.text() + ", which is used from now on");
    }

    /** A head of other classes makes the two differ anyway; then nothing can be said. */
    private static Optional<String> otherComputation(
            Path folder, Manifest manifest, WeightsReport report, Supplier<String> computes) {
        String saved = manifest.evaluationFingerprint();
        return saved == null || !report.firstValues().isEmpty() || saved.equals(computes.get())
                ? Optional.empty()
                : Optional.of(folder + " was saved from " + ForeignText.printed(manifest.network())
                        + ", which computed something else with the same variables, for example with another activation,"
                        + " padding or preprocessing; compare the declarations");
    }

    private static Chunk filling(float[] values) {
        FloatBuffer target = FloatBuffer.wrap(values);
        // A variable begins a piece, and no piece ends within a value.
        return (bytes, count) -> target.put(
                ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    }
}
