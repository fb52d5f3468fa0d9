package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.BadInputException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.TensorFlow;

/**
 * TensorFlow's native. All our code that uses TensorFlow calls this class first, which tells the library below TensorFlow
 * Java where to unpack the native, and not to end the process, before the library looks for it.
 */
public final class TensorFlowLibrary {
    /** The library's limit for the memory of the whole process is four times the heap, and would end healthy runs. */
    private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    /** What most class paths have. The library's own name of the platform would take long to ask for. */
    private static final String USUAL = "org/tensorflow/internal/c_api/linux-x86_64/libjnitensorflow.so";

    private static final Object LOCK = new Object();

    private static @Nullable NativeLoad loading;
    private static volatile @Nullable NativeFolder folder;

    private TensorFlowLibrary() {}

    /**
     * Begins to load the native on a thread of its own, where the class path has one. Whoever needs it waits for it in {@link
     * #load()}, which also says whether it failed. Otherwise, and in later calls, nothing happens.
     *
     * @return whether it is being loaded or is loaded
     */
    public static boolean begin() {
        return begin(TensorFlowLibrary::log);
    }

    /**
     * As {@link #begin()}.
     *
     * @param notices is told, on the thread that loads it, where this call begins that, what the user should know about it
     */
    public static boolean begin(Consumer<String> notices) {
        synchronized (LOCK) {
            if (loading == null
                    && isUsual()
                    && TensorFlow.class.getClassLoader().getResource(USUAL) != null) {
                loading = NativeLoad.begin(() -> read(notices));
            }
            return loading != null;
        }
    }

    private static boolean isUsual() {
        return "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
    }

    /**
     * Loads the native; later calls do nothing.
     *
     * @throws BadInputException if it does not load; the message says why, and how to fix it
     */
    public static void load() {
        load(TensorFlowLibrary::log);
    }

    private static void log(String notice) {
        System.getLogger("dev.stagecraft").log(System.Logger.Level.WARNING, notice);
    }

    /**
     * As {@link #load()}.
     *
     * @param notices is told, where this call loads it, what the user should know about that
     */
    public static void load(Consumer<String> notices) {
        NativeLoad load;
        synchronized (LOCK) {
            if (loading == null) {
                loading = NativeLoad.begin(() -> read(notices));
            }
            load = loading;
        }
        load.await();
    }

    private static void read(Consumer<String> notices) {
        liftMemoryLimit();
        NativeFolder chosen = NativeFolder.chosenByUser()
                .map(NativeFolder::ofUser)
                .orElseGet(() -> NativeFolder.choose(new Folders(Environment.ofProcess()), notices));
        folder = chosen;
        System.setProperty(NativeFolder.PROPERTY, chosen.path().toString());
        if (chosen.temporary().isPresent()) {
            // The library looks into its folder again for each class that is used for the first time.
            Runtime.getRuntime().addShutdownHook(new Thread(chosen::release, "removal of TensorFlow's native library"));
        }
        LibrarySearch.shorten();
        try {
            TensorFlow.version();
            CudaJar.load(TensorFlow.class.getClassLoader(), chosen.path(), notices);
        } catch (LinkageError e) {
            throw new BadInputException(NativeTrouble.sentence(e, chosen.path()), e);
        }
    }

    /** Removes what was unpacked for this process alone; for those that end it without its shutdown hooks. */
    public static void leave() {
        // No lock: the process leaves while others may be at work.
        NativeFolder unpacked = folder;
        if (unpacked != null) {
            unpacked.release();
        }
    }

    private static void liftMemoryLimit() {
        boolean set = Stream.of(MEMORY_LIMIT, "org.bytedeco.javacpp.maxphysicalbytes")
                .anyMatch(name -> System.getProperty(name) != null);
        if (!set) {
            System.setProperty(MEMORY_LIMIT, "0");
        }
    }

    /**
     * TensorFlow's version, as in {@code 2.18.0}.
     *
     * @throws BadInputException if its native does not load
     */
    public static String version() {
        load();
        return TensorFlow.version();
    }

    /**
     * An empty graph, which the caller closes.
     *
     * @throws BadInputException if TensorFlow's native does not load
     */
    public static Graph newGraph() {
        load();
        return new Graph();
    }
}
