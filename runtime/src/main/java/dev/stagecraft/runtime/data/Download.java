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
 * Fetches files by HTTP. A file gets its name only when its bytes are right and on the disk; until then they are kept
 * beside it, as {@code <name>.part}, and a transfer that was cut off goes on from there. One process fetches at a time; a
 * second one waits and finds the file.
 */
final class Download {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int NOT_SATISFIABLE = 416;

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
     * Fetches one file, unless it is there by now.
     *
     * @param sha256 of its bytes, in hexadecimal
     * @throws IOException where the server is not there, does not have it, or sends other bytes; the message says so
     */
    void fetch(String name, String sha256, Path folder, Transfer transfer) throws IOException {
        Files.createDirectories(folder);
        try (FolderLock lock = FolderLock.take(folder, transfer)) {
            lock.requireHeld();
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file) && Sha256.of(file).equals(sha256)) {
                return;
            }
            fetchAlone(base.resolve(name), sha256, folder.resolve(name + ".part"), file, transfer);
        }
    }

    private void fetchAlone(URI address, String sha256, Path part, Path file, Transfer transfer) throws IOException {
        long before = Files.exists(part) ? Files.size(part) : 0;
        receive(address, file.getFileName().toString(), part, before, transfer);
        String found = Sha256.of(part);
        if (!found.equals(sha256) && before > 0) {
            // What was kept may have been of another file, or spoilt since: once more, from the first byte.
            Files.delete(part);
            receive(address, file.getFileName().toString(), part, 0, transfer);
            found = Sha256.of(part);
        }
        if (!found.equals(sha256)) {
            Files.delete(part);
            throw new IOException(
                    address + " sent other bytes than expected: SHA-256 is " + found + ", expected is " + sha256);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void receive(URI address, String name, Path part, long before, Transfer transfer) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) connect.toMillis());
        connection.setReadTimeout((int) silence.toMillis());
        if (before > 0) {
            connection.setRequestProperty("Range", "bytes=" + before + "-");
        }
        try {
            int status = connection.getResponseCode();
            if (before > 0 && status == NOT_SATISFIABLE) {
                // There is nothing after what is here: whether it is the file, its hash says.
                return;
            }
            boolean goesOn = before > 0 && status == HttpURLConnection.HTTP_PARTIAL;
            if (!goesOn && status != HttpURLConnection.HTTP_OK) {
                throw new IOException(address + " answered " + status + ", expected was 200");
            }
            long from = goesOn ? before : 0;
            long coming = connection.getContentLengthLong();
            transfer.started(name, coming < 0 ? -1 : from + coming);
            try (InputStream in = connection.getInputStream()) {
                store(in, part, from, coming, address, transfer);
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

    private static void store(InputStream in, Path part, long from, long coming, URI address, Transfer transfer)
            throws IOException {
        long received = 0;
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(from);
            out.position(from);
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                received += count;
                transfer.received(from + received);
            }
            out.force(true);
        }
        if (coming >= 0 && received != coming) {
            throw new IOException(address + " was cut off: " + (from + received) + " of " + (from + coming)
                    + " bytes came; what came is kept, and the next attempt goes on from there");
        }
    }
}
