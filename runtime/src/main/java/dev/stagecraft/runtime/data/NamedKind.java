package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** A kind of data that is named by its class; each cause for which it cannot be used has a sentence of its own. */
final class NamedKind {
    /** Binary names have no other characters, and no file that holds a class has a longer name. */
    private static final Pattern CLASS_NAME = Pattern.compile(
            "[\\p{javaJavaIdentifierPart}&&[^\\p{Cntrl}]][.\\p{javaJavaIdentifierPart}&&[^\\p{Cntrl}]]{0,999}");

    private NamedKind() {}

    /**
     * An object of the class.
     *
     * @param name of it, as in {@code com.acme.MyData} or {@code com.acme.Outer.MyData}
     * @throws BadInputException if it is absent, is not a kind of data, or no object of it can be made
     */
    static DataKind of(String name, ClassLoader classes) {
        if (!CLASS_NAME.matcher(name).matches()) {
            throw new BadInputException("class:" + ForeignText.printed(name)
                    + " names no class; write class: and the class's full name, as in class:com.acme.MyData");
        }
        Class<?> found = find(name, classes)
                .orElseThrow(() -> new BadInputException("there is no class " + name
                        + " on the class path; check the name, or add its folder or jar file with --classpath"));
        // Nothing of a class that is something else is run.
        if (!DataKind.class.isAssignableFrom(found)) {
            throw new BadInputException(
                    found.getName() + " is not a kind of data: it does not implement " + DataKind.class.getName());
        }
        requireAccessible(found);
        return create(found);
    }

    private static void requireAccessible(Class<?> found) {
        Module module = found.getModule();
        if (!module.isExported(found.getPackageName(), NamedKind.class.getModule())) {
            throw new BadInputException(found.getName() + " cannot be used: its module " + module.getName()
                    + " does not export the package " + found.getPackageName()
                    + "; add to its module-info: exports " + found.getPackageName() + ";");
        }
        if (Modifier.isAbstract(found.getModifiers())) {
            throw new BadInputException(
                    found.getName() + " is abstract, so no object of it can be created; name a class that extends it");
        }
        if (!Modifier.isPublic(found.getModifiers())) {
            throw new BadInputException(found.getName() + " is not public; declare it public");
        }
    }

    private static DataKind create(Class<?> found) {
        try {
            return (DataKind) found.getConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            throw new BadInputException(
                    found.getName() + " has no public constructor without parameters; add one"
                            + (isInner(found) ? ", and declare the class static" : ""),
                    e);
        } catch (InvocationTargetException e) {
            throw new BadInputException(
                    "an object of " + found.getName() + " cannot be created: its constructor threw "
                            + ForeignText.printed(
                                    String.valueOf(rethrowFatal(Objects.requireNonNullElse(e.getCause(), e)))),
                    e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(found.getName(), e);
        }
    }

    private static boolean isInner(Class<?> found) {
        return found.isMemberClass() && !Modifier.isStatic(found.getModifiers());
    }

    private static Throwable rethrowFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error) {
            throw error;
        }
        return thrown;
    }

    /** A nested class may be written with dots, as in source: each dot from the right may stand for a dollar sign. */
    private static Optional<Class<?>> find(String name, ClassLoader classes) {
        try {
            return Optional.of(Class.forName(name, false, classes));
        } catch (ClassNotFoundException e) {
            return findNested(name, classes);
        } catch (NoClassDefFoundError e) {
            // Java found a file of that name with another class in it, as where a package was left out.
            if (e.getMessage() != null && e.getMessage().contains("wrong name: ")) {
                return findNested(name, classes);
            }
            throw unusable(name, e);
        } catch (LinkageError e) {
            throw unusable(name, e);
        }
    }

    private static Optional<Class<?>> findNested(String name, ClassLoader classes) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : find(name.substring(0, dot) + "$" + name.substring(dot + 1), classes);
    }

    private static BadInputException unusable(String name, Throwable e) {
        return new BadInputException(
                "the class " + name + " cannot be loaded (" + ForeignText.printed(String.valueOf(e))
                        + "); compile it again, or add what it needs with --classpath",
                e);
    }
}
