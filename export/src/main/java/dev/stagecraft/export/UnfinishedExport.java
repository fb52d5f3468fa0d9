package dev.stagecraft.export;

import dev.stagecraft.runtime.io.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What is being written, under a name of its own beside its final one. Closing it removes it, and the folders that were made
 * for it, unless it was published.
 */
final class UnfinishedExport implements AutoCloseable {
    static final String PREFIX = ".stagecraft-export-";

    private final Path part;
    private final UnaryOperator<Path> bills;

    /** Folders that were not there before, the innermost first. */
    private final List<Path> made;

    private boolean published;

    private UnfinishedExport(Path part, UnaryOperator<Path> bills, List<Path> made) {
        this.part = part;
        this.bills = bills;
        this.made = made;
    }

    /**
     * Makes the folders above a target that are missing.
     *
     * @param bills where the bill of materials of an export is
     */
    static UnfinishedExport beside(Path target, UnaryOperator<Path> bills) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a root folder is no place");
        List<Path> made = new ArrayList<>();
        for (Path each = folder; each != null && !Files.exists(each); each = each.getParent()) {
            made.add(each);
        }
        DurableFiles.createFolders(folder);
        return new UnfinishedExport(folder.resolve(PREFIX + UUID.randomUUID()), bills, made);
    }

    /** Where to write; nothing is there yet. */
    Path part() {
        return part;
    }

    /** Where to write its bill of materials: beside it, or in it. */
    Path bill() {
        return bills.apply(part);
    }

    /** Brings it, and its bill of materials, to the disk. */
    void sync() throws IOException {
        DurableFiles.syncAll(part);
        if (isDescribedBeside()) {
            DurableFiles.syncAll(bill());
        }
    }

    private boolean isDescribedBeside() {
        return !bill().startsWith(part) && Files.exists(bill());
    }

    /**
     * Gives it its final name, and its bill of materials if that is beside it. A file in that place is replaced.
     *
     * @return false if a folder with something in it has that name
     */
    boolean publish(Path target) throws IOException {
        boolean described = isDescribedBeside();
        if (described) {
            // An interruption leaves an export without its bill, and never the bill of another export.
            Files.deleteIfExists(bills.apply(target));
        }
        try {
            DurableFiles.rename(part, target);
        } catch (FileSystemException e) {
            // Java has no type of its own for a folder that is not empty.
            if (!Files.isDirectory(target)) {
                throw e;
            }
            return false;
        }
        published = true;
        if (described) {
            DurableFiles.rename(bill(), bills.apply(target));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        // What was published is no longer there.
        DurableFiles.deleteTree(part);
        Files.deleteIfExists(bill());
        if (published) {
            return;
        }
        for (Path each : made) {
            try {
                Files.deleteIfExists(each);
            } catch (DirectoryNotEmptyException e) {
                // Somebody else has put something there meanwhile.
                return;
            }
        }
    }
}
