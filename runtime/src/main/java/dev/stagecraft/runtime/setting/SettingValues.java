package dev.stagecraft.runtime.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A value for each setting. Settings that were not set have their default. */
public final class SettingValues {
    private final Map<Setting<?>, Object> values;

    private SettingValues(Map<Setting<?>, Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** The default of each setting. */
    static SettingValues usual() {
        Map<Setting<?>, Object> values = new LinkedHashMap<>();
        TrainingSettings.ALL.forEach(setting -> values.put(setting, setting.usual()));
        return new SettingValues(values);
    }

    /** The value of one. */
    @SuppressWarnings("unchecked") // Values come in through with(), which has the setting's type.
    <T> T get(Setting<T> setting) {
        return (T) Objects.requireNonNull(values.get(setting));
    }

    /** The same, with another value of one, which is checked. */
    <T> SettingValues with(Setting<T> setting, T value) {
        setting.require(Objects.requireNonNull(value, setting.name()));
        Map<Setting<?>, Object> changed = new LinkedHashMap<>(values);
        changed.put(setting, value);
        return new SettingValues(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettingValues same && values.equals(same.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
