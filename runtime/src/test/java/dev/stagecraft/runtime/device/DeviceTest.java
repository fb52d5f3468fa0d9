package dev.stagecraft.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTest {
    private static boolean hasGpu() {
        return Devices.seen().stream().anyMatch(SeenDevice::isGpu);
    }

    @Test
    void theFirstDeviceSeenIsTheCpu() {
        List<SeenDevice> seen = Devices.seen();
        assertEquals("/job:localhost/replica:0/task:0/device:CPU:0", seen.get(0).name());
        assertFalse(seen.get(0).isGpu());
        assertTrue(seen.get(0).memoryBytes() > 0);
    }

    @Test
    void theCpuIsToBeHadEverywhere() {
        Device cpu = Device.choose(Device.Preference.CPU);
        assertEquals("cpu", cpu.name());
        assertEquals("as requested", cpu.reason());
        assertFalse(cpu.isGpu());
        assertTrue(cpu.freeMemory().orElseThrow() > 0);
    }

    @Test
    void withoutAGpuAutoIsTheCpuAndSaysWhy() {
        assumeTrue(!hasGpu(), "this machine has a GPU");
        Device device = Device.choose(Device.Preference.AUTO);
        assertEquals("cpu", device.name());
        assertEquals("TensorFlow sees no GPU: " + Devices.whyNoGpu(), device.reason());
    }

    @Test
    void withoutAGpuOneThatIsAskedForIsRefused() {
        assumeTrue(!hasGpu(), "this machine has a GPU");
        BadInputException refused = assertThrows(BadInputException.class, () -> Device.choose(Device.Preference.GPU));
        assertEquals(
                "a GPU was requested, but TensorFlow sees none: " + Devices.whyNoGpu()
                        + ". To run on the CPU, choose cpu or auto",
                refused.getMessage());
    }

    @Test
    void withAGpuAutoIsTheGpu() {
        assumeTrue(hasGpu(), "this machine has no GPU");
        Device device = Device.choose(Device.Preference.AUTO);
        assertEquals("gpu(0)", device.name());
        assertTrue(device.isGpu());
        assertTrue(device.freeMemory().orElseThrow() > 0);
    }
}
