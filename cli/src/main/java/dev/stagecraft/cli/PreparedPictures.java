package dev.stagecraft.cli;

import dev.stagecraft.runtime.answer.Classifier;
import dev.stagecraft.runtime.answer.PictureSource;
import dev.stagecraft.runtime.answer.RejectedPictureException;
import dev.stagecraft.runtime.host.Waits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Pictures that several threads read, decode and resize ahead of who asks for them; they come in their order. */
final class PreparedPictures implements AutoCloseable {
    private final Classifier classifier;
    private final Iterator<AskedPicture> pictures;
    private final int ahead;
    private final ExecutorService threads;
    private final Deque<Future<Prepared>> waiting = new ArrayDeque<>();

    /** @param ahead how many are prepared at most before they are asked for */
    PreparedPictures(Classifier classifier, Iterator<AskedPicture> pictures, int ahead) {
        this.classifier = classifier;
        this.pictures = pictures;
        this.ahead = ahead;
        threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
            Thread thread = new Thread(work, "pictures");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A picture in the network's size.
     *
     * @param name as results have it
     * @param source empty if it cannot be read
     * @param problem a sentence that says why not; empty if it can
     */
    record Prepared(String name, Optional<PictureSource> source, String problem) {}

    /** The next pictures, at most as many as asked for; empty at the end. */
    List<Prepared> next(int count) {
        List<Prepared> next = new ArrayList<>();
        while (next.size() < count) {
            while (waiting.size() < ahead && pictures.hasNext()) {
                AskedPicture picture = pictures.next();
                waiting.add(threads.submit(() -> prepare(picture)));
            }
            if (waiting.isEmpty()) {
                break;
            }
            next.add(Waits.result(waiting.remove()));
        }
        return next;
    }

    private Prepared prepare(AskedPicture picture) {
        try {
            return picture.file()
                    .map(file ->
                            new Prepared(picture.name(), Optional.of(classifier.prepare(PictureSource.of(file))), ""))
                    .orElseGet(() -> new Prepared(picture.name(), Optional.empty(), picture.problem()));
        } catch (RejectedPictureException e) {
            String limit = e.hasTooManyPixels() ? " (see --max-pixels)" : "";
            return new Prepared(picture.name(), Optional.empty(), e.getMessage() + limit);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
