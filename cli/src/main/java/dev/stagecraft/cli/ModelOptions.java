package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkLoader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network a command is about. */
final class ModelOptions {
    /** Set by the launcher. */
    private static final String DEFAULT = "stagecraft.model";

    @Option(
            names = "--model",
            paramLabel = "CLASS",
            description = "The annotated class, or the class generated for it (default: the class that the checkpoint"
                    + " or the resumed run was saved from; otherwise ${sys:stagecraft.model}).")
    private @Nullable String model;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Where to look for the class besides the samples, in the form of java's --class-path: folders"
                    + " and jar files with colons between them. dir/* means all jar files in dir. An empty element"
                    + " means the working directory.")
    private @Nullable String classPath;

    private @Nullable ModelLoader loader;

    private ModelOptions() {}

    private ModelLoader loader() {
        if (loader == null) {
            loader = ModelLoader.over(classPath);
        }
        return loader;
    }

    /** Where classes that users name are looked for, the network's and those of their data. */
    ClassLoader classes() {
        return loader().classes();
    }

    /** A network that classifies. */
    Network load() {
        return classifying(loadAny());
    }

    /** The network that was named; empty if none was. */
    Optional<Network> named() {
        return model == null ? Optional.empty() : Optional.of(load());
    }

    /** As {@link #load()}; where no class was named, the one that a checkpoint was saved from. */
    Network load(SavedRun saved) {
        return classifying(loadAny(saved));
    }

    private static Network classifying(Backbone loaded) {
        if (loaded instanceof Network network) {
            return network;
        }
        throw new BadInputException(
                loaded.name() + " ends in features and has no classes; declare @Head(classes = …) instead of @Features,"
                        + " or add a head in code with withHead");
    }

    /** A network that may end in features. */
    Backbone loadAny() {
        String named = model != null ? model : System.getProperty(DEFAULT);
        if (named == null) {
            throw new BadInputException("no network was named; add --model CLASS");
        }
        return loader().load(named);
    }

    /**
     * As {@link #loadAny()}; where no class was named, the one that a checkpoint was saved from. It is looked for only
     * where the user says: a class path in a checkpoint would run code that the checkpoint's writer chose.
     */
    Backbone loadAny(SavedRun saved) {
        if (model != null) {
            return loadAny();
        }
        if (!NetworkLoader.isClassName(saved.network())) {
            throw new BadInputException(saved.checkpoint() + " was saved from " + ForeignText.printed(saved.network())
                    + ", which is not a valid class name; name the class with --model");
        }
        try {
            return loader().load(saved.network());
        } catch (BadInputException e) {
            throw new BadInputException(e.getMessage() + hint(saved), e);
        }
    }

    private String hint(SavedRun saved) {
        return classPath != null
                ? ""
                : saved.origin()
                        .flatMap(RunOrigin::classPath)
                        .map(given -> ". " + saved.checkpoint() + " records that its run was given --classpath "
                                + ShellWord.of(ForeignText.printed(given))
                                + "; add that option if you trust the code there")
                        .orElse("");
    }

    /** The class path that was given. */
    Optional<String> classPath() {
        return Optional.ofNullable(classPath);
    }

    /** What a command must repeat to find the class in the same way; empty if no class path was given. */
    String classPathFlag() {
        return classPath().map(given -> " --classpath " + ShellWord.of(given)).orElse("");
    }

    /** The class's name without its package. */
    static String simpleName(Network network) {
        return network.name().substring(network.name().lastIndexOf('.') + 1);
    }
}
