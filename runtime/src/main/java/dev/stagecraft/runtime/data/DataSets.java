package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.host.Environment;
import dev.stagecraft.runtime.host.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Finds a data set by what a user calls it: {@code KIND} or {@code KIND:PLACE}. */
public final class DataSets {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Environment environment;

    /**
     * Finds data sets with a process's environment: {@code STAGECRAFT_CACHE} names the folder that downloads are kept
     * in, {@code STAGECRAFT_FASHION_MNIST_URL} another address for the four files of Fashion-MNIST. A variable that is
     * empty counts as unset.
     */
    public DataSets(Map<String, String> environment) {
        this.environment = new Environment(environment);
    }

    /**
     * Opens the data set that was named, or refuses: another never takes its place. {@code fashion-mnist:FOLDER} reads a
     * folder; {@code fashion-mnist} looks in the cache folder, else fetches the published files; {@code shapes} is
     * synthetic.
     *
     * @param kindAndPlace see {@link DataPlace#parse}
     * @param seed from which synthetic images follow
     * @throws BadInputException where there is no such kind, the folder does not hold the set, or it cannot be fetched
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
            return FashionMnist.open(Path.of(named.place()));
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
     * @throws BadInputException where files of the set are there and broken, or an address in the environment is
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

    private DataSet cachedFashionMnist(Transfer transfer) throws IOException {
        Download download = new Download(address(), CONNECT, SILENCE);
        return FashionMnist.open(
                new CachedDataSet(fashionMnistFolder(), FashionMnist.SHA_256, download).complete(transfer));
    }

    private String notHad(IOException e) {
        return "Fashion-MNIST is not in " + fashionMnistFolder() + " and could not be fetched (" + e.getMessage() + ")";
    }

    private Path fashionMnistFolder() {
        return cacheFolder().resolve("fashion-mnist");
    }

    private URI address() {
        Optional<String> named = environment.get("STAGECRAFT_FASHION_MNIST_URL");
        if (named.isEmpty()) {
            return FashionMnist.PUBLISHED;
        }
        String given = named.get();
        if (!given.startsWith("http://") && !given.startsWith("https://")) {
            throw new BadInputException(
                    "STAGECRAFT_FASHION_MNIST_URL is " + given + ", expected is an address with http:// or https://");
        }
        return URI.create(given.endsWith("/") ? given : given + "/");
    }

    private Path cacheFolder() {
        return new Folders(environment).cache();
    }
}
