package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads what a jar has for a GPU, and prints which libraries the process has then. */
final class CudaJarProbe {
    private CudaJarProbe() {}

    public static void main(String[] arguments) throws IOException {
        TensorFlowLibrary.load();
        try (URLClassLoader jar =
                new URLClassLoader(new URL[] {Path.of(arguments[0]).toUri().toURL()})) {
            CudaJar.load(jar, Path.of(arguments[1]), System.out::println);
        }
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("/libcu"))
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .forEach(System.out::println);
    }
}
