package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.metric.ClassResult;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.ConfusionMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results for each class in the form in which JSON has them. The names of the fields are a contract. */
public final class ClassFields {
    private ClassFields() {}

    /** The values over all classes: {@code top5Accuracy} if there are at least six classes, and {@code macroF1}. */
    public static Map<String, Object> means(ClassResults found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        found.top5Accuracy().ifPresent(value -> fields.put(ClassResults.TOP_5_ACCURACY, value));
        fields.put("macroF1", found.macroF1());
        return fields;
    }

    /**
     * A value for each class, in the order of their numbers, each with {@code class}, {@code name}, {@code images},
     * {@code precision}, {@code recall} and {@code f1}.
     */
    public static List<Map<String, Object>> classes(ClassResults found) {
        return found.classes().stream().map(ClassFields::fields).toList();
    }

    private static Map<String, Object> fields(ClassResult found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("class", found.label());
        fields.put("name", found.name());
        fields.put("images", found.images());
        fields.put("precision", found.precision());
        fields.put("recall", found.recall());
        fields.put("f1", found.f1());
        return fields;
    }

    /** All of them in their order: the means, {@code classes}, and {@code confusion} if it was counted. */
    public static Map<String, Object> all(ClassResults found) {
        Map<String, Object> fields = means(found);
        fields.put("classes", classes(found));
        found.confusion().map(ConfusionMatrix::rows).ifPresent(rows -> fields.put("confusion", rows));
        return fields;
    }
}
