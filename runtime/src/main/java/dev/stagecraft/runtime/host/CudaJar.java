package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.io.DiskTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;

/**
 * The libraries of CUDA and cuDNN in a jar on the class path, {@code org.bytedeco:cuda} with the classifier {@code
 * linux-x86_64-redist}. TensorFlow opens these libraries by name. It finds those that the process has loaded already,
 * wherever their files are.
 */
final class CudaJar {
    /** Where the jar keeps them. */
    static final String FOLDER = "org/bytedeco/cuda/linux-x86_64/";

    /** Each comes after those that it needs. Some open others by name later, so these are loaded too. */
    private static final List<String> LIBRARIES = List.of(
            "libcudart.so.12",
            "libnvJitLink.so.12",
            "libcublasLt.so.12",
            "libcublas.so.12",
            "libcufft.so.11",
            "libcusparse.so.12",
            "libcusolver.so.11",
            "libnvrtc.so.12",
            "libcudnn_graph.so.9",
            "libcudnn_ops.so.9",
            "libcudnn_heuristic.so.9",
            "libcudnn_cnn.so.9",
            "libcudnn_adv.so.9",
            "libcudnn_engines_precompiled.so.9",
            "libcudnn_engines_runtime_compiled.so.9",
            "libcudnn.so.9",
            "libcupti.so.12");

    /** One of the libraries reads this file from its own folder. */
    private static final String BUILTINS = "libnvrtc-builtins.so.12.6";

    private CudaJar() {}

    /**
     * Unpacks the libraries, unless that was done before, and loads them. Does nothing if there is no such jar.
     * TensorFlow's native must be loaded already, because its code is used here. TensorFlow opens the libraries with
     * its first session.
     *
     * @param classes where the jar is looked for
     * @param natives the folder of TensorFlow's native
     * @param notices receives a line about the libraries that cannot be loaded
     */
    static void load(ClassLoader classes, Path natives, Consumer<String> notices) {
        if (classes.getResource(FOLDER + LIBRARIES.get(0)) == null) {
            return;
        }
        List<String> failed = new ArrayList<>();
        try {
            Path folder = Files.createDirectories(natives.resolve("cuda"));
            unpack(classes, BUILTINS, folder);
            for (String library : LIBRARIES) {
                if (unpack(classes, library, folder)) {
                    load(folder.resolve(library), failed);
                }
            }
        } catch (IOException e) {
            failed.add("unpacking them into " + natives + " failed ("
                    + DiskTrouble.of(e).cause() + ")");
        }
        if (!failed.isEmpty()) {
            notices.accept("libraries for a GPU from the class path cannot be loaded: " + String.join("; ", failed)
                    + "; the command doctor shows which of them TensorFlow needs");
        }
    }

    private static void load(Path library, List<String> failed) {
        try {
            Loader.loadGlobal(library.toString());
        } catch (UnsatisfiedLinkError e) {
            failed.add(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Unpacks a library if the jar has it, and tells whether it does. Other processes may use the file, or unpack it at
     * the same time, so it gets its name only when it is complete.
     */
    private static boolean unpack(ClassLoader classes, String name, Path folder) throws IOException {
        URL packed = classes.getResource(FOLDER + name);
        if (packed == null) {
            return false;
        }
        Path library = folder.resolve(name);
        URLConnection connection = packed.openConnection();
        try (InputStream in = connection.getInputStream()) {
            if (Files.exists(library) && Files.size(library) == connection.getContentLengthLong()) {
                return true;
            }
            Path part = Files.createTempFile(folder, name, ".part");
            try {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return true;
    }
}
