package dev.stagecraft.runtime.cli;

import dev.stagecraft.runtime.BadInputException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A class path as {@code java --class-path} reads it: an element without a name is the working directory, {@code dir/*}
 * stands for the jar files in a folder, and what does not exist is skipped.
 */
final class ClassPathElements {
    private ClassPathElements() {}

    /**
     * Where its classes are looked for, in its order; the jar files of a folder by name.
     *
     * @throws BadInputException where nothing that it names exists
     */
    static List<URL> urls(String classPath) {
        List<File> files = new ArrayList<>();
        for (String element : classPath.split(File.pathSeparator, -1)) {
            files.addAll(files(element));
        }
        List<File> existing = files.stream().filter(File::exists).toList();
        if (existing.isEmpty()) {
            throw new BadInputException("--classpath names " + classPath + ", which does not exist");
        }
        return existing.stream().map(ClassPathElements::url).toList();
    }

    private static List<File> files(String element) {
        File file = new File(element.isEmpty() ? "." : element);
        boolean wildcard = element.equals("*") || element.endsWith(File.separator + "*");
        // A file may have such a name; java takes that file then.
        if (!wildcard || file.exists()) {
            return List.of(file);
        }
        File folder = new File(element.equals("*") ? "." : element.substring(0, element.length() - 1));
        File[] jars = folder.listFiles((in, name) -> name.endsWith(".jar") || name.endsWith(".JAR"));
        return jars == null ? List.of() : Arrays.stream(jars).sorted().toList();
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new BadInputException("--classpath names " + file + ", which is not a usable path", e);
        }
    }
}
