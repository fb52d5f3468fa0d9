package dev.stagecraft.export;

import dev.stagecraft.export.bill.BillOfMaterials;
import dev.stagecraft.export.bill.ExportedFile;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.io.DiskTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Writes a trained network in a format that other programs read. It appears under its name when it is whole: what is
 * interrupted leaves nothing there.
 */
public final class NetworkExport {
    private final Exporter exporter;
    private final boolean billed;

    private NetworkExport(Exporter exporter, boolean billed) {
        this.exporter = exporter;
        this.billed = billed;
    }

    /**
     * An export in a format.
     *
     * @param format such as {@code onnx}; see {@link #formats()}
     * @throws BadInputException if there is no exporter for it
     */
    public static NetworkExport to(String format) {
        return to(format, Exporters.OURS);
    }

    /** As {@link #to(String)}, but with the exporters that a class loader finds. */
    public static NetworkExport to(String format, ClassLoader classes) {
        return by(Exporters.in(classes).find(format));
    }

    /** An export by an exporter that no service names. */
    public static NetworkExport by(Exporter exporter) {
        return new NetworkExport(exporter, false);
    }

    /**
     * The same export, but with a bill of materials (CycloneDX 1.6 in JSON). It is written beside a file, as {@code
     * net.onnx.cdx.json}, or in the folder of a SavedModel, as {@code assets.extra/bom.cdx.json}.
     */
    public NetworkExport withBillOfMaterials() {
        return new NetworkExport(exporter, true);
    }

    /** Where the bill of materials of an export is; empty if none is written. */
    public Optional<Path> billOfMaterials(Path written) {
        return billed ? Optional.of(exporter.billOfMaterials(written)) : Optional.empty();
    }

    /** The formats for which there are exporters, in alphabetical order. */
    public static List<String> formats() {
        return Exporters.in(Exporters.OURS).formats();
    }

    /**
     * Writes a network.
     *
     * @param place the file or folder to write; folders above it are made
     * @return where it was written
     * @throws BadInputException if the place exists, or the format cannot hold this network
     * @throws RunFailedException if it cannot be written
     */
    public Path write(TrainedNetwork network, Path place) {
        return write(network, place, () -> false).orElseThrow();
    }

    /**
     * As {@link #write(TrainedNetwork, Path)}, unless it should stop.
     *
     * @param stop asked before the export gets its name
     * @return where it was written; empty if it was asked to stop, and then nothing is left of it
     */
    public Optional<Path> write(TrainedNetwork network, Path place, BooleanSupplier stop) {
        requireFree(place);
        return put(network, place, false, stop);
    }

    /**
     * Checks that nothing stands in a place.
     *
     * @throws BadInputException if it exists
     */
    public static void requireFree(Path place) {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new BadInputException(place + " exists; name another place, or replace it (--force)");
        }
    }

    /** What the user should know about the export of a network; empty if there is nothing to say. */
    public Optional<String> notice(TrainedNetwork network) {
        return exporter.notice(network);
    }

    /**
     * As {@link #write}, and a file in that place is replaced. A SavedModel is put into an existing folder as its next
     * version. No other folder is touched, because it may hold something else, such as a run.
     *
     * @throws BadInputException if a folder is in the place of a file, a file is in the place of a folder, or the format
     *     cannot hold this network
     */
    public Path replace(TrainedNetwork network, Path place) {
        return replace(network, place, () -> false).orElseThrow();
    }

    /**
     * As {@link #replace(TrainedNetwork, Path)}, unless it should stop.
     *
     * @param stop asked before the export gets its name
     * @return where it was written; empty if it was asked to stop, and then nothing is left of it
     */
    public Optional<Path> replace(TrainedNetwork network, Path place, BooleanSupplier stop) {
        return put(network, place, true, stop);
    }

    private Optional<Path> put(TrainedNetwork network, Path place, boolean replaces, BooleanSupplier stop) {
        if (network.weightBytes() > exporter.mostWeightBytes()) {
            throw new BadInputException(network.network().name() + " has " + network.weightBytes()
                    + " bytes of weights, but " + exporter.format() + " holds at most " + exporter.mostWeightBytes()
                    + "; use another format");
        }
        try {
            requireBill(target(place), replaces);
            return publish(network, place, stop);
        } catch (IOException | UncheckedIOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new RunFailedException(
                    place + " cannot be written (" + trouble.cause() + "); " + trouble.advice(), e);
        }
    }

    private Path target(Path place) throws IOException {
        Path target = exporter.target(place);
        while (Files.isDirectory(target)) {
            Path again = exporter.target(place);
            if (again.equals(target)) {
                throw new BadInputException(target + " is a folder, and only files are replaced; name another place, or"
                        + " remove the folder");
            }
            // Another process took this version meanwhile.
            target = again;
        }
        for (Path above = target.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above) && !Files.isDirectory(above)) {
                throw new BadInputException(
                        above + " is a file, and " + target + " would be in it; name another place");
            }
        }
        return target;
    }

    /** No bill is left beside an export that it does not describe. */
    private void requireBill(Path target, boolean replaces) {
        Path bill = exporter.billOfMaterials(target);
        if (billed && !replaces) {
            requireFree(bill);
        } else if (!billed && Files.exists(bill, LinkOption.NOFOLLOW_LINKS)) {
            throw new BadInputException(
                    bill + " is the bill of materials of another export; replace it too (--bom --force),"
                            + " remove it, or name another place");
        } else if (Files.isDirectory(bill)) {
            throw new BadInputException(
                    bill + " is a folder, and only files are replaced; remove it, or name another place");
        }
    }

    private Optional<Path> publish(TrainedNetwork network, Path place, BooleanSupplier stop) throws IOException {
        Path target = target(place);
        try (UnfinishedExport unfinished = UnfinishedExport.beside(target, exporter::billOfMaterials)) {
            exporter.write(network, unfinished.part());
            while (!stop.getAsBoolean()) {
                describe(network, unfinished, String.valueOf(target.getFileName()));
                unfinished.sync();
                // Hashing and writing to the disk took their time.
                if (stop.getAsBoolean()) {
                    break;
                }
                if (unfinished.publish(target)) {
                    return Optional.of(target);
                }
                // Another process took this version meanwhile.
                target = target(place);
            }
            return Optional.empty();
        }
    }

    /**
     * Writes the bill of materials of what was written, if one is wanted.
     *
     * @param name that the export will have
     */
    private void describe(TrainedNetwork network, UnfinishedExport unfinished, String name) throws IOException {
        if (billed) {
            // It does not describe an earlier form of itself.
            Files.deleteIfExists(unfinished.bill());
            List<ExportedFile> files = ExportedFile.of(unfinished.part(), name);
            Files.writeString(unfinished.bill(), BillOfMaterials.of(network, exporter.format(), files));
        }
    }
}
