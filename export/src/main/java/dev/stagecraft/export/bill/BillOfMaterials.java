package dev.stagecraft.export.bill;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.network.LayerTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bill of materials of an export, as CycloneDX 1.6 in JSON. It is not written by CycloneDX's own library, because that
 * library replaces several spaces by one, so files and classes could have other names in the bill than they really have. The
 * tests validate it with that library.
 */
public final class BillOfMaterials {
    private static final Gson JSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private static final Gson JSON_LINE =
            new GsonBuilder().disableHtmlEscaping().create();

    private static final String SHA_256 = "SHA-256";
    private static final String COMPONENTS = "components";

    /** The last words of variables that gradients do not change. */
    private static final List<String> STATISTICS = List.of("/moving_mean", "/moving_variance");

    private final TrainedNetwork network;
    private final String format;
    private final List<ExportedFile> files;

    private BillOfMaterials(TrainedNetwork network, String format, List<ExportedFile> files) {
        this.network = network;
        this.format = format;
        this.files = files;
    }

    /**
     * The text of the bill. It depends only on the arguments: it contains no time, and its serial number is computed from
     * the rest.
     *
     * @param network that was exported
     * @param format that it was exported in, such as {@code onnx}
     * @param files of the export
     */
    public static String of(TrainedNetwork network, String format, List<ExportedFile> files) {
        Map<String, Object> content = new BillOfMaterials(network, format, files).metadata();
        Map<String, Object> bill = new LinkedHashMap<>();
        bill.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        bill.put("bomFormat", "CycloneDX");
        bill.put("specVersion", "1.6");
        bill.put("serialNumber", "urn:uuid:" + ContentId.of(JSON.toJson(content)));
        bill.put("version", 1);
        bill.put("metadata", content);
        return JSON.toJson(bill) + "\n";
    }

    private Map<String, Object> metadata() {
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "application");
        tool.put("group", "dev.stagecraft");
        tool.put("name", "stagecraft");
        tool.put("version", Version.current());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("tools", Map.of(COMPONENTS, List.of(tool)));
        metadata.put("component", model());
        return metadata;
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "machine-learning-model");
        model.put("bom-ref", "model");
        model.put("name", network.network().name());
        Inspection.BegunWith begun = network.inspection().initialWeights();
        if (begun != null) {
            model.put("pedigree", Map.of("ancestors", List.of(ancestor(begun))));
        }
        model.put(COMPONENTS, files.stream().map(BillOfMaterials::file).toList());
        model.put("modelCard", ModelCard.of(network));
        model.put("properties", properties());
        return model;
    }

    private static Map<String, Object> ancestor(Inspection.BegunWith begun) {
        Map<String, Object> ancestor = new LinkedHashMap<>();
        ancestor.put("type", "machine-learning-model");
        ancestor.put("name", begun.file());
        ancestor.put("hashes", List.of(hash(begun.sha256())));
        if (begun.license() != null) {
            ancestor.put("licenses", List.of(Map.of("license", license(begun.license()))));
        }
        return ancestor;
    }

    /** An identifier that the schema does not know would make the bill invalid. */
    private static Map<String, Object> license(String text) {
        return SpdxIds.find(text).map(id -> Map.<String, Object>of("id", id)).orElseGet(() -> Map.of("name", text));
    }

    private static Map<String, Object> file(ExportedFile file) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "file");
        component.put("bom-ref", "file:" + file.name());
        component.put("name", file.name());
        component.put("hashes", List.of(hash(file.sha256())));
        return component;
    }

    private static Map<String, Object> hash(String sha256) {
        Map<String, Object> hash = new LinkedHashMap<>();
        hash.put("alg", SHA_256);
        hash.put("content", sha256);
        return hash;
    }

    private List<Map<String, Object>> properties() {
        Properties facts = new Properties().add("format", format).add("weightsSha256", network.weightsSha256());
        String fingerprint = network.inspection().networkFingerprint();
        if (fingerprint != null) {
            facts.add("networkFingerprint", fingerprint);
        }
        addParameters(facts);
        facts.add("classNames", JSON_LINE.toJson(network.classNames()));
        addPreprocessing(facts);
        LayerTable.of(network.network()).ifPresent(table -> addTable(facts, table));
        return facts.list();
    }

    private void addParameters(Properties facts) {
        long all = 0;
        long statistics = 0;
        for (TrainedNetwork.Weight weight : network.weights()) {
            all += weight.values().length;
            statistics += STATISTICS.stream().anyMatch(weight.name()::endsWith) ? weight.values().length : 0;
        }
        facts.add("parameters:trainable", all - statistics).add("parameters:nonTrainable", statistics);
    }

    private void addPreprocessing(Properties facts) {
        Preprocessing done = network.preprocessing();
        facts.add("preprocessing:size", done.size())
                .add("preprocessing:resizing", done.resizing())
                .add("preprocessing:scale", done.scale())
                .add("preprocessing:mean", done.mean())
                .add("preprocessing:deviation", done.deviation());
    }

    private static void addTable(Properties facts, LayerTable table) {
        table.declaration().forEach(line -> facts.add("declaration", line));
        facts.add("multiplyAccumulates", table.multiplyAccumulates());
        table.layers().forEach(layer -> facts.add("layer:" + layer.name(), text(layer)));
    }

    private static String text(LayerTable.Layer layer) {
        return layer.kind() + " " + layer.output() + ", " + layer.parameters() + " trainable and "
                + layer.nonTrainable() + " other parameters, " + layer.multiplyAccumulates() + " multiply-accumulates";
    }
}
