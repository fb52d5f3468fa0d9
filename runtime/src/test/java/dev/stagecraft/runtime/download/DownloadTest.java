package dev.stagecraft.runtime.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.FashionMnist;
import dev.stagecraft.runtime.data.IdxFiles;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.host.Environment;
import dev.stagecraft.runtime.io.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching from a server on this machine that behaves well, or does not. */
class DownloadTest {
    private static final byte[] CONTENT = new byte[200_000];
    private static final Proxies NO_PROXIES = new Proxies(new Environment(Map.of()));
    private static final Download.Limits LIMITS =
            new Download.Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(60));

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
        fetch(CONTENT);
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("file.gz")));
        assertEquals(List.of(".lock", "file.gz"), names());
        assertEquals(List.of("started file.gz 200000", "ended"), told.events);
        assertEquals(CONTENT.length, told.received);
    }

    @Test
    void wrongBytesNeverGetTheName() throws IOException {
        serve("file.gz", random(CONTENT.length, 8), CONTENT.length);
        IOException error = fails(CONTENT);
        assertTrue(error.getMessage().contains("other bytes than expected"), error.getMessage());
    }

    @Test
    void cutOffTransferNeverGetsTheName() throws IOException {
        server.createContext("/file.gz", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, CONTENT.length - 1);
            exchange.close();
        });
        IOException error = fails(CONTENT);
        assertTrue(error.getMessage().contains("/file.gz was cut off: 199999 of 200000"), error.getMessage());
    }

    /** A server that knows ranges is asked for the rest alone. */
    @Test
    void transferThatWasCutOffGoesOnWhereItEnded() throws IOException {
        byte[] content = random(200_000, 1);
        List<String> ranges = serveInParts("file.gz", content, 70_000);
        IOException cut = assertThrows(IOException.class, () -> fetch(content));
        assertTrue(cut.getMessage().contains("/file.gz"), cut.getMessage());
        assertTrue(Files.size(folder.resolve("file.gz.part")) > 0);
        long kept = Files.size(folder.resolve("file.gz.part"));
        fetch(content);
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("file.gz")));
        assertEquals(Arrays.asList(null, "bytes=" + kept + "-"), ranges);
        assertEquals(List.of(".lock", "file.gz"), names());
    }

    @Test
    void serverWithoutRangesSendsTheWholeAnew() throws IOException {
        Files.write(folder.resolve("file.gz.part"), new byte[77]);
        byte[] content = random(200_000, 2);
        serve("file.gz", content, content.length);
        fetch(content);
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
            fetch(content);
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
                    cached(download(), content).complete(new Told());
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
            await(waiting);
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
                "the process " + first.pid() + " is downloading to " + folder + "; waiting for it for up to 10 minutes",
                second.inputReader().readLine());
        waiting.countDown();
        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertEquals(1, asked.get());
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("file.gz")));
        assertEquals(List.of(".lock", "file.gz"), names());
    }

    private Process fetching(byte[] content) throws IOException {
        return fetching(content, Map.of());
    }

    private Process fetching(byte[] content, Map<String, String> proxies) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DownloadProbe.class.getName(),
                base.toString(),
                hash(content),
                String.valueOf(content.length),
                folder.toString());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(proxies);
        return (proxies.isEmpty() ? builder.redirectError(ProcessBuilder.Redirect.INHERIT) : builder).start();
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
        IOException error = fails(CONTENT);
        assertTrue(error.getMessage().contains("file.gz answered 404"), error.getMessage());
    }

    @Test
    void nobodyThereIsSaid() throws IOException {
        server.stop(0);
        IOException error = fails(CONTENT);
        assertTrue(error.getMessage().contains(base.resolve("file.gz").toString()), error.getMessage());
    }

    @Test
    void serverThatNeverAnswersIsLeft() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            base = URI.create("http://localhost:" + silent.getLocalPort() + "/");
            IOException error = failsFast(Duration.ofMillis(300), Duration.ofSeconds(60));
            assertTrue(error.getMessage().contains("nothing arrived for 300 ms"), error.getMessage());
        }
    }

    private IOException failsFast(Duration silence, Duration total) throws IOException {
        Download hasty = new Download(
                Address.known(base.toString()), NO_PROXIES, new Download.Limits(Duration.ofSeconds(5), silence, total));
        long start = System.nanoTime();
        IOException error =
                assertThrows(IOException.class, () -> cached(hasty, CONTENT).complete(told));
        assertTrue(System.nanoTime() - start < 10e9, "it took longer than 10 s");
        assertFalse(names().contains("file.gz"), "no wrong file has the name");
        return error;
    }

    /** The body stalls in its middle; Java's client would wait for ever. */
    @Test
    void bodyThatStallsIsLeftAndGoesOnLater() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/file.gz", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1_000);
            exchange.getResponseBody().flush();
            await(over);
            exchange.close();
        });
        IOException error = failsFast(Duration.ofMillis(500), Duration.ofSeconds(60));
        over.countDown();
        assertTrue(
                error.getMessage().contains("was cut off: 1000 of 200000 bytes arrived")
                        && error.getMessage().contains("nothing arrived for 500 ms"),
                error.getMessage());
        assertEquals(1_000, Files.size(folder.resolve("file.gz.part")));
        server.removeContext("/file.gz");
        serveInParts("file.gz", CONTENT, CONTENT.length);
        fetch(CONTENT);
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("file.gz")));
    }

    /** A byte now and then breaks the silence, and would last for days. */
    @Test
    void bodyThatDripsIsLeftWhenTheWholeTimeIsOver() throws IOException {
        server.createContext("/file.gz", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            try {
                for (int i = 0; i < 200; i++) {
                    exchange.getResponseBody().write(0);
                    exchange.getResponseBody().flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        IOException error = failsFast(Duration.ofSeconds(5), Duration.ofMillis(800));
        assertTrue(error.getMessage().contains("it took longer than 800 ms in all"), error.getMessage());
    }

    /** What is longer than the file fills no disk: with a length that is announced, and with none. */
    @Test
    void bodyWithoutEndIsLeftAtTheFirstByteTooMany() throws IOException {
        server.createContext("/file.gz", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[50_000];
            try {
                for (int i = 0; i < 10_000; i++) {
                    exchange.getResponseBody().write(chunk);
                }
            } finally {
                exchange.close();
            }
        });
        IOException error = fails(CONTENT);
        assertTrue(error.getMessage().contains("sends more than the 200000 bytes"), error.getMessage());
        assertTrue(Files.size(folder.resolve("file.gz.part")) <= CONTENT.length);
        server.removeContext("/file.gz");
        serve("file.gz", new byte[50], 50);
        Files.delete(folder.resolve("file.gz.part"));
        IOException announced = fails(CONTENT);
        assertTrue(announced.getMessage().contains("announces 50 bytes instead of 200000"), announced.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreFollowed(int status) throws IOException {
        redirect("/file.gz", status, "/elsewhere/file.gz");
        serve("elsewhere/file.gz", CONTENT, CONTENT.length);
        fetch(CONTENT);
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("file.gz")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://localhost:9/file.gz, 'redirected to https://localhost:9/file.gz: no connection'",
        "https://u:secret@localhost:9/f?key=secret, 'redirected to https://localhost:9/f?...: no connection'",
        "ftp://localhost/file.gz, 'redirects to ftp://localhost/file.gz, which is not an HTTP address'",
        "http://u:secret@a b/, 'redirects to http://***@a b/, which is not an HTTP address'",
        "' ', 'answered 301 without an address to redirect to'",
        "/file.gz, 'was redirected more than 5 times'"
    })
    void redirectThatLeadsNowhereIsNamed(String location, String says) throws IOException {
        redirect("/file.gz", 301, location);
        IOException error = fails(CONTENT);
        assertTrue(error.getMessage().contains(says), error.getMessage());
        assertNoSecret(error);
    }

    private void redirect(String from, int status, String to) {
        server.createContext(from, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    /** A user and a password of the address reach the server that they are for, and no other, and no message. */
    @Test
    void userOfTheAddressIsSentToItsServerAloneAndNeverPrinted() throws IOException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            seen.add("other " + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        other.start();
        String elsewhere = "http://localhost:" + other.getAddress().getPort() + "/";
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            seen.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("Location", path.equals("/file.gz") ? "/again" : elsewhere);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        try {
            base = URI.create(base.toString().replace("http://", "http://me:sec%2Fret@"));
            IOException error = fails(CONTENT);
            assertTrue(error.getMessage().contains(elsewhere + " answered 404"), error.getMessage());
            assertNoSecret(error);
        } finally {
            other.stop(0);
        }
        String sent = "Basic " + Base64.getEncoder().encodeToString("me:sec/ret".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("/file.gz " + sent, "/again " + sent, "other null"), seen);
    }

    /** The proxy is asked for the whole address; what it wants to know goes to it alone. */
    @Test
    void proxyOfTheEnvironmentIsAsked() throws IOException {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
            exchange.close();
        });
        int port = server.getAddress().getPort();
        Proxies proxies = new Proxies(new Environment(Map.of("http_proxy", "http://me:secret@localhost:" + port)));
        Download download = new Download(Address.known("http://data.example.invalid/set/"), proxies, LIMITS);
        cached(download, CONTENT).complete(told);
        assertEquals(
                List.of("http://data.example.invalid/set/file.gz Basic "
                        + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8))),
                asked);
    }

    /** Through a proxy that passes secure connections on, its password too is sent. */
    @Test
    void proxyIsToldItsUserForSecureConnections() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (Socket client = proxy.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        lines.add(line);
                    }
                    client.getOutputStream()
                            .write("HTTP/1.1 407 no\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    lines.add(e.toString());
                }
            });
            thread.start();
            base = URI.create("https://data.example.invalid/");
            Process process = fetching(CONTENT, Map.of("HTTPS_PROXY", "me:secret@localhost:" + proxy.getLocalPort()));
            String error = process.errorReader().lines().collect(Collectors.joining("\n"));
            assertEquals(1, process.waitFor());
            thread.join();
            assertEquals("CONNECT data.example.invalid:443 HTTP/1.1", lines.get(0));
            String sent = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
            assertTrue(lines.contains("Proxy-Authorization: Basic " + sent), lines.toString());
            assertTrue(error.contains("the proxy did not accept the user and password"), error);
            assertFalse(error.contains("secret"), error);
        }
    }

    private static void assertNoSecret(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            assertFalse(each.toString().contains("sec"), each.toString());
        }
    }

    /** What no server should say: each ends in a sentence that names the address, soon. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "HTTP/1.1",
                "HTTP/1.1 abc no|",
                "HTTP/1.1 999 no||",
                "HTTP/1.1 200 yes|Content-Length: abc||",
                "HTTP/1.1 200 yes|Content-Length: -5||",
                "HTTP/1.1 200 yes|Content-Length: 99999999999999999999||",
                "HTTP/1.1 200 yes|Content-Length: 200000|Content-Length: 7||abc",
                "HTTP/1.1 200 yes|Transfer-Encoding: chunked||zz|abc",
                "HTTP/1.1 200 yes|Transfer-Encoding: chunked||7fffffff|abc",
                "HTTP/1.1 206 part|Content-Range: bytes 5-9/10|Content-Length: 5||hello",
                "HTTP/1.1 204 nothing||",
                "HTTP/1.1 304 as it was||",
                "HTTP/1.1 100 go on||",
                "HTTP/1.1 301 away|Location: \u001b[31m||",
                "HTTP/1.1 200 yes|Content-Length: 200000||abc"
            })
    void answersThatMakeNoSenseEndInASentence(String answer) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                while (!socket.isClosed()) {
                    try (Socket client = socket.accept()) {
                        client.getInputStream().read(new byte[1_000]);
                        client.getOutputStream()
                                .write(answer.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                    } catch (IOException e) {
                        // The test is over, or the client has hung up.
                    }
                }
            });
            thread.start();
            base = URI.create("http://localhost:" + socket.getLocalPort() + "/");
            IOException error = failsFast(Duration.ofMillis(500), Duration.ofSeconds(5));
            assertTrue(error.getMessage().startsWith(base + "file.gz"), error.getMessage());
            assertFalse(error.getMessage().contains("\u001b"), error.getMessage());
        }
    }

    @Test
    void cacheThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path cache : List.of(file, file.resolve("below"))) {
            DataSets sets = new DataSets(
                    Map.of("STAGECRAFT_CACHE", cache.toString(), "STAGECRAFT_FASHION_MNIST_URL", base.toString()));
            BadInputException error = assertThrows(BadInputException.class, () -> sets.open("fashion-mnist", 1, told));
            assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
            assertTrue(error.getMessage().contains(" cannot be made, read or written"), error.getMessage());
            assertFalse(error.getMessage().contains("java.nio"), error.getMessage());
        }
    }

    @Test
    void cacheMayBeALinkToAFolder() throws IOException {
        serve("file.gz", CONTENT, CONTENT.length);
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        new CachedFiles(link, List.of(new PublishedFile("file.gz", CONTENT.length, hash(CONTENT))), download())
                .complete(told);
        assertArrayEquals(CONTENT, Files.readAllBytes(real.resolve("file.gz")));
    }

    /** What lies under our names and is somebody else's file is left as it is. */
    @ParameterizedTest
    @CsvSource({
        "file.gz.part, link",
        "file.gz.part, hard link",
        "file.gz.part, folder",
        ".lock, link",
        ".lock, hard link",
        ".lock, folder",
        "file.gz.part, pipe",
        ".lock, pipe"
    })
    void nothingIsWrittenThroughLinks(String name, String kind) throws Exception {
        serve("file.gz", CONTENT, CONTENT.length);
        Path victim = Files.writeString(folder.resolve("victim"), "of somebody else's");
        Path ours = folder.resolve(name);
        switch (kind) {
            case "link" -> Files.createSymbolicLink(ours, victim);
            case "hard link" -> Files.createLink(ours, victim);
            case "folder" -> Files.createDirectory(ours);
            default ->
                assumeTrue(new ProcessBuilder("mkfifo", ours.toString()).start().waitFor() == 0, "no mkfifo here");
        }
        IOException error = fails(CONTENT);
        assertTrue(error.getMessage().contains(ours.toString()), error.getMessage());
        assertTrue(error.getMessage().contains("remove"), error.getMessage());
        assertEquals("of somebody else's", Files.readString(victim));
    }

    @Test
    void waiterGivesUpAndNamesTheProcessThatItWaitedFor() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        byte[] content = random(200_000, 9);
        server.createContext("/file.gz", exchange -> {
            asked.countDown();
            await(over);
            exchange.close();
        });
        Process first = fetching(content);
        try {
            assertTrue(asked.await(60, TimeUnit.SECONDS));
            IOException error = failsFast(Duration.ofSeconds(5), Duration.ofMillis(700));
            assertEquals(
                    "the process " + first.pid() + " has been downloading to " + folder
                            + " for 700 ms; wait for it, or end it and try again",
                    error.getMessage());
        } finally {
            first.destroy();
            first.waitFor();
            over.countDown();
        }
    }

    /** An interruption is no reason to go on with other data, and closes no file half written. */
    @Test
    void interruptionEndsTheFetchAndStaysVisible() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/train-images-idx3-ubyte.gz", exchange -> {
            exchange.sendResponseHeaders(200, 26_421_880);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            await(over);
            exchange.close();
        });
        DataSets sets = new DataSets(
                Map.of("STAGECRAFT_CACHE", folder.toString(), "STAGECRAFT_FASHION_MNIST_URL", base.toString()));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean flagged = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            try {
                sets.openDefault(1, told);
            } catch (RuntimeException e) {
                thrown.set(e);
                flagged.set(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        Path part = folder.resolve("fashion-mnist").resolve("train-images-idx3-ubyte.gz.part");
        while (thread.isAlive() && (!Files.exists(part) || Files.size(part) < CONTENT.length)) {
            Thread.sleep(20);
        }
        thread.interrupt();
        thread.join();
        over.countDown();
        assertInstanceOf(RunFailedException.class, thrown.get());
        assertTrue(
                thrown.get().getMessage().contains("was interrupted"),
                thrown.get().getMessage());
        assertTrue(flagged.get(), "the flag stays");
        assertEquals(CONTENT.length, Files.size(part));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void cacheIsCompletedOnceAndMendedWhereItIsWrong() throws IOException {
        List<PublishedFile> files = new ArrayList<>();
        Path set = Files.createDirectory(folder.resolve("set"));
        IdxFiles.writeSet(set, 20, 10);
        for (String name : set.toFile().list()) {
            byte[] content = Files.readAllBytes(set.resolve(name));
            files.add(new PublishedFile(name, content.length, hash(content)));
            serve(name, content, content.length);
        }
        Path cache = folder.resolve("cache");
        CachedFiles cached = new CachedFiles(cache, files, download());
        assertEquals(20, FashionMnist.open(cached.complete(told)).train().size());

        told.events.clear();
        cached.complete(told);
        assertEquals(List.of(), told.events, "a whole cache fetches nothing");

        Files.writeString(cache.resolve("t10k-labels-idx1-ubyte.gz"), "spoilt");
        assertEquals(10, FashionMnist.open(cached.complete(told)).test().size());
        assertTrue(told.events.get(0).contains("differs from the published file"), told.events.toString());
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
        return new Download(Address.known(base.toString()), NO_PROXIES, LIMITS);
    }

    private CachedFiles cached(Download download, byte[] content) {
        return new CachedFiles(folder, List.of(new PublishedFile("file.gz", content.length, hash(content))), download);
    }

    private void fetch(byte[] content) throws IOException {
        cached(download(), content).complete(told);
    }

    private IOException fails(byte[] content) throws IOException {
        IOException error = assertThrows(IOException.class, () -> fetch(content));
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
