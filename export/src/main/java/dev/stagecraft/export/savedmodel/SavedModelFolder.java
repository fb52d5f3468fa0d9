package dev.stagecraft.export.savedmodel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.protobuf.CodedOutputStream;
import dev.stagecraft.export.Exporter;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.Preprocessing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.proto.SavedModel;

/** The folder of one version of a model. */
final class SavedModelFolder {
    static final String FILE = "saved_model.pb";
    static final String VARIABLES = "variables";
    static final String EXTRA = "assets.extra";
    static final String FACTS = "stagecraft.json";

    private SavedModelFolder() {}

    /** Where the version goes that comes after those in a place. */
    static Path next(Path place) throws IOException {
        return place.resolve(String.valueOf(Versions.newest(place).orElse(0L) + 1));
    }

    /** Servers ignore what else is there. */
    static Path billOfMaterials(Path target) {
        return target.resolve(EXTRA).resolve("bom" + Exporter.BILL_ENDING);
    }

    /**
     * Writes everything but the values of variables.
     *
     * @param target a folder that does not exist
     */
    static void write(Path target, SavedModel model, TrainedNetwork network) throws IOException {
        // Loaders look for it, even if all weights are constants of the graph.
        Files.createDirectories(target.resolve(VARIABLES));
        Path extra = Files.createDirectories(target.resolve(EXTRA));
        try (OutputStream out = Files.newOutputStream(target.resolve(FILE))) {
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            // Maps have no order of their own, and two exports are the same bytes.
            coded.useDeterministicSerialization();
            model.writeTo(coded);
            coded.flush();
        }
        Files.write(
                extra.resolve("tf_serving_warmup_requests"),
                WarmUp.record(name(network), network.preprocessing().size()));
        Files.writeString(
                extra.resolve("labels.txt"),
                network.classNames().stream().map(SavedModelFolder::line).collect(Collectors.joining()));
        Gson json = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
        Files.writeString(extra.resolve(FACTS), json.toJson(facts(network)) + "\n");
    }

    /** A name with a line break would become two; the list in JSON keeps it. */
    private static String line(String className) {
        return className.replaceAll("\\R", " ") + "\n";
    }

    private static String name(TrainedNetwork network) {
        String name = network.network().name();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Map<String, Object> facts(TrainedNetwork network) {
        Preprocessing done = network.preprocessing();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("network", network.network().name());
        facts.put("weightsSha256", network.weightsSha256());
        facts.put("classNames", network.classNames());
        facts.put(
                "size",
                List.of(done.size().height(), done.size().width(), done.size().channels()));
        facts.put("resizing", done.resizing().toString());
        facts.put("scale", done.scale());
        facts.put("mean", done.mean());
        facts.put("deviation", done.deviation());
        facts.put("stagecraftVersion", Version.current());
        return facts;
    }
}
