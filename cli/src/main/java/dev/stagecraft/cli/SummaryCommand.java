package dev.stagecraft.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.network.TrainingMemory;
import dev.stagecraft.runtime.precision.DecidedPrecision;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Option(
            names = "--fits",
            paramLabel = "SIZE",
            converter = MemorySize.Reader.class,
            description = "Add the largest batch of a training step that fits into so much memory, as in 16GiB, 8GB or"
                    + " 512MiB. It is an estimate for a CPU. The exit code is 1 if not even one image fits.")
    private @Nullable MemorySize fits;

    @Option(
            names = "--precision",
            paramLabel = "float32|bfloat16|float16|auto",
            description = "For --fits: the precision of the convolutions in training (default: the declared value)."
                    + " auto counts as what it would be on this machine's CPU.")
    private @Nullable Precision precision;

    @Option(
            names = "--recompute",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "For --fits: whether the activations of blocks are computed again in the backward pass"
                    + " (default: the declared value).")
    private @Nullable Boolean recompute;

    @Mixin
    private FormatOptions format;

    @Spec
    private CommandSpec spec;

    private final Console console;

    SummaryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (fits == null && (precision != null || recompute != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--precision and --recompute apply only to --fits; add --fits SIZE");
        }
        Backbone network = checkpoint == null ? model.loadAny() : savedFrom(Checkpoints.savedRun(checkpoint));
        Optional<FittingBatch> batch = Optional.ofNullable(fits).map(size -> fitting(network, size));
        if (format.isJson()) {
            JsonObject json = json(network);
            batch.ifPresent(found -> json.add("fits", found.json()));
            console.out().println(Json.PRETTY.toJson(json));
        } else {
            print(table(network));
            batch.ifPresent(found -> console.out().println(found.line()));
        }
        return batch.filter(found -> found.images() == 0).isPresent() ? 1 : 0;
    }

    private FittingBatch fitting(Backbone network, MemorySize size) {
        LayerTable table = table(network);
        TrainingDefaults declared = network.training();
        Precision chosen = DecidedPrecision.onCpu(precision == null ? declared.precision() : precision, table);
        Recompute blocks = recompute == null ? declared.recompute() : recompute ? Recompute.ALL : Recompute.NONE;
        return TrainingMemory.of(table, chosen, blocks, TrainingMemory.declaredState(table))
                .map(memory -> new FittingBatch(size, chosen, blocks, memory))
                .orElseThrow(() -> new BadInputException("the layer table of " + network.name()
                        + " has no layers, so the memory of a training step cannot be estimated; remove --fits"));
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
    private static JsonObject json(Backbone network) {
        try (Reader reader = new InputStreamReader(network.layerTable(), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
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
