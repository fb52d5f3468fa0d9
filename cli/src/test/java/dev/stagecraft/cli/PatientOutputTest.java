package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatientOutputTest {
    /** A full pipe that nobody reads, until it is let go. */
    private static final class Stuck extends OutputStream {
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            arrived.write(bytes, offset, count);
        }
    }

    @Test
    void everythingArrivesInItsOrder() {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        PatientOutput patient = new PatientOutput(target, "test");
        PrintStream print = new PrintStream(patient, true, StandardCharsets.UTF_8);
        IntStream.range(0, 1000).forEach(print::println);
        assertTrue(patient.drain(10_000));
        assertEquals(
                IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining("\n", "", "\n")),
                target.toString(StandardCharsets.UTF_8));
    }

    @Test
    void readerThatSleepsHoldsNobodyUpAndLosesNothing() {
        Stuck stuck = new Stuck();
        PatientOutput patient = new PatientOutput(stuck, "test");
        PrintStream print = new PrintStream(patient, true, StandardCharsets.UTF_8);
        long start = System.nanoTime();
        IntStream.range(0, 1000).forEach(print::println);
        assertTrue(System.nanoTime() - start < 3_000_000_000L, "it waits once, for a second");
        assertFalse(patient.drain(0));
        stuck.letGo.countDown();
        assertTrue(patient.drain(10_000));
        assertTrue(stuck.arrived.toString(StandardCharsets.UTF_8).endsWith("\n998\n999\n"));
    }

    @Test
    void firstFailureIsKept() {
        PatientOutput patient = new PatientOutput(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("full");
                    }
                },
                "test");
        patient.write(1);
        assertEquals("full", assertThrows(IOException.class, patient::flush).getMessage());
        patient.write(2);
        assertTrue(patient.drain(1000));
        assertEquals("full", patient.failure().map(Throwable::getMessage).orElse("none"));
    }

    @Test
    void flagOfAnInterruptedThreadStays() throws IOException {
        PatientOutput patient = new PatientOutput(new Stuck(), "test");
        Thread.currentThread().interrupt();
        patient.write(1);
        patient.flush();
        assertTrue(Thread.interrupted());
    }

    /** Three signals end a process whose errors nobody reads. */
    @Test
    void signalsLeaveThoughTheTerminalIsStuck() {
        List<Integer> left = new ArrayList<>();
        AtomicLong clock = new AtomicLong();
        PrintStream err = new PrintStream(new PatientOutput(new Stuck(), "test"), true, StandardCharsets.UTF_8);
        Interrupt interrupt = new Interrupt(err, left::add, clock::get);
        interrupt.guarded(() -> {
            for (int i = 0; i < 3; i++) {
                interrupt.signalled();
                clock.addAndGet(700_000_000);
            }
            return 0;
        });
        assertEquals(List.of(130), left);
    }
}
