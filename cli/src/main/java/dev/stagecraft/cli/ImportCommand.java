package dev.stagecraft.cli;

import dev.stagecraft.runtime.checkpoint.WeightsRefusedException;
import dev.stagecraft.runtime.host.StandardError;
import dev.stagecraft.runtime.run.WeightsImport;
import dev.stagecraft.weights.match.WeightsReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a checkpoint of weights that were trained elsewhere. */
@Command(
        name = "import",
        description =
                "Makes a checkpoint of weights that were trained elsewhere. It answers and is evaluated without any"
                        + " training. A network without a head (@Features) gets the head of the weights.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "PLACE",
            description = "A safetensors file in the names of torchvision, timm or Stagecraft, a folder with"
                    + " model.safetensors, a checkpoint, or a run.")
    private Path weights;

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description =
                    "A text file with the name of a class in each line (default: the names in config.json beside the"
                            + " weights).")
    private @Nullable Path classes;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder that gets the checkpoint.")
    private Path out;

    @Mixin
    private FormatOptions format;

    private final Console console;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StandardError.takeFirstRun();
        WeightsImport done;
        try {
            done = WeightsImport.of(model.loadAny(), weights, Optional.ofNullable(classes), out);
        } catch (WeightsRefusedException e) {
            if (format.isJson()) {
                console.out().println(e.report().json(Map.of("refused", String.valueOf(e.getMessage()))));
            }
            throw e;
        }
        done.weights().notices().forEach(console::notice);
        print(done.weights().report(), done.checkpoint().toString());
        return 0;
    }

    private void print(WeightsReport report, String checkpoint) {
        if (format.isJson()) {
            console.out().println(report.json(Map.of("checkpoint", checkpoint)));
            return;
        }
        console.out().println(report.text());
        console.out().println("weights are in " + Printable.of(checkpoint));
        console.out()
                .println("ask them with: ./stagecraft predict --checkpoint "
                        + ShellWord.of(checkpoint)
                        + model.classPathFlag()
                        + " PICTURE");
    }
}
