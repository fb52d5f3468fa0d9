package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.runtime.device.Device;

/** Whether TensorFlow sees a GPU. It is asked in a process of its own, because it then keeps the GPU's memory. */
public final class Gpu {
    private Gpu() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        Figures.print("seen", Device.choose(Device.Preference.AUTO).isGpu() ? 1 : 0);
    }
}
