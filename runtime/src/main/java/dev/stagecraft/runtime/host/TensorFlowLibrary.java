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

    private static boolean loaded;
    private static volatile @Nullable NativeFolder folder;
    private static @Nullable String trouble;

    private TensorFlowLibrary() {}

    /**
     * Loads the native; later calls do nothing.
     *
     * @throws BadInputException if it does not load; the message says why, and how to fix it
     */
    public static void load() {
        load(notice -> System.getLogger("dev.stagecraft").log(System.Logger.Level.WARNING, notice));
    }

    /**
     * As {@link #load()}.
     *
     * @param notices is told, where this call loads it, what the user should know about that
     */
    public static synchronized void load(Consumer<String> notices) {
        if (loaded) {
            return;
        }
        if (trouble != null) {
            // What failed once, Java does not try again.
            throw new BadInputException(trouble);
        }
        liftMemoryLimit();
        folder = NativeFolder.chosenByUser()
                .map(NativeFolder::ofUser)
                .orElseGet(() -> NativeFolder.choose(new Folders(Environment.ofProcess()), notices));
        System.setProperty(NativeFolder.PROPERTY, folder.path().toString());
        if (folder.temporary().isPresent()) {
            // The library looks into its folder again for each class that is used for the first time.
            Runtime.getRuntime().addShutdownHook(new Thread(folder::release, "removal of TensorFlow's native library"));
        }
        LibrarySearch.shorten();
        try {
            TensorFlow.version();
            CudaJar.load(TensorFlow.class.getClassLoader(), folder.path(), notices);
            loaded = true;
        } catch (LinkageError e) {
            trouble = NativeTrouble.sentence(e, folder.path());
            throw new BadInputException(trouble, e);
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
