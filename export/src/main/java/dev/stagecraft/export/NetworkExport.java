package dev.stagecraft.export;

import dev.stagecraft.export.bill.BillOfMaterials;
import dev.stagecraft.export.bill.ExportedFile;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

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
     * @param format such as {@code onnx}; see {@link #formats}
     * @throws BadInputException if there is no exporter for it
     */
    public static NetworkExport to(String format) {
        return exporters().stream()
                .filter(exporter -> exporter.format().equals(format))
                .findFirst()
                .map(NetworkExport::by)
                .orElseThrow(() -> new BadInputException("there is no format " + format + "; formats are "
                        + formats().stream().collect(Collectors.joining(", "))));
    }

    /** An export by an exporter that no service names. */
    public static NetworkExport by(Exporter exporter) {
        return new NetworkExport(exporter, false);
    }

    /**
     * The same, which also writes a bill of materials (CycloneDX 1.6 in JSON): beside a file, as {@code net.onnx.cdx.json}, and
     * in the folder of a SavedModel, as {@code assets.extra/bom.cdx.json}.
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
        return exporters().stream().map(Exporter::format).distinct().sorted().toList();
    }

    static List<Exporter> exporters() {
        return ServiceLoader.load(Exporter.class, NetworkExport.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
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
        requireFree(place);
        return put(network, place, false);
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
     * @throws BadInputException if a folder is in the place of a file, or the format cannot hold this network
     */
    public Path replace(TrainedNetwork network, Path place) {
        return put(network, place, true);
    }

    private Path put(TrainedNetwork network, Path place, boolean replaces) {
        if (network.weightBytes() > exporter.mostWeightBytes()) {
            throw new BadInputException(network.network().name() + " has " + network.weightBytes()
                    + " bytes of weights, but " + exporter.format() + " holds at most " + exporter.mostWeightBytes()
                    + "; use another format");
        }
        try {
            Path target = exporter.target(place);
            if (Files.isDirectory(target)) {
                throw new BadInputException(target + " is a folder, and only files are replaced; name another place, or"
                        + " remove the folder");
            }
            requireBill(target, replaces);
            return publish(network, target);
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new RunFailedException(
                    place + " cannot be written (" + trouble.cause() + "); " + trouble.advice(), e);
        }
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

    private Path publish(TrainedNetwork network, Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a root folder is no place");
        DurableFiles.createFolders(folder);
        Path part = Files.createTempDirectory(folder, ".stagecraft-export-");
        try {
            Path written = part.resolve("export");
            exporter.write(network, written);
            Optional<Path> beside = describe(network, written, String.valueOf(target.getFileName()));
            if (beside.isPresent()) {
                // An interruption leaves an export without its bill, and never the bill of another export.
                Files.deleteIfExists(exporter.billOfMaterials(target));
            }
            DurableFiles.publish(written, target);
            if (beside.isPresent()) {
                DurableFiles.publish(beside.get(), exporter.billOfMaterials(target));
            }
            return target;
        } finally {
            DurableFiles.deleteTree(part);
        }
    }

    /**
     * Writes the bill of materials of what was written.
     *
     * @param name that the export will have
     * @return the bill if it is not a part of the export, and has to be published by itself
     */
    private Optional<Path> describe(TrainedNetwork network, Path written, String name) throws IOException {
        if (!billed) {
            return Optional.empty();
        }
        String text = BillOfMaterials.of(network, exporter.format(), ExportedFile.of(written, name));
        Path bill = Files.writeString(exporter.billOfMaterials(written), text);
        return bill.startsWith(written) ? Optional.empty() : Optional.of(bill);
    }
}
