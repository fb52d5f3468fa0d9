package dev.stagecraft.runtime.host;

import java.lang.reflect.Field;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/**
 * Where the library below TensorFlow Java finds its natives. It looks for 18 libraries of CUDA 11 under 6 names each, in every
 * package above its own and in every place of the class path, although TensorFlow 2.18 uses none of them. That takes longer
 * than everything else that it does before TensorFlow's native is read from disk. What it found is kept in a map, so the
 * answers are put there before it asks.
 */
final class LibrarySearch {
    private static final String FOLDER = "org/tensorflow/internal/c_api/";

    /** Whoever has it may want to load CUDA 11 in the same process. */
    private static final String OTHER_USER = "org/bytedeco/cuda/presets/cudart.class";

    /** As its annotations list them. */
    static final List<String> UNUSED = List.of(
            "cudart@.11.0",
            "cublasLt@.11",
            "cublas@.11",
            "cufft@.10",
            "curand@.10",
            "cusolver@.10",
            "cusparse@.11",
            "cudnn@.8",
            "nccl@.2",
            "nvrtc@.11.0",
            "myelin@.1",
            "nvinfer@.7",
            "cudnn_ops_infer@.8",
            "cudnn_ops_train@.8",
            "cudnn_adv_infer@.8",
            "cudnn_adv_train@.8",
            "cudnn_cnn_infer@.8",
            "cudnn_cnn_train@.8");

    /** What TensorFlow has, by the names that the library uses. */
    static final Map<String, String> FILES = Map.of(
            "tensorflow_cc@.2", "libtensorflow_cc.so.2",
            "tensorflow_framework@.2", "libtensorflow_framework.so.2",
            "jnitensorflow", "libjnitensorflow.so");

    private static final String SETTINGS = "org.bytedeco.javacpp.";

    /** What a user may say about the search; who does wants the library to follow it. */
    private static final List<String> CHOICES = List.of("paths", "find", "load", "platform");

    /** As its field is declared. */
    private static final String TYPE = "java.util.Map<java.lang.String, java.net.URL[]>";

    private LibrarySearch() {}

    /** Shortens the search where that is possible; otherwise nothing changes but the time that it takes. */
    static void shorten() {
        if (isChosen(System.getProperties().stringPropertyNames())) {
            return;
        }
        ClassLoader classes = TensorFlow.class.getClassLoader();
        String platform = FOLDER + Loader.getPlatform();
        if (classes.getResource(platform + "-gpu/libjnitensorflow.so") != null
                || classes.getResource(OTHER_USER) != null) {
            return;
        }
        found(Loader.class).ifPresent(found -> {
            UNUSED.forEach(library -> found.putIfAbsent(library, new URL[0]));
            FILES.forEach((library, file) -> {
                URL packed = classes.getResource(platform + "/" + file);
                if (packed != null) {
                    found.putIfAbsent(library, new URL[] {packed});
                }
            });
        });
    }

    /** Whether one of the system properties tells the library where or how to search. */
    static boolean isChosen(Set<String> properties) {
        return properties.stream()
                .anyMatch(property -> CHOICES.stream().anyMatch(choice -> property.startsWith(SETTINGS + choice)));
    }

    /**
     * The map of what the library found.
     *
     * @param loader its class
     * @return empty if it is another version without such a map, or its module does not let us in
     */
    @SuppressWarnings("unchecked") // The declared type is compared.
    static Optional<Map<String, URL[]>> found(Class<?> loader) {
        try {
            Field field = loader.getDeclaredField("foundLibraries");
            if (!field.getGenericType().getTypeName().equals(TYPE)) {
                return Optional.empty();
            }
            field.setAccessible(true);
            return Optional.ofNullable((Map<String, URL[]>) field.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
