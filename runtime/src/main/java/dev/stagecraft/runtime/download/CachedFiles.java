package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files of a set in the user's cache folder; what is missing or wrong there is fetched. One process fetches at a time;
 * a second one waits and finds the files.
 */
public final class CachedFiles {
    private final Path folder;
    private final List<PublishedFile> files;
    private final Download download;

    /**
     * The files of a set.
     *
     * @param folder where they are kept; made where it is missing
     * @param files all of them
     * @param download where they come from
     */
    public CachedFiles(Path folder, List<PublishedFile> files, Download download) {
        this.folder = folder;
        this.files = List.copyOf(files);
        this.download = download;
    }

    /**
     * Makes sure that all files are there and right.
     *
     * @throws java.io.InterruptedIOException if the thread was interrupted, which it still is
     * @throws IOException if one is not and cannot be fetched
     */
    public Path complete(Transfer transfer) throws IOException {
        if (wrong(transfer::notice).isEmpty()) {
            return folder;
        }
        if (!Files.isDirectory(folder)) {
            // On older JDKs this fails for a link to a folder.
            Files.createDirectories(folder);
        }
        try (FolderLock lock =
                FolderLock.take(folder, new Deadline(download.limits().total()), transfer)) {
            lock.requireHeld();
            Deadline deadline = new Deadline(download.limits().total());
            // Asked once more: another process may have fetched them while this one waited.
            for (PublishedFile file : wrong(notice -> {})) {
                download.fetch(file, folder, deadline, transfer);
            }
        }
        return folder;
    }

    private List<PublishedFile> wrong(Consumer<String> notices) throws IOException {
        List<PublishedFile> wrong = new ArrayList<>();
        for (PublishedFile file : files) {
            if (!isRight(file, notices)) {
                wrong.add(file);
            }
        }
        return wrong;
    }

    private boolean isRight(PublishedFile published, Consumer<String> notices) throws IOException {
        Path file = folder.resolve(published.name());
        if (!Files.isRegularFile(file)) {
            return false;
        }
        boolean right = Files.size(file) == published.bytes() && Sha256.of(file).equals(published.sha256());
        if (!right) {
            notices.accept(file + " differs from the published file; it is downloaded again");
        }
        return right;
    }
}
