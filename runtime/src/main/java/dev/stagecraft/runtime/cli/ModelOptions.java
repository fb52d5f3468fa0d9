package dev.stagecraft.runtime.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.graph.Backbone;
import dev.stagecraft.runtime.graph.Network;
import picocli.CommandLine.Option;

/** Which network a command is about. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "CLASS",
            defaultValue = "${sys:stagecraft.model}",
            description = "The annotated class, or the one generated for it (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Where else to look for the class, as java's own --class-path: folders, jar files, dir/* for"
                    + " the jar files in a folder, nothing between two colons for the working directory.")
    private String classPath;

    private ModelOptions() {}

    /** A network that classifies. */
    Network load() {
        Backbone loaded = loadAny();
        if (loaded instanceof Network network) {
            return network;
        }
        throw new BadInputException(
                loaded.name() + " ends in features and gives no classes; declare @Head(classes = …) in"
                        + " place of @Features, or complete it in code with withHead");
    }

    /** A network that may end in features. */
    Backbone loadAny() {
        if (model == null || model.startsWith("${")) {
            throw new BadInputException("no network was named; add --model CLASS");
        }
        return ModelLoader.over(classPath).load(model);
    }

    /** The flags that name this network again. */
    String text(String network) {
        return "--model " + ShellWord.of(network)
                + (classPath == null ? "" : " --classpath " + ShellWord.of(classPath));
    }

    /** The class's name without its package. */
    static String simpleName(Network network) {
        return network.name().substring(network.name().lastIndexOf('.') + 1);
    }
}
