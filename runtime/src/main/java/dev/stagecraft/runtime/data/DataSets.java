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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds a data set by what a user calls it: {@code KIND} or {@code KIND:PLACE}. */
public final class DataSets {
    private static final String MIRROR = "STAGECRAFT_FASHION_MNIST_URL";

    private final Environment environment;

    /**
     * Finds data sets with a process's environment: {@code STAGECRAFT_CACHE} names the folder that downloads are kept
     * in, {@code STAGECRAFT_FASHION_MNIST_URL} another address for the four files of Fashion-MNIST; {@code http_proxy},
     * {@code https_proxy}, {@code all_proxy} and {@code no_proxy} are read as other programs read them. A variable that is
     * empty counts as unset.
     */
    public DataSets(Map<String, String> environment) {
        this.environment = new Environment(environment);
    }

    /**
     * Opens the data set that was named; another one never replaces it. {@code fashion-mnist:FOLDER} reads a
     * folder; {@code fashion-mnist} looks in the cache folder, else fetches the published files; {@code shapes} is
     * synthetic.
     *
     * @param kindAndPlace see {@link DataPlace#parse}
     * @param seed from which synthetic images follow
     * @throws BadInputException where there is no such kind, the folder does not hold the set, it cannot be fetched, or an
     *     address in the environment is not valid
     * @throws RunFailedException where the thread was interrupted, which it still is
     */
    public DataSet open(String kindAndPlace, long seed, Transfer transfer) {
        return open(DataPlace.parse(kindAndPlace), seed, transfer);
    }

    /** As {@link #open(String, long, Transfer)}. */
    public DataSet open(DataPlace named, long seed, Transfer transfer) {
        if (named.kind().equals(DataPlace.SHAPES)) {
            return Shapes.draw(seed);
        }
        if (!named.place().isEmpty()) {
            return inFolder(folder(named.place()), transfer);
        }
        try {
            return cachedFashionMnist(transfer);
        } catch (IOException e) {
            throw new BadInputException(
                    notHad(e) + "; run again with a network, or name a folder that holds its four files:"
                            + " --data fashion-mnist:FOLDER",
                    e);
        }
    }

    /**
     * Opens what is used where no data was named: Fashion-MNIST as {@link #open(String, long, Transfer)} finds it, else,
     * after a notice, the synthetic set.
     *
     * @param seed from which synthetic images follow
     * @throws BadInputException where an address in the environment is not valid
     * @throws RunFailedException where the thread was interrupted, which it still is
     */
    public DataSet openDefault(long seed, Transfer transfer) {
        try {
            return cachedFashionMnist(transfer);
        } catch (IOException e) {
            transfer.notice(notHad(e) + ". Training on synthetic data instead, drawn shapes: its figures are not"
                    + " Fashion-MNIST's. To use the real set, run again with a network, or name a folder:"
                    + " --data fashion-mnist:FOLDER");
            return Shapes.draw(seed);
        }
    }

    private static Path folder(String place) {
        try {
            return Path.of(place);
        } catch (InvalidPathException e) {
            throw new BadInputException(
                    ForeignText.printed(place) + " is not a valid name of a folder (" + e.getReason() + ")", e);
        }
    }

    private static DataSet inFolder(Path folder, Transfer transfer) {
        DataSet found = FashionMnist.open(folder);
        if (!found.name().equals(FashionMnist.NAME)) {
            transfer.notice("the files in " + ForeignText.printed(folder.toString())
                    + " are not the published Fashion-MNIST; going by their bytes, this data set is called "
                    + found.name());
        }
        if (found.train().size() < found.test().size()) {
            transfer.notice(String.format(
                    Locale.ROOT,
                    "there are %,d images to train on and %,d to test on; if the two are swapped, give each of the files"
                            + " the other's name",
                    found.train().size(),
                    found.test().size()));
        }
        return found;
    }

    private DataSet cachedFashionMnist(Transfer transfer) throws IOException {
        Download download = new Download(address(), new Proxies(environment), Download.Limits.USUAL);
        try {
            return FashionMnist.open(
                    new CachedFiles(fashionMnistFolder(), FashionMnist.FILES, download).complete(transfer));
        } catch (InterruptedIOException e) {
            throw new RunFailedException(e.getMessage(), e);
        }
    }

    private String notHad(IOException e) {
        return "Fashion-MNIST is not in " + fashionMnistFolder() + " and could not be fetched (" + reason(e) + ")";
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

    private Path fashionMnistFolder() {
        return cacheFolder().resolve("fashion-mnist");
    }

    private Address address() {
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

    private Path cacheFolder() {
        return new Folders(environment).cache();
    }
}
