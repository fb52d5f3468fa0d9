package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.DiskTrouble;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * A class path as {@code java --class-path} reads it: an element without a name is the working directory, {@code dir/*}
 * stands for the jar files in a folder, and what does not exist is skipped.
 */
final class ClassPathElements {
    private ClassPathElements() {}

    /**
     * Where its classes are looked for, in its order; the jar files of a folder by name.
     *
     * @throws BadInputException if nothing that it names exists
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

    /** What of a class path holds no class, whatever it was meant to hold: each with the reason, in words. */
    static List<String> unread(String classPath) {
        List<String> unread = new ArrayList<>();
        for (String element : classPath.split(File.pathSeparator, -1)) {
            List<File> files = files(element);
            if (files.isEmpty()) {
                unread.add(element + " matches no jar file");
            }
            files.forEach(file -> flaw(file).ifPresent(unread::add));
        }
        return unread;
    }

    private static Optional<String> flaw(File file) {
        if (!file.exists()) {
            return Optional.of(file + " does not exist");
        }
        if (file.isDirectory()) {
            return file.canRead() && file.canExecute() ? Optional.empty() : Optional.of(file + " cannot be read");
        }
        if (!file.isFile()) {
            return Optional.of(file + " is neither a folder nor a jar file");
        }
        try {
            new ZipFile(file).close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    file + " is not a readable jar file (" + DiskTrouble.of(e).cause() + ")");
        }
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
            throw new BadInputException("--classpath names " + file + ", which is not a valid path", e);
        }
    }
}
