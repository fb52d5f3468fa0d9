package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.Version;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the network that was generated for an annotated class, by the name of the class. */
public final class NetworkLoader {
    /** Binary names have no other characters, and no file that holds a class has a longer name. */
    private static final Pattern CLASS_NAME = Pattern.compile(
            "[\\p{javaJavaIdentifierPart}&&[^\\p{Cntrl}]][.\\p{javaJavaIdentifierPart}&&[^\\p{Cntrl}]]{0,999}");

    private final ClassLoader classes;

    private NetworkLoader(ClassLoader classes) {
        this.classes = classes;
    }

    /** A loader that looks for classes in a class loader, which it does not close. */
    public static NetworkLoader of(ClassLoader classes) {
        return new NetworkLoader(classes);
    }

    /** Whether a text may be the name of a class, so that it can be looked for and printed. */
    public static boolean isClassName(String name) {
        return CLASS_NAME.matcher(name).matches();
    }

    /**
     * The network of an annotated class.
     *
     * @param name such as {@code com.acme.Net}, {@code com.acme.Outer.Net} or {@code com.acme.Outer$Net}, or the name
     *     of the generated class
     * @return a {@link Network}, or only a {@link Backbone} if the type has {@code @Features}; empty if there is no
     *     class of that name
     * @throws BadInputException if the class cannot be loaded, or no network was generated for it, or that was
     *     generated for another runtime; the message names the cause
     */
    public Optional<Backbone> find(String name) {
        return findClass(name).map(this::load);
    }

    /**
     * As {@link #find}, for a class that must exist.
     *
     * @throws BadInputException also if there is no class of that name
     */
    public Backbone load(String name) {
        return find(name).orElseThrow(() -> new BadInputException("there is no class " + name + " on the class path"));
    }

    private Backbone load(Class<?> named) {
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

    private Backbone generatedFor(Class<?> declared) throws ReflectiveOperationException {
        String name = GeneratedName.of(declared);
        Class<?> generated = findClass(name).orElseThrow(() -> neverProcessed(declared.getName(), name));
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
        network.preprocessing();
        requireTable(network, generated);
        return network;
    }

    /** A build that copies classes alone, or a shaded jar, leaves it behind. */
    private static void requireTable(Backbone network, Class<?> generated) {
        String name = generated.getSimpleName() + ".layers.json";
        try (InputStream in = network.layerTable()) {
            if (in == null) {
                throw new BadInputException("the layer table " + name + " of " + network.name()
                        + " is not next to its class; compile the class again, and make the build keep the file");
            }
            if (LayerTable.read(in).layers().isEmpty()) {
                throw new IOException("it holds no layers");
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "the layer table " + name + " of " + network.name() + " cannot be read (" + e.getMessage()
                            + "); compile it again",
                    e);
        }
    }

    private static BadInputException neverProcessed(String model, String generatedName) {
        return new BadInputException(model + " exists, but " + generatedName
                + " does not: the annotation processor did not run when it was compiled, or the class has"
                + " no @ResidualNetwork. Put stagecraft-processor on the compiler's annotation processor"
                + " path. From JDK 23 on, a processor that is only on the class path runs only with"
                + " -proc:full");
    }

    /** A nested class may be written with dots, as in source: each dot from the right may stand for a dollar sign. */
    private Optional<Class<?>> findClass(String name) {
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
        return dot < 0 ? Optional.empty() : findClass(name.substring(0, dot) + "$" + name.substring(dot + 1));
    }
}
