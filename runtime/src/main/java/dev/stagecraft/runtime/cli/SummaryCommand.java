package dev.stagecraft.runtime.cli;

import com.google.gson.GsonBuilder;
import dev.stagecraft.runtime.graph.Backbone;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints a network's layer table. */
@Command(
        name = "summary",
        description = "Prints a network's layers with shapes, parameters and multiply-accumulates.",
        mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {
    private static final String NO_PRESET = "NONE";

    @Mixin
    private ModelOptions model;

    @Mixin
    private FormatOptions format;

    private final Console console;

    SummaryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Backbone network = model.loadAny();
        if (format.isJson()) {
            console.out().println(new GsonBuilder().setPrettyPrinting().create().toJson(LayerTable.json(network)));
        } else {
            print(LayerTable.of(network));
        }
        return 0;
    }

    private void print(LayerTable table) {
        if (!table.preset().equals(NO_PRESET)) {
            console.out().println("with the preset " + table.preset() + " that is:");
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
