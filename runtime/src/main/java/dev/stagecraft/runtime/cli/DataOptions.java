package dev.stagecraft.runtime.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.graph.Network;
import picocli.CommandLine.Option;

/** Which images a command reads. */
final class DataOptions {
    /** From this synthetic images are drawn, so that training and evaluation see the same images whatever a run's seed. */
    private static final long DRAWING_SEED = 1;

    @Option(
            names = "--data",
            paramLabel = "KIND[:PLACE]",
            description = "fashion-mnist (from the cache folder, or fetched), fashion-mnist:FOLDER, or shapes, which"
                    + " are synthetic (default: fashion-mnist, else shapes, said aloud).")
    private String data;

    @Option(names = "--limit-test", paramLabel = "N", description = "Use only the first N images to test on.")
    private Integer limitTest;

    private DataOptions() {}

    /** The flags that name data again; synthetic data that took the place of others is named as what it was. */
    String text(DataSet found) {
        return "--data " + named(found) + (limitTest == null ? "" : " --limit-test " + limitTest);
    }

    private String named(DataSet found) {
        if (found.name().equals(Shapes.NAME)) {
            return DataPlace.SHAPES;
        }
        return data == null ? DataPlace.FASHION_MNIST : ShellWord.of(data);
    }

    /** The data for a network; {@code limitTrain} may be null. */
    DataSet open(Network network, Integer limitTrain, Console console) {
        checkLimit("--limit-train", limitTrain);
        checkLimit("--limit-test", limitTest);
        DataSets sets = new DataSets(console.environment());
        ConsoleTransfer transfer = new ConsoleTransfer(console);
        DataSet found =
                data == null ? sets.openDefault(DRAWING_SEED, transfer) : sets.open(data, DRAWING_SEED, transfer);
        if (found.train().classes() != network.classes()) {
            throw new BadInputException(network.name() + " tells " + network.classes() + " classes apart, "
                    + found.name() + " has " + found.train().classes() + "; declare @Head(classes = "
                    + found.train().classes() + ") or choose other data");
        }
        return new DataSet(
                found.name(),
                limitTrain == null ? found.train() : found.train().first(limitTrain),
                limitTest == null ? found.test() : found.test().first(limitTest));
    }

    private static void checkLimit(String flag, Integer limit) {
        if (limit != null && limit < 1) {
            throw new BadInputException(flag + " is " + limit + ", expected is 1 or more");
        }
    }
}
