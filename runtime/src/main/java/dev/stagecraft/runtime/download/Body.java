package dev.stagecraft.runtime.download;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, taken one piece at a time by a reader who waits a limited time. Java's client has no limit for
 * a body that stalls. No more than one piece is asked for, so none piles up.
 */
final class Body implements HttpResponse.BodySubscriber<Body>, AutoCloseable {
    private static final Piece END = new Piece(List.of(), null, true);

    private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;

    /** What arrived, a failure, or the end. */
    private record Piece(List<ByteBuffer> bytes, @Nullable Throwable failure, boolean last) {}

    @Override
    public CompletionStage<Body> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        arrived.add(new Piece(bytes, null, false));
    }

    @Override
    public void onError(Throwable failure) {
        arrived.add(new Piece(List.of(), failure, true));
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    /**
     * The next bytes; empty at the end.
     *
     * @throws TimeoutException if none came in time
     * @throws IOException if the connection failed
     */
    Optional<List<ByteBuffer>> next(Duration silence) throws InterruptedException, TimeoutException, IOException {
        Piece piece = arrived.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        if (piece == null) {
            throw new TimeoutException();
        }
        if (piece.failure() != null) {
            throw new IOException(piece.failure());
        }
        if (piece.last()) {
            return Optional.empty();
        }
        synchronized (this) {
            Objects.requireNonNull(subscription).request(1);
        }
        return Optional.of(piece.bytes());
    }

    /** Gives up what has not come yet. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
