package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.io.DiskTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

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

    private static final String PART = ".part";

    /** Longer than any library takes. */
    private static final Duration UNPACKING = Duration.ofHours(1);

    private CudaJar() {}

    /**
     * Unpacks the libraries, unless that was done before, and loads them. Does nothing if there is no such jar.
     * TensorFlow's native must be loaded already, because its code is used here. TensorFlow opens the libraries with
     * its first session.
     *
     * @param classes where the jar is looked for
     * @param natives the folder of TensorFlow's native
     * @param notices receives a line before the libraries are unpacked, which takes long, and one about those that cannot be
     *     loaded
     */
    static void load(ClassLoader classes, Path natives, Consumer<String> notices) {
        if (packed(classes, LIBRARIES.get(0)) == null) {
            return;
        }
        List<String> failed = new ArrayList<>();
        try {
            Path folder = Files.createDirectories(natives.resolve("cuda"));
            removeOldParts(folder);
            List<String> missing = missing(classes, folder);
            if (!missing.isEmpty()) {
                notices.accept("unpacking the libraries of CUDA and cuDNN for a GPU into " + folder + ", about 2.3 GB");
            }
            for (String library : missing) {
                unpack(classes, library, folder);
            }
            for (String library : LIBRARIES) {
                if (packed(classes, library) != null) {
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

    private static @Nullable URL packed(ClassLoader classes, String library) {
        return classes.getResource(FOLDER + library);
    }

    /** The files of the jar that are not in the folder, or not completely. */
    private static List<String> missing(ClassLoader classes, Path folder) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String name :
                Stream.concat(Stream.of(BUILTINS), LIBRARIES.stream()).toList()) {
            URL packed = packed(classes, name);
            Path library = folder.resolve(name);
            if (packed != null
                    && !(Files.exists(library)
                            && Files.size(library) == packed.openConnection().getContentLengthLong())) {
                missing.add(name);
            }
        }
        return missing;
    }

    /** A process that is killed while it unpacks leaves a part behind. A part that still grows is another process's. */
    private static void removeOldParts(Path folder) throws IOException {
        long old = System.currentTimeMillis() - UNPACKING.toMillis();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "lib*" + PART)) {
            for (Path part : parts) {
                if (part.toFile().lastModified() < old) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /**
     * Unpacks a library. Other processes may use the file, or unpack it at the same time, so it gets its name only when it
     * is complete.
     */
    private static void unpack(ClassLoader classes, String name, Path folder) throws IOException {
        Path part = Files.createTempFile(folder, name, PART);
        try (InputStream in = Objects.requireNonNull(packed(classes, name)).openStream()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
