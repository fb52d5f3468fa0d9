package dev.stagecraft.runtime.report;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Where the lines that a user asked for go: a file, a pipe, or an output that this process has open already. */
interface LineTarget extends Closeable {
    int WAIT_MILLIS = 100;
    int WAITS_UNTIL_TOLD = 10;

    /** Writes a line; where the target is a file it is on the disk afterwards. */
    void write(String line) throws IOException;

    /**
     * Opens what a user named; links are followed, as the user may well have made them.
     *
     * @param epochs done before, whose lines stay
     * @param stop whether to wait no longer
     * @param notices is told where somebody is waited for
     * @throws dev.stagecraft.runtime.BadInputException if it is a file that holds something else
     */
    static LineTarget open(Path file, int epochs, BooleanSupplier stop, Consumer<String> notices) throws IOException {
        boolean special = Files.exists(file) && !Files.isRegularFile(file);
        if (special || OpenOutputs.contain(file)) {
            return appending(opened(file, special, stop, notices), !special);
        }
        return regular(file, MetricsLines.bytesUpTo(file, epochs));
    }

    /** A stream that belongs to the process. */
    static LineTarget of(PrintStream stream) {
        return new LineTarget() {
            @Override
            public void write(String line) {
                stream.println(line);
            }

            @Override
            public void close() {
                // It belongs to the process, which also asks how writing went.
                stream.flush();
            }
        };
    }

    /** A pipe opens when somebody reads it: whoever waits for that can still end the run, and is told of it. */
    private static FileOutputStream opened(Path file, boolean special, BooleanSupplier stop, Consumer<String> notices)
            throws IOException {
        if (!special) {
            return new FileOutputStream(file.toFile(), true);
        }
        FutureTask<FileOutputStream> opening = new FutureTask<>(() -> new FileOutputStream(file.toFile(), true));
        Thread thread = new Thread(opening, "metrics");
        thread.setDaemon(true);
        thread.start();
        for (int waits = 0; ; waits++) {
            try {
                return opening.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stop.getAsBoolean()) {
                    // Training ends before its first step, and there is nothing to write.
                    return new FileOutputStream("/dev/null");
                }
                if (waits == WAITS_UNTIL_TOLD) {
                    notices.accept("waiting until a program reads " + file);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted before a program read it");
            }
        }
    }

    /** Not a channel, which an interrupted thread would close. */
    private static LineTarget appending(FileOutputStream out, boolean sync) {
        return new LineTarget() {
            @Override
            public void write(String line) throws IOException {
                out.write(bytes(line));
                if (sync) {
                    out.getFD().sync();
                }
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** What stays is what the file begins with, so that nothing is lost where this is cut off. */
    private static LineTarget regular(Path file, long kept) throws IOException {
        try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
            whole.setLength(kept);
        }
        return appending(new FileOutputStream(file.toFile(), true), true);
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
