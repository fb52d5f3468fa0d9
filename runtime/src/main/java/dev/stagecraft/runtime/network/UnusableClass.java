package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.io.ForeignText;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why Java could not load a class or make an object of it: each cause in a sentence of its own, with what Java says. */
final class UnusableClass {
    private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)\\.(\\d+)");
    /** Java 1.0 had class files of version 45, and each release since has had the next. */
    private static final int BEFORE_JAVA_1 = 44;
    /** The minor version that marks preview features. */
    private static final int PREVIEW = 65_535;

    /** Where classes lie that only Stagecraft has. */
    private static final String OURS = "dev.stagecraft.";

    private UnusableClass() {}

    /**
     * The message about a class.
     *
     * @param name of the class that was asked for
     * @param cause what Java threw; an error of the machine, such as an exhausted heap, is thrown again
     */
    static BadInputException because(String name, Throwable cause) {
        if (cause instanceof InvocationTargetException thrown) {
            Throwable inside = Objects.requireNonNullElse(thrown.getCause(), thrown);
            return inside instanceof LinkageError
                    ? because(name, inside)
                    : said(
                            "an object of " + name + " cannot be created: its constructor threw "
                                    + text(rethrowFatal(inside)),
                            cause);
        }
        if (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
            return said(
                    name + " cannot be initialized: its static initializer threw "
                            + text(rethrowFatal(cause.getCause())),
                    cause);
        }
        if (cause instanceof UnsupportedClassVersionError) {
            return said(name + version(text(cause)), cause);
        }
        if (cause instanceof ClassFormatError || cause instanceof VerifyError) {
            return said("the class " + name + " cannot be loaded (" + text(cause) + "); compile it again", cause);
        }
        if (cause instanceof NoClassDefFoundError) {
            String missing = missing(cause);
            return said(
                    missing.startsWith(OURS)
                            ? generatedByOther(name) + ": it needs the class " + missing
                                    + ", which this version does not have; " + compileAgain()
                            : name + " needs the class " + missing
                                    + ", which is not on the class path; add its folder or jar",
                    cause);
        }
        if (cause instanceof IncompatibleClassChangeError) {
            return said(generatedByOther(name) + " (" + text(cause) + "); " + compileAgain(), cause);
        }
        if (cause instanceof NoSuchMethodException) {
            return said(name + " has no public constructor without parameters; " + compileAgain(), cause);
        }
        if (cause instanceof InstantiationException) {
            return said(name + " is abstract, so no object of it can be created; name the annotated class", cause);
        }
        if (cause instanceof IllegalAccessException) {
            return said(name + " is not public, or its module does not export it (" + text(cause) + ")", cause);
        }
        return said("the class " + name + " cannot be loaded (" + text(cause) + ")", cause);
    }

    /** Whether Java found a file of that name with another class in it, as where a package was left out. */
    static boolean isOtherClass(NoClassDefFoundError e) {
        return e.getMessage() != null && e.getMessage().contains("wrong name: ");
    }

    /**
     * Whether a class that is no network of this version implements an interface of Stagecraft's: an older version had its
     * interfaces in other packages, and may lie on the same class path.
     */
    static boolean implementsOtherVersion(Class<?> named) {
        return Arrays.stream(named.getInterfaces())
                .anyMatch(each -> each.getName().startsWith(OURS + "runtime."));
    }

    private static String version(String said) {
        Matcher found = CLASS_FILE_VERSION.matcher(said);
        int here = Runtime.version().feature();
        if (!found.find()) {
            return " cannot be loaded (" + said + "); compile it with --release " + here + " or older";
        }
        int java = Integer.parseInt(found.group(1)) - BEFORE_JAVA_1;
        if (Integer.parseInt(found.group(2)) == PREVIEW) {
            return " was compiled with preview features of Java " + java + " (" + said
                    + "); compile it without --enable-preview";
        }
        return java > here
                ? " was compiled for Java " + java + ", and this is Java " + here + " (" + said
                        + "); compile it with --release " + here + " or older, or run on a newer JDK"
                : " cannot be loaded (" + said + "); compile it again";
    }

    /** The sentence on a class that does not fit to this version, from its beginning. */
    static String generatedByOther(String name) {
        return name + " was generated by a version of Stagecraft other than this one, " + Version.current();
    }

    private static String missing(Throwable e) {
        return ForeignText.printed(String.valueOf(e.getMessage())).replace('/', '.');
    }

    static String compileAgain() {
        return "compile it again with stagecraft-processor " + Version.current();
    }

    private static Throwable rethrowFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error) {
            throw error;
        }
        return thrown;
    }

    /** The text may come from a class file, so it is made printable. */
    private static String text(Throwable e) {
        return ForeignText.printed(
                e instanceof LinkageError && e.getMessage() != null ? e.getMessage() : String.valueOf(e));
    }

    private static BadInputException said(String text, Throwable cause) {
        return new BadInputException(text, cause);
    }
}
