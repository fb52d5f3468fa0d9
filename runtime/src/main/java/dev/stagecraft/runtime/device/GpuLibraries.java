package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.device.GpuLibrary.State;
import dev.stagecraft.runtime.host.NativeFunction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;

/**
 * The libraries that TensorFlow 2.18 opens for a GPU. If one does not open, TensorFlow stays on the CPU without a
 * message.
 */
final class GpuLibraries {
    private static final String RUNTIME = "libcudart.so.12";
    private static final String CUDNN = "libcudnn.so.9";

    private static final List<String> NAMES = List.of(
            RUNTIME,
            "libcublas.so.12",
            "libcublasLt.so.12",
            "libcufft.so.11",
            "libcusolver.so.11",
            "libcusparse.so.12",
            CUDNN);

    /** CUDA counts 12.5 as 12050. */
    private static final int LEAST_CUDA = 12_050;

    /** Programs for CUDA 12.5 run with a driver for any version of CUDA 12. */
    private static final int LEAST_DRIVER = 12_000;

    /** cuDNN counts 9.3.0 as 90300. */
    private static final int LEAST_CUDNN = 90_300;

    private static final Pattern OTHER_LIBRARY = Pattern.compile("(lib[^ :/]+): cannot open shared object file");

    private static final int HEADER = 20;
    private static final int MAGIC = 0x7f454c46;
    private static final int CLASS_64 = 2;

    private final List<Path> folders;
    private final String architecture;

    /** @param libraryPath folders that the system searches first, separated by colons */
    GpuLibraries(String libraryPath, String architecture) {
        this.folders = Arrays.stream(libraryPath.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        this.architecture = architecture;
    }

    /**
     * Opens each library and asks for its version. Opened libraries stay in this process. TensorFlow's native must be
     * loaded.
     */
    List<GpuLibrary> check() {
        return NAMES.stream().map(this::check).toList();
    }

    private GpuLibrary check(String name) {
        try {
            Loader.loadGlobal(name);
        } catch (UnsatisfiedLinkError e) {
            return closed(name, String.valueOf(e.getMessage()));
        }
        return switch (name) {
            case RUNTIME -> runtime();
            case CUDNN -> cudnn();
            default -> new GpuLibrary(name, State.USABLE, "opens");
        };
    }

    private GpuLibrary closed(String name, String said) {
        Optional<Path> file = folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::exists)
                .findFirst();
        Optional<String> fault = file.flatMap(this::fault);
        if (fault.isPresent()) {
            return new GpuLibrary(
                    name,
                    State.WRONG,
                    "cannot be opened, because " + file.get() + " " + fault.get() + "; install it again");
        }
        Matcher other = OTHER_LIBRARY.matcher(said);
        if (other.find() && !other.group(1).equals(name)) {
            return new GpuLibrary(
                    name,
                    State.WRONG,
                    "cannot be opened, because it needs " + other.group(1)
                            + ", which is missing; put the folder that holds it on the library path (LD_LIBRARY_PATH)");
        }
        return other.reset().find()
                ? new GpuLibrary(
                        name,
                        State.MISSING,
                        "is missing; put the folder that holds it on the library path (LD_LIBRARY_PATH)")
                : new GpuLibrary(name, State.WRONG, "cannot be opened (" + said + "); install it again");
    }

    /** What is wrong with a file, as the end of a sentence; empty if it is a library for this machine. */
    private Optional<String> fault(Path file) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {}
        } catch (IOException e) {
            return Optional.of("cannot be read");
        }
        if (header.hasRemaining() || header.getInt(0) != MAGIC) {
            return Optional.of("is not a library");
        }
        int machine = header.order(ByteOrder.LITTLE_ENDIAN).getShort(HEADER - 2);
        boolean fits = header.get(4) == CLASS_64 && machine == machine();
        return fits ? Optional.empty() : Optional.of("was made for another processor than " + architecture);
    }

    /** The number that ELF files have for the processor. */
    private int machine() {
        return architecture.equals("aarch64") ? 183 : 62;
    }

    private static GpuLibrary runtime() {
        int version = asked("cudaRuntimeGetVersion");
        if (version > 0 && version < LEAST_CUDA) {
            return new GpuLibrary(
                    RUNTIME,
                    State.TOO_OLD,
                    "has version " + cuda(version) + ", but TensorFlow needs CUDA 12.5 or a later 12; install one");
        }
        int driver = asked("cudaDriverGetVersion");
        String found = version > 0 ? "has version " + cuda(version) : "opens";
        if (driver == 0) {
            return new GpuLibrary(
                    RUNTIME, State.TOO_OLD, found + ", but there is no NVIDIA driver; install one for CUDA 12");
        }
        return driver > 0 && driver < LEAST_DRIVER
                ? new GpuLibrary(
                        RUNTIME,
                        State.TOO_OLD,
                        found + ", but the NVIDIA driver is for CUDA " + cuda(driver)
                                + "; install a driver for CUDA 12 (version 525 or later)")
                : new GpuLibrary(RUNTIME, State.USABLE, found);
    }

    private static GpuLibrary cudnn() {
        // This function takes no parameters and returns the version.
        int version = NativeFunction.isKnown("cudnnGetVersion") ? NativeFunction.call("cudnnGetVersion", 0, 0) : -1;
        if (version < 0) {
            return new GpuLibrary(CUDNN, State.USABLE, "opens");
        }
        String text = "has version " + version / 10_000 + "." + version / 100 % 100;
        return version < LEAST_CUDNN
                ? new GpuLibrary(
                        CUDNN, State.TOO_OLD, text + ", but TensorFlow needs 9.3 or later; install a later cuDNN")
                : new GpuLibrary(CUDNN, State.USABLE, text);
    }

    /** The number that a function writes to the address it is given; -1 if it cannot be called or fails. */
    private static int asked(String function) {
        if (!NativeFunction.isKnown(function)) {
            return -1;
        }
        try (IntPointer number = new IntPointer(1)) {
            number.put(0);
            int failed = NativeFunction.call(function, number.address(), 0);
            return failed == 0 ? number.get() : -1;
        }
    }

    private static String cuda(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }
}
