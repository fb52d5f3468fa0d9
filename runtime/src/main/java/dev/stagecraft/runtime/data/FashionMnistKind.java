package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.download.Address;
import dev.stagecraft.runtime.download.CachedFiles;
import dev.stagecraft.runtime.download.Download;
import dev.stagecraft.runtime.download.Proxies;
import dev.stagecraft.runtime.host.Environment;
import dev.stagecraft.runtime.host.Folders;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Four files in MNIST's form: those of a folder, or without a place the published ones, fetched where they are missing. */
final class FashionMnistKind implements DataKind {
    static final String NAME = "fashion-mnist";

    private static final String MIRROR = "STAGECRAFT_FASHION_MNIST_URL";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> forms() {
        return List.of(NAME, NAME + ":FOLDER");
    }

    @Override
    public DataSet open(DataRequest request) {
        if (!request.place().isEmpty()) {
            return inFolder(Places.path(request.place(), "folder"), request.transfer());
        }
        try {
            return cached(request);
        } catch (IOException e) {
            throw new BadInputException(
                    notHad(e, request)
                            + "; run again with a network connection, or name a folder that holds its four files:"
                            + " --data fashion-mnist:FOLDER",
                    e);
        }
    }

    private static DataSet inFolder(Path folder, Transfer transfer) {
        DataSet found = FashionMnist.open(folder);
        if (!found.name().equals(FashionMnist.NAME)) {
            transfer.notice("the files in " + ForeignText.printed(folder.toString())
                    + " are not the published Fashion-MNIST; from their bytes, this data set is called "
                    + found.name());
        }
        return IdxFolder.noticeSwapped(found, transfer);
    }

    /**
     * The published set.
     *
     * @throws IOException if it is not in the cache folder and cannot be fetched
     * @throws BadInputException if an address in the environment is not valid
     */
    static DataSet cached(DataRequest request) throws IOException {
        Environment environment = new Environment(request.environment());
        Download download = new Download(address(environment), new Proxies(environment), Download.Limits.DEFAULT);
        try {
            return FashionMnist.open(
                    new CachedFiles(cacheFolder(request), FashionMnist.FILES, download).complete(request.transfer()));
        } catch (InterruptedIOException e) {
            throw new RunFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Why it cannot be had, as the first part of a sentence. */
    static String notHad(IOException e, DataRequest request) {
        return "Fashion-MNIST is not in " + cacheFolder(request) + " and could not be downloaded (" + reason(e) + ")";
    }

    /** The message of Java's own exceptions about files is mostly just the file's name. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " cannot be read or written by this user";
        }
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is a file, so no folder can be made there";
        }
        if (e instanceof FileSystemException file) {
            return file.getFile() + " cannot be made, read or written"
                    + (file.getReason() == null ? "" : " (" + file.getReason() + ")");
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static Path cacheFolder(DataRequest request) {
        return new Folders(new Environment(request.environment())).cache().resolve(NAME);
    }

    private static Address address(Environment environment) {
        Optional<String> named = environment.get(MIRROR);
        if (named.isEmpty()) {
            return FashionMnist.PUBLISHED;
        }
        String given = named.get().strip();
        try {
            if (given.indexOf('?') >= 0 || given.indexOf('#') >= 0) {
                throw new Address.NoAddressException(
                        "file names are appended to it, so it must not have a query (?) or a fragment (#)");
            }
            return Address.read(given.endsWith("/") ? given : given + "/");
        } catch (Address.NoAddressException e) {
            throw new BadInputException(
                    MIRROR + " is " + Address.shown(given) + ", which is not the address of a folder: " + e.getMessage()
                            + "; write http://HOST/FOLDER/ or https://HOST/FOLDER/",
                    e);
        }
    }
}
