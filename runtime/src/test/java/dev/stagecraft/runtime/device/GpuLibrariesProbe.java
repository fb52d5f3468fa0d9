package dev.stagecraft.runtime.device;

import dev.stagecraft.runtime.host.TensorFlowLibrary;

/** Opens the libraries for a GPU, from the library path that this process was started with, and prints what it found. */
final class GpuLibrariesProbe {
    private GpuLibrariesProbe() {}

    public static void main(String[] arguments) {
        TensorFlowLibrary.load();
        new GpuLibraries(System.getenv("LD_LIBRARY_PATH"), System.getProperty("os.arch"))
                .check()
                .forEach(library -> System.out.println(library.name() + " " + library.state() + ": " + library.text()));
    }
}
