package dev.stagecraft.export.bill;

import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.checkpoint.SavedImages;
import dev.stagecraft.runtime.network.LayerTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a network was trained, on what, and how well it answers. */
final class ModelCard {
    private static final String NO_PRESET = "NONE";

    private final TrainedNetwork network;
    private final Inspection run;

    private ModelCard(TrainedNetwork network) {
        this.network = network;
        run = network.inspection();
    }

    static Map<String, Object> of(TrainedNetwork network) {
        return new ModelCard(network).card();
    }

    private Map<String, Object> card() {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("modelParameters", parameters());
        List<Map<String, Object>> metrics = metrics();
        if (!metrics.isEmpty()) {
            card.put("quantitativeAnalysis", Map.of("performanceMetrics", metrics));
        }
        card.put("properties", training());
        return card;
    }

    private Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("approach", Map.of("type", "supervised"));
        parameters.put("task", "image-classification");
        parameters.put("architectureFamily", "residual neural network");
        parameters.put("modelArchitecture", architecture());
        List<Map<String, Object>> datasets = datasets();
        if (!datasets.isEmpty()) {
            parameters.put("datasets", datasets);
        }
        parameters.put(
                "inputs",
                List.of(Map.of("format", "images of " + network.preprocessing().size() + " after resizing")));
        parameters.put(
                "outputs",
                List.of(Map.of("format", "logits of " + network.network().classes() + " classes")));
        return parameters;
    }

    private String architecture() {
        return LayerTable.of(network.network())
                .map(LayerTable::preset)
                .filter(preset -> !preset.isEmpty() && !preset.equals(NO_PRESET))
                .orElse(network.network().name());
    }

    private List<Map<String, Object>> datasets() {
        List<Map<String, Object>> datasets = new ArrayList<>();
        run.settings()
                .forEach((part, text) -> SavedImages.parse(text).ifPresent(images -> {
                    Map<String, Object> dataset = new LinkedHashMap<>();
                    dataset.put("type", "dataset");
                    dataset.put("name", images.name());
                    dataset.put("description", part);
                    dataset.put("contents", Map.of("properties", properties(images)));
                    datasets.add(dataset);
                }));
        return datasets;
    }

    private static List<Map<String, Object>> properties(SavedImages images) {
        return new Properties()
                .add("images", images.count())
                .add("shape", images.shape())
                .add("classes", images.classes())
                // Earlier versions hashed some of the images, and kept a part of the hash.
                .add(images.sampled() ? "fingerprint" : "sha256", images.fingerprint())
                .list();
    }

    private List<Map<String, Object>> metrics() {
        List<Map<String, Object>> metrics = new ArrayList<>();
        run.metrics().forEach((name, value) -> {
            Map<String, Object> metric = new LinkedHashMap<>();
            metric.put("type", name);
            metric.put("value", String.valueOf(value));
            metrics.add(metric);
        });
        return metrics;
    }

    private List<Map<String, Object>> training() {
        Properties facts = new Properties().add("step", run.step()).add("epoch", run.epoch());
        if (run.step() > 0) {
            // What was imported was trained elsewhere, with other settings than those of the declaration.
            facts.add("seed", run.seed());
            run.settings().forEach((name, text) -> {
                if (SavedImages.parse(text).isEmpty()) {
                    facts.add("setting:" + name, text);
                }
            });
        }
        known(facts, "savedBy:stagecraft", run.runtimeVersion());
        known(facts, "savedBy:tensorflow", run.tensorFlowVersion());
        known(facts, "savedBy:java", run.javaVersion());
        return facts.list();
    }

    /** Checkpoints of the first format do not have all of these. */
    private static void known(Properties facts, String name, @Nullable String value) {
        if (value != null) {
            facts.add(name, value);
        }
    }
}
