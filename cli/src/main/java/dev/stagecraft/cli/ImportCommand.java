package dev.stagecraft.cli;

import dev.stagecraft.runtime.checkpoint.InitialWeights;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.run.WeightsImport;
import java.nio.file.Path;
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
                        + " training.",
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
        Network network = model.load();
        WeightsImport done = WeightsImport.of(network, weights, Optional.ofNullable(classes), out);
        InitialWeights found = done.weights();
        found.notices().forEach(console::notice);
        console.out()
                .println(
                        format.isJson() ? found.report().json() : found.report().text());
        if (!format.isJson()) {
            console.out().println("weights are in " + done.checkpoint());
            console.out()
                    .println("ask them with: ./stagecraft predict --checkpoint "
                            + ShellWord.of(done.checkpoint().toString())
                            + model.classPathFlag()
                            + " PICTURE");
        }
        return 0;
    }
}
