package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.guard.UserCalls;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Opens the data set that a user names as {@code KIND} or {@code KIND:PLACE}. */
public final class DataSets {
    /**
     * The seed of synthetic images on the command line and in runs, whatever seed a run has: training and evaluation see the
     * same images.
     */
    public static final long DRAWING_SEED = 1;

    private final Map<String, String> environment;
    private final DataKinds kinds;

    /**
     * Uses these variables of an environment: {@code STAGECRAFT_CACHE} is the folder for downloads.
     * {@code STAGECRAFT_FASHION_MNIST_URL} is another address for the four files of Fashion-MNIST. {@code http_proxy},
     * {@code https_proxy}, {@code all_proxy} and {@code no_proxy} have their usual meaning. An empty variable counts as
     * unset.
     */
    public DataSets(Map<String, String> environment) {
        this(environment, DataSets.class.getClassLoader());
    }

    /**
     * As {@link #DataSets(Map)}.
     *
     * @param classes where to look for users' kinds of data
     */
    public DataSets(Map<String, String> environment, ClassLoader classes) {
        this.environment = Map.copyOf(environment);
        kinds = new DataKinds(classes);
    }

    /**
     * Opens the named data set. No other data ever replaces it. {@code fashion-mnist:FOLDER} reads a folder;
     * {@code fashion-mnist} reads the published files from the cache folder and downloads those that are missing;
     * {@code shapes} is synthetic; {@code cifar10:FOLDER}, {@code cifar100:FOLDER}, {@code mnist:FOLDER} and
     * {@code idx:FOLDER} read files in published formats; others are users' own kinds, see {@link DataKind}.
     *
     * @param kindAndPlace see {@link DataPlace#parse}
     * @param seed for synthetic images
     * @throws BadInputException if there is no such kind, the folder does not contain the data set, it cannot be
     *     downloaded, or an address in the environment is not valid
     * @throws RunFailedException if the thread was interrupted (its interrupted flag stays set), or a user's kind
     *     throws
     */
    public DataSet open(String kindAndPlace, long seed, Transfer transfer) {
        return open(DataPlace.parse(kindAndPlace), seed, transfer);
    }

    /** As {@link #open(String, long, Transfer)}. */
    public DataSet open(DataPlace named, long seed, Transfer transfer) {
        return open(named, seed, Optional.empty(), Split.DEFAULT, transfer);
    }

    /** As {@link #open(DataPlace, long, Optional, Split, Reading, Transfer)}, with the usual parts. */
    public DataSet open(DataPlace named, long seed, Optional<Wanted> wanted, Transfer transfer) {
        return open(named, seed, wanted, Split.DEFAULT, transfer);
    }

    /** As {@link #open(DataPlace, long, Optional, Split, Reading, Transfer)}; bad pictures are an error. */
    public DataSet open(DataPlace named, long seed, Optional<Wanted> wanted, Split split, Transfer transfer) {
        return open(named, seed, wanted, split, Reading.DEFAULT, transfer);
    }

    /**
     * As {@link #open(String, long, Transfer)}, for a network.
     *
     * @param wanted what the network takes; kinds that can choose return images to match
     * @param split which images are cut off for the test and for validation
     * @param reading how files of pictures are read
     * @throws BadInputException also if no test or validation images are left
     */
    public DataSet open(
            DataPlace named, long seed, Optional<Wanted> wanted, Split split, Reading reading, Transfer transfer) {
        DataKind kind = kinds.find(named.kind());
        DataRequest request = new DataRequest(named.place(), seed, wanted, reading, environment, transfer);
        DataSet found = UserCalls.get(kind, "open(DataRequest)", () -> kind.open(request));
        return split.cut(found, transfer::notice);
    }

    /** The same data, with a place that does not depend on the working folder. */
    public DataPlace absolutePlace(DataPlace named) {
        if (named.place().isEmpty()) {
            return named;
        }
        DataKind kind = kinds.find(named.kind());
        String place = UserCalls.text(kind, "absolutePlace(String)", () -> kind.absolutePlace(named.place()));
        return new DataPlace(named.kind(), place);
    }

    /** As {@link #openDefault(long, Optional, Split, Transfer)}, without a network. */
    public DataSet openDefault(long seed, Transfer transfer) {
        return openDefault(seed, Optional.empty(), Split.DEFAULT, transfer);
    }

    /**
     * Opens the default data: Fashion-MNIST, as {@link #open(String, long, Transfer)} does. If it cannot be opened, a
     * notice says so, and the result is synthetic data.
     *
     * @param seed for synthetic images
     * @param wanted what the network takes
     * @param split which images are cut off for the test and for validation
     * @throws BadInputException if an address in the environment is not valid
     * @throws RunFailedException if the thread was interrupted; its interrupted flag stays set
     */
    public DataSet openDefault(long seed, Optional<Wanted> wanted, Split split, Transfer transfer) {
        return split.cut(findDefault(seed, wanted, transfer), transfer::notice);
    }

    private DataSet findDefault(long seed, Optional<Wanted> wanted, Transfer transfer) {
        DataRequest request = new DataRequest("", seed, wanted, Reading.DEFAULT, environment, transfer);
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
