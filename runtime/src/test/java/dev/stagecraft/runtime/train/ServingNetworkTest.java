package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServingNetworkTest {
    private static final int THREADS = 8;
    private static final TinyNetwork NETWORK = new TinyNetwork(4);
    private static final String CLOSED =
            "test.Tiny is closed and gives no more answers; close it only after its last use";

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
    }

    @Test
    void closingWhileThreadsAskWaitsForAnswersUnderWayAndRefusesOthers() throws Exception {
        ServingNetwork serving = serving();
        float[] expected = serving.logits(images(), 1);
        CountDownLatch asking = new CountDownLatch(THREADS);
        List<Future<RunFailedException>> refused = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            refused.add(threads.submit(() -> askUntilRefused(serving, expected, asking)));
        }
        assertTrue(asking.await(1, TimeUnit.MINUTES));
        assertTimeout(Duration.ofSeconds(10), serving::close);
        for (Future<RunFailedException> each : refused) {
            assertEquals(CLOSED, each.get(1, TimeUnit.MINUTES).getMessage());
        }
    }

    /** Every answer before the end is right. */
    private static RunFailedException askUntilRefused(ServingNetwork serving, float[] expected, CountDownLatch asking) {
        return assertThrows(RunFailedException.class, () -> {
            while (true) {
                float[] found = serving.logits(images(), 1);
                asking.countDown();
                for (int i = 0; i < expected.length; i++) {
                    if (expected[i] != found[i]) {
                        throw new AssertionError(found[i] + " instead of " + expected[i]);
                    }
                }
            }
        });
    }

    @Test
    void closingAgainDoesNothing() {
        ServingNetwork serving = serving();
        serving.close();
        serving.close();
        RunFailedException refused = assertThrows(RunFailedException.class, () -> serving.probabilities(images(), 1));
        assertEquals(CLOSED, refused.getMessage());
    }

    private static byte[] images() {
        byte[] image = new byte[64];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i * 3);
        }
        return image;
    }

    private static ServingNetwork serving() {
        Device cpu = Device.choose(Device.Preference.CPU);
        try (TrainableNetwork network = TrainableNetwork.open(NETWORK, NETWORK.input(), cpu, 1)) {
            return network.serving();
        }
    }
}
