package dev.stagecraft.cli;

import com.google.gson.JsonParser;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a network's layer table. */
@Command(
        name = "summary",
        description = "Prints the layers of a network with their shapes, parameters and multiply-accumulates.",
        mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {
    private static final String NO_PRESET = "NONE";

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "The folder of a checkpoint, or of a run; prints the network that was saved there.")
    private @Nullable Path checkpoint;

    @Mixin
    private FormatOptions format;

    private final Console console;

    SummaryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Backbone network = checkpoint == null ? model.loadAny() : savedFrom(Checkpoints.savedRun(checkpoint));
        if (format.isJson()) {
            console.out().println(json(network));
        } else {
            print(table(network));
        }
        return 0;
    }

    private Backbone savedFrom(SavedRun saved) {
        Backbone network = model.loadAny(saved);
        if (!network.name().equals(saved.network())) {
            throw new BadInputException(saved.checkpoint() + " was saved from " + ForeignText.printed(saved.network())
                    + ", but --model is " + network.name() + "; remove one of the two");
        }
        LayerTable.Parameters counted = table(network).parameters();
        long parameters = counted.trainable() + counted.nonTrainable();
        // The table lacks a head that code added to a network declared with @Features.
        if (network instanceof Network && parameters != saved.parameters()) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%s was saved from another version of %s: it has %,d values, but the class has %,d; add"
                            + " the class as it was with --classpath, or remove --checkpoint",
                    saved.checkpoint(),
                    network.name(),
                    saved.parameters(),
                    parameters));
        }
        return network;
    }

    /** A network that was loaded by name has a table. */
    private static LayerTable table(Backbone network) {
        return LayerTable.of(network).orElseThrow();
    }

    /** The table as it is stored, with whatever fields it has. */
    private static String json(Backbone network) {
        try (Reader reader = new InputStreamReader(network.layerTable(), StandardCharsets.UTF_8)) {
            return Json.PRETTY.toJson(JsonParser.parseReader(reader));
        } catch (IOException e) {
            throw new UncheckedIOException("the layer table of " + network.name() + " cannot be read", e);
        }
    }

    private void print(LayerTable table) {
        if (!table.preset().equals(NO_PRESET)) {
            console.out().println("what is declared with the preset " + table.preset() + ", written without it:");
            table.declaration().forEach(line -> console.out().println("    " + line));
        }
        row(table.network(), "output", "parameters", "multiply-accumulates");
        row("input", dims(table.input()), "", "");
        for (LayerTable.Layer layer : table.layers()) {
            row(layer.name(), dims(layer.output()), count(layer.parameters()), count(layer.multiplyAccumulates()));
        }
        row("total", "", count(table.parameters().trainable()), count(table.multiplyAccumulates()));
        console.out()
                .println(count(table.parameters().trainable()) + " trainable parameters, "
                        + count(table.parameters().nonTrainable()) + " moving statistics");
    }

    private void row(String name, String output, String parameters, String products) {
        console.out()
                .println(String.format(Locale.ROOT, "%-32s %-16s %14s %20s", name, output, parameters, products)
                        .stripTrailing());
    }

    private static String dims(List<Integer> dims) {
        return dims.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
