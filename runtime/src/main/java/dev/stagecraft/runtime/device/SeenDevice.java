package dev.stagecraft.runtime.device;

/**
 * A device that TensorFlow sees.
 *
 * @param name TensorFlow's name, such as {@code /job:localhost/replica:0/task:0/device:GPU:0}
 * @param type {@code CPU} or {@code GPU}
 * @param memoryBytes that TensorFlow would use on the device
 */
public record SeenDevice(String name, String type, long memoryBytes) {
    /** Whether the device is a GPU. */
    public boolean isGpu() {
        return type.equals("GPU");
    }
}
