package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        assertEquals(List.of("file.gz"), names());
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
    void withoutTheSetTheStandInIsGivenLoudly() {
        server.stop(0);
        DataSets sets = new DataSets(
                Map.of("STAGECRAFT_CACHE", folder.toString(), "STAGECRAFT_FASHION_MNIST_URL", base.toString()));
        DataSet found = sets.open("fashion-mnist", 1, told);
        assertEquals(Shapes.TRAIN, found.train().size());
        assertTrue(found.name().contains("stand-in"), found.name());
        assertEquals(1, told.events.size());
        assertTrue(
                told.events.get(0).contains("stand-in") && told.events.get(0).contains(base.toString()),
                told.events.get(0));
    }

    private Download download() {
        return new Download(base, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private IOException fails(Download download) throws IOException {
        IOException error =
                assertThrows(IOException.class, () -> download.fetch("file.gz", hash(CONTENT), folder, told));
        assertEquals(List.of(), names(), "nothing is left behind");
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
            return entries.map(entry -> entry.getFileName().toString()).toList();
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
