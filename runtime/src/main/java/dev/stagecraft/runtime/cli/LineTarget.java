package dev.stagecraft.runtime.cli;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the lines that a user asked for go: a file, a pipe, or an output that this process has open already. */
interface LineTarget extends Closeable {
    /** Writes a line; where the target is a file it is on the disk afterwards. */
    void write(String line) throws IOException;

    /**
     * Opens what a user named; links are followed, as the user may well have made them.
     *
     * @param epochs done before, whose lines stay
     * @throws dev.stagecraft.runtime.BadInputException where it is a file that holds something else
     */
    static LineTarget open(Path file, int epochs, Console console) throws IOException {
        // Two descriptors of one file write over each other, so the open one is used.
        if (OpenOutputs.isSame(file, StandardStreams.OUT)) {
            return of(console.out());
        }
        if (OpenOutputs.isSame(file, StandardStreams.ERR)) {
            return of(console.err());
        }
        boolean special = Files.exists(file) && !Files.isRegularFile(file);
        if (special || OpenOutputs.contain(file)) {
            return appending(file, !special);
        }
        return regular(file, MetricsLines.bytesUpTo(file, epochs));
    }

    private static LineTarget of(PrintStream stream) {
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

    private static LineTarget appending(Path file, boolean sync) throws IOException {
        FileOutputStream out = new FileOutputStream(file.toFile(), true);
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

    /** Not a channel, which an interrupted thread would close. */
    private static LineTarget regular(Path file, long kept) throws IOException {
        RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
        try {
            // What stays is what the file begins with, so that nothing is lost where this is cut off.
            out.setLength(kept);
            out.seek(kept);
        } catch (IOException e) {
            out.close();
            throw e;
        }
        return new LineTarget() {
            @Override
            public void write(String line) throws IOException {
                out.write(bytes(line));
                out.getFD().sync();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
