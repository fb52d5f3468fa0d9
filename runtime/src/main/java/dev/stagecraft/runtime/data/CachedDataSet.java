package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The four files of a set in the user's cache folder; what is missing or wrong there is fetched. */
final class CachedDataSet {
    private final Path folder;
    private final Map<String, String> sha256;
    private final Download download;

    CachedDataSet(Path folder, Map<String, String> sha256, Download download) {
        this.folder = folder;
        this.sha256 = sha256;
        this.download = download;
    }

    /**
     * Makes sure that all files are there and right.
     *
     * @throws IOException where one is not and cannot be fetched
     */
    Path complete(Transfer transfer) throws IOException {
        for (String name : IdxFolder.FILES) {
            if (!isRight(name, transfer)) {
                download.fetch(name, sha256.get(name), folder, transfer);
            }
        }
        return folder;
    }

    private boolean isRight(String name, Transfer transfer) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        boolean right = Sha256.of(file).equals(sha256.get(name));
        if (!right) {
            transfer.notice(file + " has other bytes than were published; it is fetched anew");
        }
        return right;
    }
}
