package dev.stagecraft.runtime.initial;

import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.weights.file.SafetensorsFile;
import dev.stagecraft.weights.match.TensorValues;
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

    static FirstValues read(Path path, Network network, NetworkLayers layers) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            WeightsReport report = WeightsMatch.of(layers, file.entries());
            FirstValues.requireFit(path, report);
            Map<String, float[]> values = new HashMap<>();
            for (Load load : report.loads()) {
                values.put(load.counterpart().variable(), TensorValues.read(file, load));
            }
            List<String> notices = new ArrayList<>(report.remarks());
            Optional<ModelConfig> config = ModelConfig.beside(path, notices);
            if (config.isPresent()) {
                notices.addAll(config.get().differences(network));
            } else if (!ModelConfig.isBeside(path) && report.vocabulary() != Vocabulary.OWN) {
                notices.add("there is no config.json beside " + path
                        + ", so the preprocessing that the weights were trained"
                        + " with is unknown: pictures are prepared as the network declares it");
            }
            // Manifests keep it: one that is very long, or that no file can hold, would make checkpoints that nobody
            // can
            // read.
            Optional<String> license = config.flatMap(ModelConfig::license)
                    .or(() -> Optional.ofNullable(file.metadata().get(LICENSE)))
                    .map(ForeignText::printed);
            license.flatMap(Licenses::warning).ifPresent(notices::add);
            List<String> names = config.map(ModelConfig::classNames)
                    .filter(all -> all.size() == network.classes())
                    .orElse(List.of());
            return new FirstValues(new InitialWeights(path, file.sha256(), license, names, report, notices), values);
        }
    }
}
