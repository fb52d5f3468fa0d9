package dev.stagecraft.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.host.ComputeThreads;
import dev.stagecraft.runtime.host.JavaProcess;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadsTest {
    /** TensorFlow makes one pool for operations and one within them; sessions that ask nothing come in between. */
    @Test
    void tensorFlowHasTheThreadsThatWereAskedFor() throws Exception {
        String three = probe(3);
        String seven = probe(7);
        assertTrue(three.endsWith(" on 3") && seven.endsWith(" on 7"), three + ", " + seven);
        assertEquals(2 * (7 - 3), count(seven) - count(three), three + ", " + seven);
    }

    @ParameterizedTest
    @CsvSource({"-1", "1025"})
    void numberOutOfRangeIsRefused(int threads) {
        BadInputException refused =
                assertThrows(BadInputException.class, () -> Device.choose(Device.Preference.CPU, threads));
        assertEquals("the number of threads is " + threads + "; it must be 1 to 1024", refused.getMessage());
    }

    /** TensorFlow would go on with the first number and say nothing. */
    @Test
    void anotherNumberThanTheProcessHasIsRefused() {
        TinyNetwork network = new TinyNetwork(4);
        Device device = Device.choose(Device.Preference.CPU);
        TrainableNetwork.open(network, network.input(), device, 1).close();
        BadInputException refused =
                assertThrows(BadInputException.class, () -> Device.choose(Device.Preference.CPU, 97));
        assertEquals(
                "97 threads were requested, but this process computes with as many as TensorFlow chose"
                        + " since it first used TensorFlow; request 97 before that, or in another process",
                refused.getMessage());
        assertEquals(0, device.threads());
    }

    @Test
    void oneThreadForEachRunIsRefusedToo() {
        TinyNetwork network = new TinyNetwork(4);
        TrainableNetwork.open(network, network.input(), Device.choose(Device.Preference.CPU), 1)
                .close();
        BadInputException refused = assertThrows(BadInputException.class, () -> ComputeThreads.requireRuns(2));
        assertEquals(
                "1 thread for each run was requested, but this process computes with as many as TensorFlow chose"
                        + " since it first used TensorFlow; request 1 before that, or in another process",
                refused.getMessage());
    }

    private static int count(String probed) {
        return Integer.parseInt(probed.substring(0, probed.indexOf(' ')));
    }

    private static String probe(int threads) throws IOException, InterruptedException {
        return JavaProcess.printed(ThreadsProbe.class, String.valueOf(threads)).strip();
    }
}
