package dev.stagecraft.cli;

import com.google.gson.JsonParseException;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;

/** Finds the network that was generated for an annotated class. */
final class ModelLoader {
    private final ClassLoader classes;
    private final String classPath;

    private ModelLoader(ClassLoader classes, String classPath) {
        this.classes = classes;
        this.classPath = classPath;
    }

    /** A loader over this process's classes and those of a further class path, which may be null. */
    static ModelLoader over(String classPath) {
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
     * @param model its name, as in {@code com.acme.Net}, {@code com.acme.Outer.Net} or {@code com.acme.Outer$Net}, or that
     *     of the class that was generated for it
     * @throws BadInputException where there is no such class, no network was generated for it, or not for this runtime
     */
    Backbone load(String model) {
        Class<?> named = find(model)
                .orElseThrow(() -> new BadInputException("there is no class " + model + " on the class path; "
                        + (isFileName(model)
                                ? "name the class and not its file, with dots and no ending, as in com.acme.Net"
                                : "check the name, or add its place with --classpath")
                        + unread()));
        try {
            if (Backbone.class.isAssignableFrom(named)) {
                return network(named);
            }
            if (UnusableClass.implementsOtherVersion(named)) {
                throw notOfThisVersion(named.getName());
            }
            return generatedFor(named);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw UnusableClass.because(named.getName(), e);
        }
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
        return unread.isEmpty() ? "" : ". Not looked into of --classpath: " + String.join("; ", unread);
    }

    private Backbone generatedFor(Class<?> declared) throws ReflectiveOperationException {
        String name = GeneratedName.of(declared);
        Class<?> generated = find(name).orElseThrow(() -> neverProcessed(declared.getName(), name));
        if (!Backbone.class.isAssignableFrom(generated)) {
            throw notOfThisVersion(name);
        }
        Backbone network;
        try {
            network = network(generated);
        } catch (LinkageError e) {
            throw UnusableClass.because(name, e);
        }
        // Outer.Net and Outer_Net are generated under one name, and one of them may not have been processed.
        if (!declared.getName().equals(network.name())) {
            throw neverProcessed(declared.getName(), name + " for it");
        }
        return network;
    }

    private static BadInputException notOfThisVersion(String name) {
        return new BadInputException(name + " is not a generated network of this version of Stagecraft, "
                + Version.current() + ": it does not implement " + Backbone.class.getName() + "; "
                + UnusableClass.compileAgain());
    }

    private static Backbone network(Class<?> generated) throws ReflectiveOperationException {
        Backbone network = (Backbone) generated.getConstructor().newInstance();
        Contract.require(network);
        // Methods may have been added since this runtime; a class that needs one says so here.
        network.training();
        requireTable(network, generated);
        return network;
    }

    /** A build that copies classes alone, or a shaded jar, leaves it behind. */
    private static void requireTable(Backbone network, Class<?> generated) {
        String name = generated.getSimpleName() + ".layers.json";
        try (InputStream table = network.layerTable()) {
            if (table == null) {
                throw new BadInputException("the layer table " + name + " of " + network.name()
                        + " is not beside its class; compile it again, and let the build keep the file");
            }
        } catch (IOException e) {
            throw unreadable(name, network, e);
        }
        try {
            LayerTable table = LayerTable.of(network);
            if (table == null || table.layers() == null || table.parameters() == null) {
                throw unreadable(name, network, new JsonParseException("it holds no layers"));
            }
        } catch (JsonParseException | UncheckedIOException e) {
            throw unreadable(name, network, e);
        }
    }

    private static BadInputException unreadable(String table, Backbone network, Exception cause) {
        return new BadInputException(
                "the layer table " + table + " of " + network.name() + " cannot be read (" + cause.getMessage()
                        + "); compile it again",
                cause);
    }

    private static BadInputException neverProcessed(String model, String generatedName) {
        return new BadInputException(
                model + " is there, but " + generatedName + " is not: the annotation processor did not"
                        + " run when it was compiled, or the class carries no @ResidualNetwork. Put stagecraft-processor on the"
                        + " compiler's annotation processor path; on JDK 23 and later a processor on the class path alone is not"
                        + " run without -proc:full");
    }

    /** A nested class may be written with dots, as in source: each dot from the right may stand for a dollar sign. */
    private Optional<Class<?>> find(String name) {
        try {
            Class<?> found = Class.forName(name, false, classes);
            return found.isArray() ? Optional.empty() : Optional.of(found);
        } catch (ClassNotFoundException e) {
            return findNested(name);
        } catch (NoClassDefFoundError e) {
            if (UnusableClass.isOtherClass(e)) {
                return findNested(name);
            }
            throw UnusableClass.because(name, e);
        } catch (LinkageError e) {
            throw UnusableClass.because(name, e);
        }
    }

    private Optional<Class<?>> findNested(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : find(name.substring(0, dot) + "$" + name.substring(dot + 1));
    }
}
