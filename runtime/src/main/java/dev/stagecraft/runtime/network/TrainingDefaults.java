package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.setting.SettingValues;
import dev.stagecraft.runtime.setting.SettingsBuilder;
import dev.stagecraft.runtime.setting.TrainingSettings;

/** How a network was declared to be trained; flags and code override it. */
public final class TrainingDefaults extends TrainingSettings<TrainingDefaults> {
    private TrainingDefaults(SettingValues values) {
        super(values);
    }

    /** Sets by name what was declared. */
    public static SettingsBuilder<TrainingDefaults> builder() {
        return new SettingsBuilder<>(TrainingDefaults::new);
    }

    @Override
    protected TrainingDefaults of(SettingValues other) {
        return new TrainingDefaults(other);
    }
}
