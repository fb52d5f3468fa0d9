package dev.stagecraft.cli;

import dev.stagecraft.runtime.train.WeightsCheck;
import dev.stagecraft.weights.match.WeightsReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether a file of weights fits a network. */
@Command(
        name = "check",
        description =
                "Says whether a file of weights fits a network, by names and shapes. The exit code is 0 if it fits and"
                        + " 1 if it does not. Values are not read.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "FILE",
            description = "A safetensors file in the names of torchvision, timm or Stagecraft.")
    private Path weights;

    @Mixin
    private FormatOptions format;

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        WeightsReport report = WeightsCheck.of(model.loadAny(), weights);
        console.out().println(format.isJson() ? report.json() : report.text());
        return report.fits() ? 0 : 1;
    }
}
