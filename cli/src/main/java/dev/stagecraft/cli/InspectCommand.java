package dev.stagecraft.cli;

import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.metric.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what a checkpoint holds. */
@Command(
        name = "inspect",
        description =
                "Checks a checkpoint and shows what it holds: step, epoch, variables, and one hash over all weights.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            required = true,
            description = "The folder of a checkpoint, or of a run, whose newest checkpoint is used.")
    private Path checkpoint;

    @Mixin
    private FormatOptions format;

    private final Console console;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Inspection found = Checkpoints.inspect(checkpoint);
        if (format.isJson()) {
            console.out().println(Json.PRETTY.toJson(found));
        } else {
            print(found);
        }
        return 0;
    }

    private void print(Inspection found) {
        line("checkpoint", found.checkpoint() + " (format " + found.formatVersion() + ")");
        line("network", found.network());
        line("progress", Progress.text(found.step(), found.epoch(), found.batch()));
        line("data", found.data());
        found.settings().forEach(this::line);
        Inspection.BegunWith begun = found.initialWeights();
        if (begun != null) {
            line(
                    "began with",
                    begun.file() + " (SHA-256 " + begun.sha256() + ", "
                            + (begun.license() == null ? "license unknown" : "license " + begun.license()) + ")");
        }
        found.metrics().forEach((name, value) -> line(name, String.format(Locale.ROOT, "%.4f", value)));
        line(
                "written by",
                "Stagecraft " + found.runtimeVersion() + ", TensorFlow " + found.tensorFlowVersion() + ", Java "
                        + found.javaVersion());
        line("weights", "SHA-256 " + found.weightsSha256());
        print("variables", found.variables());
        print("optimizer", found.optimizerVariables());
    }

    private void print(String what, List<Inspection.SavedTensor> tensors) {
        for (Inspection.SavedTensor tensor : tensors) {
            String dims = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining("×"));
            line(what, tensor.name() + (dims.isEmpty() ? "" : " " + dims));
        }
    }

    private void line(String what, String found) {
        console.out().printf("%-16s%s%n", ForeignText.printed(what), ForeignText.printed(found));
    }
}
