package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.io.DiskTrouble;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that a trace is going to be written to. What it held before stays until then. */
final class TraceFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private TraceFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Writes a trace. */
    interface Content {
        void to(Writer out) throws IOException;
    }

    /**
     * Opens the file, or creates it.
     *
     * @throws BadInputException if it cannot be written
     */
    static TraceFile open(Path path) {
        try {
            return new TraceFile(path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new BadInputException(sentence(path, e), e);
        }
    }

    /**
     * Replaces what the file held.
     *
     * @throws RunFailedException if that fails
     */
    void write(Content content) {
        try {
            channel.truncate(0);
            Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            content.to(out);
            out.flush();
        } catch (IOException e) {
            throw new RunFailedException(sentence(path, e), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RunFailedException(sentence(path, e), e);
        }
    }

    private static String sentence(Path path, IOException e) {
        return "the trace " + path + " cannot be written (" + DiskTrouble.of(e).cause()
                + "); choose another file with --trace";
    }
}
