package dev.stagecraft.runtime.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Fetches one file in a process of its own. */
final class DownloadProbe {
    private DownloadProbe() {}

    /** Takes the address, the hash and the folder. */
    public static void main(String[] args) throws IOException {
        new Download(URI.create(args[0]), Duration.ofSeconds(5), Duration.ofSeconds(10))
                .fetch("file.gz", args[1], Path.of(args[2]), new Transfer() {
                    @Override
                    public void notice(String text) {
                        System.out.println(text);
                    }

                    @Override
                    public void started(String file, long bytes) {
                        System.out.println("started " + file);
                    }

                    @Override
                    public void received(long bytes) {}

                    @Override
                    public void ended() {}
                });
    }
}
