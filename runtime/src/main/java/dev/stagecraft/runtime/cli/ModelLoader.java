package dev.stagecraft.runtime.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.graph.Backbone;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the network that was generated for an annotated class. */
final class ModelLoader {
    private final ClassLoader classes;

    private ModelLoader(ClassLoader classes) {
        this.classes = classes;
    }

    /** A loader over this process's classes and those of a further class path, which may be null. */
    static ModelLoader over(String classPath) {
        ClassLoader ours = ModelLoader.class.getClassLoader();
        if (classPath == null) {
            return new ModelLoader(ours);
        }
        List<URL> places = new ArrayList<>();
        for (String place : classPath.split(File.pathSeparator, -1)) {
            File file = new File(place);
            if (!file.exists()) {
                throw new BadInputException("--classpath names " + place + ", which does not exist");
            }
            try {
                places.add(file.toURI().toURL());
            } catch (MalformedURLException e) {
                throw new BadInputException("--classpath names " + place + ", which is no usable path", e);
            }
        }
        // Open for as long as the process runs: the network's classes are needed until its end.
        return new ModelLoader(new URLClassLoader(places.toArray(URL[]::new), ours));
    }

    /**
     * The network of an annotated class.
     *
     * @param model its name, as in {@code com.acme.Net}, {@code com.acme.Outer.Net} or {@code com.acme.Outer$Net}
     * @throws BadInputException where there is no such class, no network was generated for it, or not for this runtime
     */
    Backbone load(String model) {
        Class<?> declared = find(model)
                .orElseThrow(() -> new BadInputException("there is no class " + model
                        + " on the class path; check the name, or add its place with --classpath"));
        String generatedName = generatedName(declared.getName());
        Class<?> generated = find(generatedName).orElseThrow(() -> neverProcessed(declared.getName(), generatedName));
        try {
            if (!Backbone.class.isAssignableFrom(generated)) {
                throw new BadInputException(
                        generatedName + " is no generated network of this runtime; expected is a class"
                                + " that implements " + Backbone.class.getName());
            }
            Backbone network = (Backbone) generated.getConstructor().newInstance();
            Version.require(network.name(), network.runtimeVersion());
            return network;
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new BadInputException(
                    model + " was generated for another runtime version, this is " + Version.current()
                            + "; compile it again with stagecraft-processor " + Version.current(),
                    e);
        }
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
            return Optional.of(Class.forName(name, false, classes));
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            int dot = name.lastIndexOf('.');
            return dot < 0 ? Optional.empty() : find(name.substring(0, dot) + "$" + name.substring(dot + 1));
        } catch (UnsupportedClassVersionError e) {
            throw new BadInputException(
                    e.getMessage() + "; compile it with --release "
                            + Runtime.version().feature() + " or older, or run on a newer JDK",
                    e);
        } catch (LinkageError e) {
            throw new BadInputException("the class " + name + " cannot be loaded (" + e + "); compile it again", e);
        }
    }

    /** {@code com.acme.Outer$Net} is generated as {@code com.acme.Outer_NetNetwork}. */
    private static String generatedName(String binaryName) {
        int dot = binaryName.lastIndexOf('.');
        return binaryName.substring(0, dot + 1) + binaryName.substring(dot + 1).replace('$', '_') + "Network";
    }
}
