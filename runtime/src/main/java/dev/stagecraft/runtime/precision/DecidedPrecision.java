package dev.stagecraft.runtime.precision;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.setting.Precision;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The precision that a network is trained in.
 *
 * @param precision never {@link Precision#AUTO}
 * @param notice what {@code auto} became and why, as a line for users; empty if the precision was asked for by its name
 */
public record DecidedPrecision(Precision precision, Optional<String> notice) {
    private static final String AUTO_LINE = "precision auto: ";

    /**
     * Decides for a new run, and checks that the device can compute in the precision.
     *
     * @param asked by the user or the declaration
     * @throws BadInputException if bfloat16 was asked for on a CPU without instructions for it, or float16 on a CPU
     */
    public static DecidedPrecision of(Precision asked, Network network, Device device) {
        if (asked == Precision.AUTO) {
            return whyFloat32(LayerTable.of(network), device.isGpu(), MeasuredForm::mostBlocks)
                    .map(reason -> new DecidedPrecision(
                            Precision.FLOAT32, Optional.of(AUTO_LINE + "float32, because " + reason)))
                    .orElse(new DecidedPrecision(Precision.BFLOAT16, Optional.of(AUTO_LINE + "bfloat16")));
        }
        require(asked, device);
        return new DecidedPrecision(asked, Optional.empty());
    }

    /**
     * What a new run on this machine's CPU would be trained in. Nothing is checked.
     *
     * @param asked by the user or the declaration
     * @param table of the network
     * @return never {@link Precision#AUTO}
     */
    public static Precision onCpu(Precision asked, LayerTable table) {
        if (asked != Precision.AUTO) {
            return asked;
        }
        return whyFloat32(Optional.of(table), false, MeasuredForm::mostBlocks).isEmpty()
                ? Precision.BFLOAT16
                : Precision.FLOAT32;
    }

    /**
     * The precision of a resumed run.
     *
     * @param saved the precision that it began with, as its checkpoint has it
     * @throws BadInputException if the device cannot compute in it
     */
    public static DecidedPrecision saved(Precision saved, Device device) {
        require(saved, device);
        return new DecidedPrecision(saved, Optional.of(AUTO_LINE + saved.word() + ", as when the run began"));
    }

    private static void require(Precision precision, Device device) {
        if (precision == Precision.BFLOAT16 && !device.isGpu()) {
            Bfloat16.requireInCpu();
        }
        if (precision == Precision.FLOAT16 && !device.isGpu()) {
            throw new BadInputException(
                    "precision is float16, which trains on a GPU only, but the device is the CPU; use"
                            + " --precision auto, bfloat16 or float32");
        }
    }

    /** Why auto is float32; empty if it is bfloat16. */
    private static Optional<String> whyFloat32(
            Optional<LayerTable> table, boolean gpu, ToIntFunction<MeasuredForm> mostBlocks) {
        Optional<String> missing = gpu
                ? GpuCapability.ofMachine().whyNoBfloat16()
                : Optional.of("this processor has no instructions for bfloat16").filter(text -> !Bfloat16.isInCpu());
        return missing.or(() -> whyNot(table.flatMap(NetworkForm::of), mostBlocks));
    }

    /**
     * Why a network is not trained in bfloat16 on hardware that has it; empty if it is.
     *
     * @param form of the network; empty if it has none that can be compared
     * @param mostBlocks gives the number of blocks of the deepest measured network of a form
     */
    static Optional<String> whyNot(Optional<NetworkForm> form, ToIntFunction<MeasuredForm> mostBlocks) {
        Optional<MeasuredForm> measured =
                form.flatMap(found -> MeasuredForm.of(found.block())).filter(found -> mostBlocks.applyAsInt(found) > 0);
        if (measured.isEmpty()) {
            return Optional.of("the accuracy of bfloat16 was not measured for this form of network");
        }
        int most = mostBlocks.applyAsInt(measured.get());
        int blocks = form.orElseThrow().blocks();
        return blocks <= most
                ? Optional.empty()
                : Optional.of("the accuracy of bfloat16 was measured for at most " + most
                        + " blocks of this form, and this network has " + blocks);
    }
}
