package dev.stagecraft.cli;

import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a trained network for other programs. */
@Command(
        name = "export",
        description =
                "Writes saved weights in a format that other programs read. Preprocessing and the names of the classes are"
                        + " part of it, if the format has a place for them.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private TrainedOptions trained;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            completionCandidates = Formats.class,
            description = "The format: ${COMPLETION-CANDIDATES}.")
    private String format;

    @Option(
            names = "--out",
            paramLabel = "PLACE",
            required = true,
            description = "The file or folder to write. It appears when it is whole.")
    private Path out;

    @Option(names = "--force", description = "If the place exists, replace it, or add a version to it.")
    private boolean force;

    @Option(
            names = "--bom",
            description = "Also write a bill of materials (CycloneDX 1.6 in JSON): PLACE.cdx.json beside a file,"
                    + " assets.extra/bom.cdx.json in a SavedModel.")
    private boolean bom;

    @Mixin
    private FormatOptions output;

    private final Console console;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NetworkExport found = NetworkExport.to(format, trained.classes());
        NetworkExport export = bom ? found.withBillOfMaterials() : found;
        requireFree();
        TrainedNetwork network = trained.load(console);
        export.notice(network).ifPresent(console::notice);
        requireFree();
        return console.interrupt().guarded("removing what was written so far", () -> write(export, network));
    }

    private void requireFree() {
        if (!force) {
            NetworkExport.requireFree(out);
        }
    }

    private int write(NetworkExport export, TrainedNetwork network) {
        BooleanSupplier stop = console.interrupt()::isAsked;
        Optional<Path> written = force ? export.replace(network, out, stop) : export.write(network, out, stop);
        if (written.isEmpty()) {
            console.err().println("interrupted before the export was complete; nothing was written");
            return Main.INTERRUPTED;
        }
        Written summary = new Written(
                network.network().name(),
                network.chosen().checkpoint().toString(),
                format,
                written.get().toString(),
                network.weightsSha256(),
                export.billOfMaterials(written.get()).map(Path::toString).orElse(null));
        if (output.isJson()) {
            console.out().println(Json.LINE.toJson(summary));
        } else {
            console.out()
                    .println(Printable.of("wrote " + summary.place() + " (" + format + ") from " + summary.checkpoint()
                            + ": " + summary.model() + ", weights SHA-256 " + summary.weightsSha256()));
            if (summary.billOfMaterials() != null) {
                console.out().println(Printable.of("wrote " + summary.billOfMaterials() + " (CycloneDX 1.6)"));
            }
        }
        return 0;
    }

    /** The fields that programs read; their names are a contract. The last is left out if no bill was written. */
    private record Written(
            String model,
            String checkpoint,
            String format,
            String place,
            String weightsSha256,
            @Nullable String billOfMaterials) {}

    /** The formats that there are exporters for. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return NetworkExport.formats().iterator();
        }
    }
}
