package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.host.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Fetches one file in a process of its own, with that process's proxies. */
final class DownloadProbe {
    private DownloadProbe() {}

    /** Takes the address, the hash, the length and the folder. */
    public static void main(String[] args) throws IOException {
        Download download =
                new Download(Address.known(args[0]), new Proxies(Environment.ofProcess()), Download.Limits.DEFAULT);
        new CachedFiles(
                        Path.of(args[3]),
                        List.of(new PublishedFile("file.gz", Long.parseLong(args[2]), args[1])),
                        download)
                .complete(new Transfer() {
                    @Override
                    public void notice(String text) {
                        System.out.println(text);
                    }

                    @Override
                    public void started(String file, long bytes) {
                        System.out.println("started " + file);
                    }
                });
    }
}
