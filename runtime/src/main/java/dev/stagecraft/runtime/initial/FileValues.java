package dev.stagecraft.runtime.initial;

import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.checkpoint.WeightsRefusedException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.weights.file.SafetensorsFile;
import dev.stagecraft.weights.match.TensorValues;
import dev.stagecraft.weights.match.UnusableValuesException;
import dev.stagecraft.weights.match.VariableLine.Load;
import dev.stagecraft.weights.match.WeightsMatch;
import dev.stagecraft.weights.match.WeightsReport;
import dev.stagecraft.weights.name.NetworkLayers;
import dev.stagecraft.weights.name.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values from a safetensors file, and what stands about it beside it. */
final class FileValues {
    private static final String LICENSE = "license";

    private FileValues() {}

    static WeightsReport compare(Path path, NetworkLayers layers) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return WeightsMatch.of(layers, file.entries());
        }
    }

    private static Map<String, float[]> values(SafetensorsFile file, WeightsReport report) throws IOException {
        Map<String, float[]> values = new HashMap<>();
        try {
            for (Load load : report.loads()) {
                values.put(load.counterpart().variable(), TensorValues.read(file, load));
            }
        } catch (UnusableValuesException e) {
            throw new WeightsRefusedException(String.valueOf(e.getMessage()), report, e);
        }
        return values;
    }

    static FirstValues read(Path path, Network network, NetworkLayers layers) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            WeightsReport report = WeightsMatch.of(layers, file.entries());
            WeightsRefusedException.requireFit(path, report);
            Map<String, float[]> values = values(file, report);
            List<String> notices = new ArrayList<>(report.remarks());
            Optional<ModelConfig> config = ModelConfig.beside(path, notices);
            if (config.isPresent()) {
                notices.addAll(config.get().differences(network));
            } else if (!ModelConfig.isBeside(path) && report.vocabulary() != Vocabulary.OWN) {
                notices.add("there is no config.json beside " + path
                        + ", so the preprocessing that the weights were trained"
                        + " with is unknown: pictures are prepared as the network declares it");
            }
            // Manifests keep it: a very long one, or one that no file can hold, would make checkpoints that nobody
            // can read.
            Optional<String> license = config.flatMap(ModelConfig::license)
                    .or(() -> Optional.ofNullable(file.metadata().get(LICENSE)))
                    .map(ForeignText::printed);
            license.flatMap(Licenses::warning).ifPresent(notices::add);
            List<String> names = config.map(found -> found.classNames(notices))
                    .filter(all -> all.size() == network.classes())
                    .orElse(List.of());
            return new FirstValues(new InitialWeights(path, file.sha256(), license, names, report, notices), values);
        }
    }
}
