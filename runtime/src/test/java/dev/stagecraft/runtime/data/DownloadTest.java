package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a server on this machine that behaves well, or does not. */
class DownloadTest {
    private static final byte[] CONTENT = new byte[200_000];

    @TempDir
    private Path folder;

    private HttpServer server;
    private URI base;
    private final Told told = new Told();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        base = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void rightBytesGetTheirName() throws IOException {
        serve("file.gz", CONTENT, CONTENT.length);
        download().fetch("file.gz", hash(CONTENT), folder, told);
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("file.gz")));
        assertEquals(List.of(".lock", "file.gz"), names());
        assertEquals(List.of("started file.gz 200000", "ended"), told.events);
        assertEquals(CONTENT.length, told.received);
    }

    @Test
    void wrongBytesNeverGetTheName() throws IOException {
        serve("file.gz", new byte[10], 10);
        IOException error = fails(download());
        assertTrue(error.getMessage().contains("other bytes than expected"), error.getMessage());
    }

    @Test
    void cutOffTransferNeverGetsTheName() throws IOException {
        serve("file.gz", CONTENT, CONTENT.length + 1L);
        IOException error = fails(download());
        assertTrue(error.getMessage().contains("/file.gz"), error.getMessage());
    }

    /** A server that knows ranges is asked for the rest alone. */
    @Test
    void transferThatWasCutOffGoesOnWhereItEnded() throws IOException {
        byte[] content = random(200_000, 1);
        List<String> ranges = serveInParts("file.gz", content, 70_000);
        IOException cut =
                assertThrows(IOException.class, () -> download().fetch("file.gz", hash(content), folder, told));
        assertTrue(cut.getMessage().contains("/file.gz"), cut.getMessage());
        assertTrue(Files.size(folder.resolve("file.gz.part")) > 0);
        long kept = Files.size(folder.resolve("file.gz.part"));
        download().fetch("file.gz", hash(content), folder, told);
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("file.gz")));
        assertEquals(Arrays.asList(null, "bytes=" + kept + "-"), ranges);
        assertEquals(List.of(".lock", "file.gz"), names());
    }

    @Test
    void serverWithoutRangesSendsTheWholeAnew() throws IOException {
        Files.write(folder.resolve("file.gz.part"), new byte[77]);
        byte[] content = random(200_000, 2);
        serve("file.gz", content, content.length);
        download().fetch("file.gz", hash(content), folder, told);
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("file.gz")));
    }

    /** Of another file, longer than the right one, or the right one with a wrong bit. */
    @Test
    void partThatIsWrongIsFetchedAnewFromItsFirstByte() throws IOException {
        byte[] content = random(200_000, 3);
        byte[] flipped = content.clone();
        flipped[100] ^= 1;
        for (byte[] part : List.of(random(50_000, 4), random(300_000, 5), flipped, Arrays.copyOf(flipped, 999))) {
            Files.write(folder.resolve("file.gz.part"), part);
            List<String> ranges = serveInParts("file.gz", content, content.length);
            download().fetch("file.gz", hash(content), folder, told);
            assertArrayEquals(content, Files.readAllBytes(folder.resolve("file.gz")));
            assertNull(ranges.get(ranges.size() - 1), "the last attempt is for the whole");
            Files.delete(folder.resolve("file.gz"));
            server.removeContext("/file.gz");
        }
    }

    /** Two processes would both fetch; here the second finds the file when the first lets go. */
    @Test
    void twoAtOnceFetchOnce() throws Exception {
        byte[] content = random(200_000, 6);
        List<String> ranges = serveInParts("file.gz", content, content.length);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try {
                    download().fetch("file.gz", hash(content), folder, new Told());
                } catch (IOException | RuntimeException e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(1, ranges.size());
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("file.gz")));
    }

    /** The first answer is held back until both are at work. */
    @Test
    void twoProcessesFetchOnce() throws Exception {
        byte[] content = random(200_000, 7);
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch waiting = new CountDownLatch(1);
        server.createContext("/file.gz", exchange -> {
            asked.incrementAndGet();
            try {
                assertTrue(waiting.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        Process first = fetching(content);
        while (asked.get() == 0 && first.isAlive()) {
            Thread.sleep(20);
        }
        Process second = fetching(content);
        assertEquals(
                "another process is fetching into " + folder + "; waiting for it",
                second.inputReader().readLine());
        waiting.countDown();
        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertEquals(1, asked.get());
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("file.gz")));
        assertEquals(List.of(".lock", "file.gz"), names());
    }

    private Process fetching(byte[] content) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DownloadProbe.class.getName(),
                        base.toString(),
                        hash(content),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A server that knows ranges, and whose first answer may end early; what it was asked for is kept. */
    private List<String> serveInParts(String name, byte[] content, int firstAnswer) {
        List<String> ranges = Collections.synchronizedList(new ArrayList<>());
        server.createContext("/" + name, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            boolean first = ranges.isEmpty();
            ranges.add(range);
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= content.length) {
                exchange.sendResponseHeaders(416, -1);
            } else {
                exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
                int count = first ? Math.min(firstAnswer, content.length - from) : content.length - from;
                exchange.getResponseBody().write(content, from, count);
            }
            exchange.close();
        });
        return ranges;
    }

    private static byte[] random(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void missingFileIsNamedWithTheAnswer() throws IOException {
        IOException error = fails(download());
        assertTrue(error.getMessage().contains("file.gz answered 404"), error.getMessage());
    }

    @Test
    void nobodyThereIsSaid() throws IOException {
        server.stop(0);
        IOException error = fails(download());
        assertTrue(error.getMessage().contains(base.resolve("file.gz").toString()), error.getMessage());
    }

    @Test
    void serverThatNeverAnswersIsLeft() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://localhost:" + silent.getLocalPort() + "/");
            IOException error = fails(new Download(address, Duration.ofSeconds(5), Duration.ofMillis(300)));
            assertTrue(error.getMessage().contains("timed out"), error.getMessage());
        }
    }

    @Test
    void cacheIsCompletedOnceAndMendedWhereItIsWrong() throws IOException {
        Map<String, String> hashes = new HashMap<>();
        Path set = Files.createDirectory(folder.resolve("set"));
        IdxFiles.writeSet(set, 20, 10);
        for (String name : IdxFolder.FILES) {
            byte[] content = Files.readAllBytes(set.resolve(name));
            hashes.put(name, hash(content));
            serve(name, content, content.length);
        }
        Path cache = folder.resolve("cache");
        CachedDataSet cached = new CachedDataSet(cache, hashes, download());
        assertEquals(20, FashionMnist.open(cached.complete(told)).train().size());

        told.events.clear();
        cached.complete(told);
        assertEquals(List.of(), told.events, "a whole cache fetches nothing");

        Files.writeString(cache.resolve(IdxFolder.TEST_LABELS), "spoilt");
        assertEquals(10, FashionMnist.open(cached.complete(told)).test().size());
        assertTrue(told.events.get(0).contains("other bytes than were published"), told.events.toString());
    }

    @Test
    void syntheticDataTakesThePlaceOfTheDefaultAloneAndLoudly() {
        server.stop(0);
        DataSets sets = new DataSets(
                Map.of("STAGECRAFT_CACHE", folder.toString(), "STAGECRAFT_FASHION_MNIST_URL", base.toString()));
        DataSet found = sets.openDefault(1, told);
        assertEquals(Shapes.TRAIN, found.train().size());
        assertEquals(Shapes.NAME, found.name());
        assertEquals(1, told.events.size());
        assertTrue(
                told.events.get(0).contains("synthetic") && told.events.get(0).contains(base.toString()),
                told.events.get(0));

        told.events.clear();
        BadInputException named = assertThrows(BadInputException.class, () -> sets.open("fashion-mnist", 1, told));
        assertTrue(named.getMessage().contains(base.toString()), named.getMessage());
        assertTrue(named.getMessage().contains("--data fashion-mnist:FOLDER"), named.getMessage());
        assertEquals(List.of(), told.events);
    }

    private Download download() {
        return new Download(base, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private IOException fails(Download download) throws IOException {
        IOException error =
                assertThrows(IOException.class, () -> download.fetch("file.gz", hash(CONTENT), folder, told));
        assertFalse(names().contains("file.gz"), "no wrong file has the name");
        return error;
    }

    private void serve(String name, byte[] content, long announced) {
        server.createContext("/" + name, exchange -> {
            exchange.sendResponseHeaders(200, announced);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String hash(byte[] content) {
        return new Sha256().add(content, 0, content.length).hex();
    }

    /** Keeps what it was told. */
    private static final class Told implements Transfer {
        private final List<String> events = new ArrayList<>();
        private long received;

        @Override
        public void notice(String text) {
            events.add(text);
        }

        @Override
        public void started(String file, long bytes) {
            events.add("started " + file + " " + bytes);
        }

        @Override
        public void received(long bytes) {
            received = bytes;
        }

        @Override
        public void ended() {
            events.add("ended");
        }
    }
}
