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
    /** The kinds there are, as messages list them. */
    private static final String KINDS = "fashion-mnist, fashion-mnist:FOLDER, shapes";

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
     * Opens a data set. {@code fashion-mnist:FOLDER} reads a folder; {@code fashion-mnist} looks in the cache folder,
     * else fetches the published files, else says so and gives the stand-in; {@code shapes} is the stand-in.
     *
     * @param seed from which drawn images follow
     * @throws BadInputException where there is no such kind or the folder does not hold the set
     */
    public DataSet open(String kindAndPlace, long seed, Transfer transfer) {
        int colon = kindAndPlace.indexOf(':');
        String kind = colon < 0 ? kindAndPlace : kindAndPlace.substring(0, colon);
        String place = colon < 0 ? "" : kindAndPlace.substring(colon + 1);
        return switch (kind) {
            case "fashion-mnist" ->
                place.isEmpty() ? cachedFashionMnist(seed, transfer) : FashionMnist.open(Path.of(place));
            case "shapes" -> {
                if (!place.isEmpty()) {
                    throw new BadInputException("shapes are drawn in memory and have no place, but " + place
                            + " was given; write shapes alone");
                }
                yield Shapes.draw(seed);
            }
            default -> throw new BadInputException("there is no kind of data called " + kind + "; known are " + KINDS);
        };
    }

    private DataSet cachedFashionMnist(long seed, Transfer transfer) {
        URI address = address();
        Path folder = cacheFolder().resolve("fashion-mnist");
        try {
            Download download = new Download(address, CONNECT, SILENCE);
            return FashionMnist.open(new CachedDataSet(folder, FashionMnist.SHA_256, download).complete(transfer));
        } catch (IOException e) {
            transfer.notice("Fashion-MNIST is not in " + folder + " and could not be fetched (" + e.getMessage()
                    + "). Going on with the built-in stand-in, drawn shapes: its figures are not Fashion-MNIST's."
                    + " To use the real set, run again with a network, or name a folder: --data fashion-mnist:FOLDER");
            return Shapes.draw(seed);
        }
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
