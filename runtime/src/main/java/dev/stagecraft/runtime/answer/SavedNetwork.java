package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the network that a checkpoint was saved from, by its name. */
final class SavedNetwork {
    /** Of a head that was added in code; its length is the number of classes. */
    private static final String HEAD_BIAS = "head/dense/bias";

    private SavedNetwork() {}

    static Network find(Path checkpoint, Manifest manifest, Optional<ClassLoader> classes) {
        String name = manifest.network();
        if (!NetworkLoader.isClassName(name)) {
            throw new BadInputException(checkpoint + " was saved from " + ForeignText.printed(name)
                    + ", which is not a valid class name; load it with the network that it was saved from");
        }
        Backbone found = loaders(classes)
                .map(loader -> NetworkLoader.of(loader).find(name))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new BadInputException(checkpoint + " was saved from " + name
                        + ", and there is no class of that name; put the class and what was generated for it on the class"
                        + " path, or load the checkpoint with a class loader that finds it"));
        return found instanceof Network network ? network : found.withHead(classes(checkpoint, manifest));
    }

    private static Stream<ClassLoader> loaders(Optional<ClassLoader> classes) {
        return classes.map(Stream::of)
                .orElseGet(() -> Stream.concat(
                        Stream.ofNullable(Thread.currentThread().getContextClassLoader()),
                        Stream.ofNullable(SavedNetwork.class.getClassLoader())));
    }

    private static int classes(Path checkpoint, Manifest manifest) {
        List<Long> shape = manifest.variables().stream()
                .filter(variable -> variable.name().equals(HEAD_BIAS))
                .map(Manifest.SavedVariable::shape)
                .findFirst()
                .orElse(List.of());
        if (shape.size() != 1 || shape.get(0) > Integer.MAX_VALUE) {
            throw new BadInputException(checkpoint + " was saved from " + ForeignText.printed(manifest.network())
                    + ", which ends in features, and its saved head is not a dense layer; load it with the network that it was saved"
                    + " from");
        }
        return shape.get(0).intValue();
    }
}
