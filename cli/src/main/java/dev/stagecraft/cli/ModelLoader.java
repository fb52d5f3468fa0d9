package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.NetworkLoader;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the network that was generated for an annotated class, where the user says. */
final class ModelLoader {
    private final ClassLoader classes;
    private final NetworkLoader networks;
    private final @Nullable String classPath;

    private ModelLoader(ClassLoader classes, @Nullable String classPath) {
        this.classes = classes;
        this.networks = NetworkLoader.of(classes);
        this.classPath = classPath;
    }

    /** A loader over this process's classes and those of a further class path, which may be null. */
    static ModelLoader over(@Nullable String classPath) {
        ClassLoader ours = ModelLoader.class.getClassLoader();
        // Open for as long as the process runs: the network's classes are needed until its end.
        return new ModelLoader(
                classPath == null
                        ? ours
                        : new URLClassLoader(ClassPathElements.urls(classPath).toArray(URL[]::new), ours),
                classPath);
    }

    /** Where it looks. */
    ClassLoader classes() {
        return classes;
    }

    /**
     * The network of an annotated class.
     *
     * @param model its name, as {@link NetworkLoader#find} takes it
     * @throws BadInputException if there is no such class, no network was generated for it, or not for this runtime
     */
    Backbone load(String model) {
        return networks.find(model)
                .orElseThrow(() -> new BadInputException("there is no class " + model + " on the class path; "
                        + (isFileName(model)
                                ? "give the name of the class and not of its file, as in com.acme.Net"
                                : "check the name, or add its folder or jar file with --classpath")
                        + unread()));
    }

    private static boolean isFileName(String model) {
        return model.contains("/") || model.contains("\\") || model.endsWith(".class") || model.endsWith(".java");
    }

    /** What Java passes over in silence may be where the class is. */
    private String unread() {
        if (classPath == null) {
            return "";
        }
        List<String> unread = ClassPathElements.unread(classPath);
        return unread.isEmpty()
                ? ""
                : ". These elements of --classpath were not searched: " + String.join("; ", unread);
    }
}
