package dev.stagecraft.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CoreTimesTest {
    private static CoreTimes times(long user, long idle, long own) {
        return CoreTimes.of(
                "cpu  " + user + " 10 20 " + idle + " 5 0 2 3 99 99\ncpu0 1 1 1 1\n",
                "42 (a (strange) name) S 1 42 42 0 -1 4194304 100 200 0 0 " + own + " 1 2 3 20 0 12 0 5 6 7");
    }

    @Test
    void idleCoresAndCoresThatWaitForDisksAreNotBusy() {
        CoreTimes times = times(1000, 500, 40);
        assertEquals(1000 + 10 + 20 + 2 + 3, times.busy());
        assertEquals(times.busy() + 500 + 5, times.total());
        assertEquals(40 + 1 + 2 + 3, times.own());
    }

    @Test
    void othersAreWhoeverIsBusyAndNotOurs() {
        CoreTimes before = times(1000, 500, 40);
        assertEquals(0.25, times(1075, 525, 90).othersSince(before));
        assertEquals(0, times(1050, 550, 90).othersSince(before));
    }

    @Test
    void ticksThatAreCountedLateAreNoOthers() {
        CoreTimes before = times(1000, 500, 40);
        assertEquals(0, times(1010, 500, 60).othersSince(before));
        assertEquals(0, before.othersSince(before));
    }

    @Test
    void thisMachineTells() {
        CoreTimes now = CoreTimes.now();
        assertTrue(now.own() > 0, now::toString);
        assertTrue(now.busy() >= now.own(), now::toString);
        assertTrue(now.total() >= now.busy(), now::toString);
    }
}
