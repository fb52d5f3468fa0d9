package dev.stagecraft.export.bill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facts that CycloneDX has no field for. A name may occur more than once. */
final class Properties {
    private static final String PREFIX = "stagecraft:";

    private final List<Map<String, Object>> all = new ArrayList<>();

    Properties add(String name, Object value) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", PREFIX + name);
        property.put("value", String.valueOf(value));
        all.add(property);
        return this;
    }

    List<Map<String, Object>> list() {
        return all;
    }
}
