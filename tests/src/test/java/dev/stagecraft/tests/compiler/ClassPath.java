package dev.stagecraft.tests.compiler;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Elements of the tests' class path that exist, for compilers run as a build runs them. */
final class ClassPath {
    /** A pattern of every element. */
    static final String ALL = ".*";

    /** A pattern of what a user's compiler sees: networks of these tests would stand in the way of the same ones, made anew. */
    static final String USERS = "(?!.*test-classes).*";

    /** A pattern of what a module path takes: javac can derive no module's name from the oracle's natives. */
    static final String MODULES = "(?!.*(test-classes|pytorch-native)).*";

    private ClassPath() {}

    /** Those whose whole path is of a pattern. */
    static List<Path> elements(String pattern) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> element.matches(pattern) && new File(element).exists())
                .map(Path::of)
                .toList();
    }

    /** The same as a command line has them. */
    static String joined(String pattern) {
        return elements(pattern).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
