package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.setting.SettingValues;
import dev.stagecraft.runtime.setting.SettingsBuilder;
import dev.stagecraft.runtime.setting.TrainingSettings;

/** The training settings that were declared for a network. Flags and code override them. */
public final class TrainingDefaults extends TrainingSettings<TrainingDefaults> {
    private TrainingDefaults(SettingValues values) {
        super(values);
    }

    /** A builder for the declared settings. */
    public static SettingsBuilder<TrainingDefaults> builder() {
        return new SettingsBuilder<>(TrainingDefaults::new);
    }

    @Override
    protected TrainingDefaults of(SettingValues other) {
        return new TrainingDefaults(other);
    }
}
