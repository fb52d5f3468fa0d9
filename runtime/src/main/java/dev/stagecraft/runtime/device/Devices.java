package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.Environment;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The devices that TensorFlow sees on this machine. */
public final class Devices {
    private Devices() {}

    /**
     * Loads TensorFlow's native.
     *
     * @throws BadInputException if there is none on the class path, or it does not load
     */
    static void requireNative() {
        TensorFlowLibrary.load();
    }

    /**
     * Every device, the CPU first.
     *
     * @throws BadInputException if TensorFlow's native library is missing
     * @throws dev.stagecraft.runtime.RunFailedException if TensorFlow cannot list them
     */
    public static List<SeenDevice> seen() {
        requireNative();
        return TensorFlowCalls.get("listing the devices", Devices::list);
    }

    /** TensorFlow's Java classes list devices nowhere; its C interface does, through a session of its own. */
    @SuppressWarnings("try") // The scope is never named: it frees what is made while it is open.
    private static List<SeenDevice> list() {
        try (PointerScope scope = new PointerScope()) {
            TF_Status status = TF_Status.newStatus();
            TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
            BytePointer config = new BytePointer(SessionSettings.GPU.config().toByteArray());
            tensorflow.TF_SetConfig(options, config, config.limit(), status);
            status.throwExceptionIfNotOK();
            TF_Session session = TF_Session.newSession(TF_Graph.newGraph(), options, status);
            status.throwExceptionIfNotOK();
            TF_DeviceList list = tensorflow.TF_SessionListDevices(session, status);
            status.throwExceptionIfNotOK();
            try {
                return read(list, status);
            } finally {
                tensorflow.TF_DeleteDeviceList(list);
            }
        }
    }

    private static List<SeenDevice> read(TF_DeviceList list, TF_Status status) {
        List<SeenDevice> devices = new ArrayList<>();
        for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
            devices.add(new SeenDevice(
                    tensorflow.TF_DeviceListName(list, i, status).getString(),
                    tensorflow.TF_DeviceListType(list, i, status).getString(),
                    tensorflow.TF_DeviceListMemoryBytes(list, i, status)));
        }
        return devices;
    }

    /** Why TensorFlow sees no GPU, as part of a sentence. */
    static String whyNoGpu() {
        if (!hasGpuNative()) {
            return "the TensorFlow native on the class path is " + nativeName()
                    + ", which has no GPU support; set STAGECRAFT_NATIVE=linux-x86_64-gpu for ./stagecraft, or build"
                    + " with -Dtensorflow.native=linux-x86_64-gpu, to get one that does";
        }
        List<GpuLibrary> unusable =
                gpuLibraries().stream().filter(library -> !library.isUsable()).toList();
        List<String> unopened = unusable.stream()
                .filter(library -> library.state() != GpuLibrary.State.TOO_OLD)
                .map(GpuLibrary::name)
                .toList();
        if (!unopened.isEmpty()) {
            return "these libraries cannot be loaded: " + String.join(", ", unopened)
                    + "; put CUDA 12 and cuDNN 9 on the library path (LD_LIBRARY_PATH)";
        }
        if (!unusable.isEmpty()) {
            return unusable.get(0).name() + " " + unusable.get(0).text();
        }
        return "TensorFlow loaded all its GPU libraries but found no GPU; check what nvidia-smi shows";
    }

    /** The classifier of TensorFlow's native library on the class path. */
    public static String nativeName() {
        return Loader.getPlatform() + (hasGpuNative() ? "-gpu" : "");
    }

    private static boolean hasGpuNative() {
        String folder = "org/tensorflow/internal/c_api/" + Loader.getPlatform() + "-gpu/";
        return TensorFlow.class.getClassLoader().getResource(folder + "libjnitensorflow.so") != null;
    }

    /**
     * The libraries that TensorFlow opens for a GPU, and whether they can be used. They are loaded into this process.
     *
     * @return empty if TensorFlow's native on the class path has no GPU support
     * @throws BadInputException if TensorFlow's native library is missing
     */
    public static List<GpuLibrary> gpuLibraries() {
        requireNative();
        if (!hasGpuNative()) {
            return List.of();
        }
        String path = Environment.ofProcess().get("LD_LIBRARY_PATH").orElse("");
        return new GpuLibraries(path, System.getProperty("os.arch")).check();
    }

    /** The models of the NVIDIA cards that the driver lists, such as {@code NVIDIA H100 80GB HBM3}. */
    public static List<String> gpuCards() {
        return GpuCards.read().models();
    }

    /** The version of the NVIDIA driver, such as {@code 550.54.15}; empty if none is loaded. */
    public static Optional<String> gpuDriver() {
        return GpuCards.read().driver();
    }
}
