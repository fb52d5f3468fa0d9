package dev.stagecraft.runtime.state;

import org.jspecify.annotations.Nullable;

/** A run's settings in the words of earlier versions, for checkpoints that those wrote; made only where one is read. */
public interface OlderTexts {
    /**
     * A setting as it was written.
     *
     * @param setting its name
     * @return null where earlier versions wrote it as this one does
     */
    @Nullable
    String of(String setting);
}
