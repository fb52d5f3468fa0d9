package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files by HTTP. A file gets its name only when its bytes are right and on the disk; until then they are kept
 * beside it, as {@code <name>.part}, and a transfer that was cut off continues from there. No server is trusted: no more
 * bytes are taken than the file has, and every wait has a limit.
 */
public final class Download {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;
    private static final int PROXY_WANTS_A_USER = 407;
    private static final int NOT_SATISFIABLE = 416;

    /** By default, Java sends no password to a proxy for a secure connection; this property changes that. */
    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private final Address base;
    private final Proxies proxies;
    private final Limits limits;
    private @Nullable HttpClient client;

    /**
     * How long to wait for a server.
     *
     * @param connect to accept a connection
     * @param silence to say nothing after that
     * @param total to send all of the files
     */
    public record Limits(Duration connect, Duration silence, Duration total) {
        /** For a process that somebody waits for. */
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(10));
    }

    /**
     * Downloads from a folder.
     *
     * @param base the folder that the files are in, with a slash at its end
     */
    public Download(Address base, Proxies proxies, Limits limits) {
        this.base = base;
        this.proxies = proxies;
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /**
     * Fetches one file. Nobody else may write into the folder meanwhile.
     *
     * @param deadline when to give up in any case
     * @throws InterruptedIOException if the thread was interrupted, which it still is
     * @throws IOException if the server is not there, does not have it, or sends other bytes; the message says so
     */
    void fetch(PublishedFile file, Path folder, Deadline deadline, Transfer transfer) throws IOException {
        Path part = folder.resolve(file.name() + ".part");
        long before = OwnFile.requireOwn(part);
        if (before > file.bytes()) {
            // Of another file.
            Files.delete(part);
            before = 0;
        }
        if (before < file.bytes()) {
            receive(file, part, before, deadline, transfer);
        }
        String found = Sha256.of(part);
        if (!found.equals(file.sha256()) && before > 0) {
            // What was kept may have been of another file, or spoilt since: once more, from the first byte.
            Files.delete(part);
            receive(file, part, 0, deadline, transfer);
            found = Sha256.of(part);
        }
        if (!found.equals(file.sha256())) {
            Files.delete(part);
            throw new IOException(base.file(file.name()) + " sent other bytes than expected: SHA-256 is " + found
                    + " instead of " + file.sha256());
        }
        Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
    }

    private void receive(PublishedFile file, Path part, long before, Deadline deadline, Transfer transfer)
            throws IOException {
        Address asked = base.file(file.name());
        Address address = asked;
        for (int redirects = 0; ; redirects++) {
            String text = address.equals(asked) ? asked.toString() : asked + ", redirected to " + address;
            try {
                Optional<Address> next = receiveFrom(address, text, file, part, before, deadline, transfer);
                if (next.isEmpty()) {
                    return;
                }
                address = next.get();
            } catch (ClosedByInterruptException e) {
                throw interrupted(text, e);
            }
            if (redirects == MOST_REDIRECTS) {
                throw new IOException(
                        asked + " was redirected more than " + MOST_REDIRECTS + " times, last to " + address);
            }
        }
    }

    /** Empty where the answer was taken, else the address that it redirects to. */
    private Optional<Address> receiveFrom(
            Address address,
            String text,
            PublishedFile file,
            Path part,
            long before,
            Deadline deadline,
            Transfer transfer)
            throws IOException {
        HttpResponse<Body> response = ask(address, text, before, deadline);
        try (Body body = response.body()) {
            int status = response.statusCode();
            if (REDIRECTS.contains(status)) {
                return Optional.of(next(address, text, response));
            }
            if (before > 0 && status == NOT_SATISFIABLE) {
                // There is nothing after what is here: whether it is the file, its hash says.
                return Optional.empty();
            }
            boolean goesOn = before > 0 && status == PARTIAL;
            if (!goesOn && status != OK) {
                throw new IOException(
                        text + throughProxy(address) + " answered " + status + " instead of 200" + proxyAdvice(status));
            }
            long from = goesOn ? before : 0;
            OptionalLong announced = response.headers().firstValueAsLong("Content-Length");
            if (announced.isPresent() && announced.getAsLong() != file.bytes() - from) {
                throw new IOException(text + " announces " + (from + announced.getAsLong()) + " bytes instead of "
                        + file.bytes() + ": it is another file, or a web page such as a login page");
            }
            transfer.started(file.name(), file.bytes());
            try {
                store(body, text, file, part, from, deadline, transfer);
            } finally {
                transfer.ended();
            }
            return Optional.empty();
        }
    }

    private static Address next(Address address, String text, HttpResponse<Body> response) throws IOException {
        String location = response.headers().firstValue("Location").orElse("");
        if (location.isBlank()) {
            throw new IOException(text + " answered " + response.statusCode() + " without an address to redirect to");
        }
        try {
            return address.redirected(location);
        } catch (Address.NoAddressException e) {
            throw new IOException(
                    text + " answered " + response.statusCode() + " and redirects to " + Address.shown(location)
                            + ", which is not an HTTP address: " + e.getMessage(),
                    e);
        }
    }

    /** Made where something is fetched at all, as it takes threads and time. */
    private HttpClient client() throws IOException {
        if (client == null) {
            if (proxies.haveUsers() && System.getProperty(TUNNEL_SCHEMES) == null) {
                System.setProperty(TUNNEL_SCHEMES, "");
            }
            try {
                client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limits.connect())
                        .proxy(proxies.selector())
                        .build();
            } catch (UncheckedIOException e) {
                throw new IOException(
                        "Java's client cannot start (" + printed(Objects.requireNonNullElse(e.getCause(), e)) + ")", e);
            }
        }
        return client;
    }

    private CompletableFuture<HttpResponse<Body>> send(Address address, String text, long before) throws IOException {
        // Made before the first request, which would settle what is read from a property when it is made.
        HttpClient asking = client();
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address.uri()).timeout(limits.silence());
            if (before > 0) {
                request.header("Range", "bytes=" + before + "-");
            }
            address.authorization().ifPresent(value -> request.header("Authorization", value));
            proxies.proxyFor(address.uri())
                    .flatMap(Address::authorization)
                    .ifPresent(value -> request.header("Proxy-Authorization", value));
            return asking.sendAsync(request.build(), info -> new Body());
        } catch (IllegalArgumentException e) {
            // Java's client takes fewer addresses than the syntax of addresses has.
            throw new IOException(text + " is not an address that Java's HTTP client accepts (" + printed(e) + ")", e);
        }
    }

    private HttpResponse<Body> ask(Address address, String text, long before, Deadline deadline) throws IOException {
        CompletableFuture<HttpResponse<Body>> coming = send(address, text, before);
        Duration most = deadline.orShorter(limits.connect().plus(limits.silence()));
        try {
            return coming.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(text, e);
        } catch (TimeoutException e) {
            throw new IOException(text + throughProxy(address) + ": " + silent(deadline), e);
        } catch (ExecutionException e) {
            throw new IOException(
                    text + throughProxy(address) + ": " + reason(Objects.requireNonNullElse(e.getCause(), e), address),
                    e.getCause());
        } finally {
            // Without effect where the answer is here.
            coming.cancel(true);
        }
    }

    private void store(
            Body body, String text, PublishedFile file, Path part, long from, Deadline deadline, Transfer transfer)
            throws IOException {
        long received = from;
        OwnFile.requireOwn(part);
        // A stream of this kind is not closed by the interruption of its thread, unlike a channel.
        try (OutputStream out = Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS)) {
            for (Optional<List<ByteBuffer>> next = next(body, text, received, file, deadline);
                    next.isPresent();
                    next = next(body, text, received, file, deadline)) {
                for (ByteBuffer bytes : next.get()) {
                    received += bytes.remaining();
                    if (received > file.bytes()) {
                        throw new IOException(
                                text + " sends more than the " + file.bytes() + " bytes that are expected");
                    }
                    byte[] chunk = new byte[bytes.remaining()];
                    bytes.get(chunk);
                    out.write(chunk);
                }
                transfer.received(received);
            }
        }
        if (received != file.bytes()) {
            throw new IOException(cutOff(text, received, file));
        }
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            written.force(true);
        }
    }

    private Optional<List<ByteBuffer>> next(
            Body body, String text, long received, PublishedFile file, Deadline deadline) throws IOException {
        try {
            if (deadline.hasPassed()) {
                throw new TimeoutException();
            }
            return body.next(deadline.orShorter(limits.silence()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(text, e);
        } catch (TimeoutException e) {
            throw new IOException(cutOff(text, received, file) + " (" + silent(deadline) + ")", e);
        } catch (IOException e) {
            throw new IOException(
                    cutOff(text, received, file) + " (" + printed(Objects.requireNonNullElse(e.getCause(), e)) + ")",
                    e);
        }
    }

    private static String cutOff(String text, long received, PublishedFile file) {
        return text + " was cut off: " + received + " of " + file.bytes()
                + " bytes arrived; they are kept, and the next attempt continues from there";
    }

    private String silent(Deadline deadline) {
        return deadline.hasPassed()
                ? "it took longer than " + deadline.text() + " in all"
                : "nothing arrived for " + Deadline.text(limits.silence());
    }

    private static InterruptedIOException interrupted(String text, Exception cause) {
        InterruptedIOException thrown = new InterruptedIOException("downloading " + text + " was interrupted");
        thrown.initCause(cause);
        return thrown;
    }

    private String throughProxy(Address address) {
        return proxies.proxyFor(address.uri())
                .map(proxy -> " through the proxy " + proxy)
                .orElse("");
    }

    private String proxyAdvice(int status) {
        if (status != PROXY_WANTS_A_USER) {
            return "";
        }
        // A program that used Java's client before us may have made it keep passwords back.
        return proxies.haveUsers()
                ? ": the proxy did not accept the user and password; if they are correct, start Java with -D"
                        + TUNNEL_SCHEMES + "="
                : ": the proxy asks for a user and a password; name them in its address: http://USER:PASSWORD@HOST:PORT";
    }

    /** Exceptions of Java's client mostly have no message. */
    private String reason(Throwable failure, Address address) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection within " + Deadline.text(limits.connect());
        }
        if (failure instanceof HttpTimeoutException) {
            return "nothing arrived for " + Deadline.text(limits.silence());
        }
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                String host =
                        proxies.proxyFor(address.uri()).orElse(address).uri().getHost();
                return "the host " + host + " cannot be found; if this network needs a proxy, name it in"
                        + " http_proxy and https_proxy";
            }
        }
        if (failure instanceof SSLException) {
            return "no secure connection (" + printed(failure) + ")";
        }
        if (failure instanceof ConnectException) {
            return "no connection (" + (failure.getMessage() == null ? "refused" : printed(failure)) + ")";
        }
        return printed(failure);
    }

    private static String printed(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : ForeignText.printed(message);
    }
}
