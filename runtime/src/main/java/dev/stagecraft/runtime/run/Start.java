package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.precision.DecidedPrecision;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.TrainingSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run starts.
 *
 * @param resumes whether it continues what is saved in its folder
 * @param from the checkpoint to continue from; empty for the newest
 * @param weights what a new network begins with; empty if it draws its own first values
 * @param force whether to continue even if the network is built from other operations now
 */
record Start(boolean resumes, Optional<Path> from, Optional<Path> weights, boolean force) {
    static final Start NEW = new Start(false, Optional.empty(), Optional.empty(), false);

    /**
     * The precision of the run. A resumed run keeps the one that it began with: {@code auto} is decided once.
     *
     * @param saved as {@link #saved} gives it
     */
    static DecidedPrecision precision(
            Precision asked, Network network, Device device, Optional<Map<String, String>> saved) {
        Optional<Precision> begun = asked == Precision.AUTO ? saved.flatMap(Precision::saved) : Optional.empty();
        return begun.map(found -> DecidedPrecision.saved(found, device))
                .orElseGet(() -> DecidedPrecision.of(asked, network, device));
    }

    /**
     * The engine of the run. A resumed run keeps the one that it began with, unless another than the default is asked
     * for. Restoring the checkpoint then refuses that one.
     *
     * @param saved as {@link #saved} gives it
     */
    static Engine engine(Engine asked, Optional<Map<String, String>> saved) {
        return asked == TrainingSettings.ENGINE.usual()
                ? saved.map(Engine::saved).orElse(asked)
                : asked;
    }

    /**
     * Whether the device keeps the training images. A resumed run keeps the way that it began with, unless keeping them is
     * asked for. Restoring the checkpoint then refuses that.
     *
     * @param saved as {@link #saved} gives it
     */
    static boolean imagesOnDevice(boolean asked, Optional<Map<String, String>> saved) {
        return asked || saved.map(TrainingSettings.IMAGES_ON_DEVICE::isIn).orElse(false);
    }

    /**
     * The settings that a resumed run began with; empty if it is not resumed, nothing was saved, or it cannot be read.
     * Restoring the checkpoint then says why.
     *
     * @param run its folder
     */
    Optional<Map<String, String>> saved(Path run) {
        if (!resumes) {
            return Optional.empty();
        }
        Optional<Path> checkpoint = from.map(Path::getFileName)
                .map(run::resolve)
                .or(() -> RunFolder.checkpoints(run).stream()
                        .max(SavedCheckpoint::compareTo)
                        .map(SavedCheckpoint::folder));
        try {
            return checkpoint.map(Checkpoints::described).map(Inspection::settings);
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    /** A resumed run has its weights already. */
    void require() {
        if (resumes && weights.isPresent()) {
            throw new BadInputException(
                    "a run is either resumed or begins with other weights; leave out --init, whose weights"
                            + " the run has already, or start another run in another folder");
        }
    }
}
