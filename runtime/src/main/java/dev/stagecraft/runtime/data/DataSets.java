package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.guard.UserCalls;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Finds a data set by what a user calls it: {@code KIND} or {@code KIND:PLACE}. */
public final class DataSets {
    private final Map<String, String> environment;
    private final DataKinds kinds;

    /**
     * Finds data sets with a process's environment: {@code STAGECRAFT_CACHE} names the folder that downloads are kept
     * in, {@code STAGECRAFT_FASHION_MNIST_URL} another address for the four files of Fashion-MNIST; {@code http_proxy},
     * {@code https_proxy}, {@code all_proxy} and {@code no_proxy} are read as other programs read them. A variable that is
     * empty counts as unset.
     */
    public DataSets(Map<String, String> environment) {
        this(environment, DataSets.class.getClassLoader());
    }

    /**
     * As {@link #DataSets(Map)}.
     *
     * @param classes where users' kinds of data are looked for
     */
    public DataSets(Map<String, String> environment, ClassLoader classes) {
        this.environment = Map.copyOf(environment);
        kinds = new DataKinds(classes);
    }

    /**
     * Opens the data set that was named; another one never replaces it. {@code fashion-mnist:FOLDER} reads a
     * folder; {@code fashion-mnist} looks in the cache folder, else fetches the published files; {@code shapes} is
     * synthetic; {@code cifar10:FOLDER}, {@code cifar100:FOLDER}, {@code mnist:FOLDER} and {@code idx:FOLDER} read files in
     * published forms; others are users' own, see {@link DataKind}.
     *
     * @param kindAndPlace see {@link DataPlace#parse}
     * @param seed from which synthetic images follow
     * @throws BadInputException where there is no such kind, the folder does not hold the set, it cannot be fetched, or an
     *     address in the environment is not valid
     * @throws RunFailedException where the thread was interrupted, which it still is, or a user's kind throws
     */
    public DataSet open(String kindAndPlace, long seed, Transfer transfer) {
        return open(DataPlace.parse(kindAndPlace), seed, transfer);
    }

    /** As {@link #open(String, long, Transfer)}. */
    public DataSet open(DataPlace named, long seed, Transfer transfer) {
        return open(named, seed, Optional.empty(), transfer);
    }

    /**
     * As {@link #open(String, long, Transfer)}, for a network.
     *
     * @param wanted what the network takes; kinds that can, give that
     */
    public DataSet open(DataPlace named, long seed, Optional<Wanted> wanted, Transfer transfer) {
        DataKind kind = kinds.find(named.kind());
        DataRequest request = new DataRequest(named.place(), seed, wanted, environment, transfer);
        return UserCalls.get(kind, "open(DataRequest)", () -> kind.open(request));
    }

    /** A place as it names the same data from every working folder. */
    public DataPlace fromAnywhere(DataPlace named) {
        if (named.place().isEmpty()) {
            return named;
        }
        DataKind kind = kinds.find(named.kind());
        String place = UserCalls.text(kind, "fromAnywhere(String)", () -> kind.fromAnywhere(named.place()));
        return new DataPlace(named.kind(), place);
    }

    /** As {@link #openDefault(long, Optional, Transfer)}, for no network in particular. */
    public DataSet openDefault(long seed, Transfer transfer) {
        return openDefault(seed, Optional.empty(), transfer);
    }

    /**
     * Opens what is used where no data was named: Fashion-MNIST as {@link #open(String, long, Transfer)} finds it, else,
     * after a notice, the synthetic set.
     *
     * @param seed from which synthetic images follow
     * @param wanted what the network takes
     * @throws BadInputException where an address in the environment is not valid
     * @throws RunFailedException where the thread was interrupted, which it still is
     */
    public DataSet openDefault(long seed, Optional<Wanted> wanted, Transfer transfer) {
        DataRequest request = new DataRequest("", seed, wanted, environment, transfer);
        try {
            return FashionMnistKind.cached(request);
        } catch (IOException e) {
            transfer.notice(FashionMnistKind.notHad(e, request)
                    + ". Training on synthetic data (drawn shapes) instead: the results are not those of"
                    + " Fashion-MNIST. To use Fashion-MNIST, run again with a network connection, or name a"
                    + " folder: --data fashion-mnist:FOLDER");
            return ShapesKind.draw(request);
        }
    }
}
