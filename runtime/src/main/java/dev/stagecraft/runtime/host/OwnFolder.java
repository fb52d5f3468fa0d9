package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder that no other user can have prepared, because libraries in it are loaded into the process. */
final class OwnFolder {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx------");

    private OwnFolder() {}

    /**
     * Makes a folder where it is missing, and makes sure that it is this user's alone: a folder and no link to one, owned
     * by whoever owns what this process makes in it, and without rights for others. Rights to read that others have are
     * taken away; where others could write, the folder is refused, because they may have written into it.
     *
     * @throws IOException if it is not this user's alone, or cannot be made or written; the message says why
     */
    static void require(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(MODE));
        } catch (FileAlreadyExistsException e) {
            // It is looked at below, as a new one is.
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is a link, or not a folder");
        }
        Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        if (rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(folder + " can be written by others");
        }
        if (!owner.equals(ownerOfNewFiles(folder))) {
            throw new IOException(folder + " belongs to another user");
        }
        if (!rights.equals(MODE)) {
            Files.setPosixFilePermissions(folder, MODE);
        }
    }

    /** Java knows no user id; a file tells it, and that the folder can be written. */
    private static Object ownerOfNewFiles(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, ".owner", "");
        try {
            return Files.getAttribute(probe, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.delete(probe);
        }
    }
}
