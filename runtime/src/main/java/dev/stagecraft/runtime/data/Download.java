package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Fetches files by HTTP. A file gets its name only when its bytes are right and on the disk; until then, and for ever
 * where they are not, that name is free. Two processes that fetch the same file do not disturb each other.
 */
final class Download {
    private static final int CHUNK_BYTES = 1 << 16;

    private final URI base;
    private final Duration connect;
    private final Duration silence;

    /**
     * @param base with a slash at its end
     * @param connect how long a server may take to answer the phone
     * @param silence how long it may say nothing after that
     */
    Download(URI base, Duration connect, Duration silence) {
        this.base = base;
        this.connect = connect;
        this.silence = silence;
    }

    /**
     * Fetches one file.
     *
     * @param sha256 of its bytes, in hexadecimal
     * @throws IOException where the server is not there, does not have it, or sends other bytes; the message says so
     */
    void fetch(String name, String sha256, Path folder, Transfer transfer) throws IOException {
        URI address = base.resolve(name);
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, name, ".part");
        // Ctrl-C ends the process here; this is all that it would leave.
        part.toFile().deleteOnExit();
        try {
            String found = receive(address, part, transfer);
            if (!found.equals(sha256)) {
                throw new IOException(
                        address + " sent other bytes than expected: SHA-256 is " + found + ", expected is " + sha256);
            }
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String receive(URI address, Path part, Transfer transfer) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) connect.toMillis());
        connection.setReadTimeout((int) silence.toMillis());
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(address + " answered " + status + ", expected was 200");
            }
            long expected = connection.getContentLengthLong();
            transfer.started(part.getFileName().toString().replaceFirst("gz.*", "gz"), expected);
            try (InputStream in = connection.getInputStream()) {
                return store(in, part, expected, address, transfer);
            } finally {
                transfer.ended();
            }
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() != null && e.getMessage().contains(address.toString())
                            ? e.getMessage()
                            : address + ": " + e,
                    e);
        } finally {
            connection.disconnect();
        }
    }

    private static String store(InputStream in, Path part, long expected, URI address, Transfer transfer)
            throws IOException {
        Sha256 hash = new Sha256();
        long received = 0;
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                hash.add(chunk, 0, count);
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                received += count;
                transfer.received(received);
            }
            out.force(true);
        }
        if (expected >= 0 && received != expected) {
            throw new IOException(address + " was cut off: " + received + " of " + expected + " bytes came");
        }
        return hash.hex();
    }
}
