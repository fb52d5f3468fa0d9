package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataNotices;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.network.Network;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which images a command reads. */
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "KIND[:PLACE]",
            description = "The images: fashion-mnist (from the cache folder, or downloaded), shapes (synthetic),"
                    + " folder:FOLDER (a folder of pictures for each class), csv:FILE (a table of pictures),"
                    + " fashion-mnist:FOLDER, mnist:FOLDER, idx:FOLDER, cifar10:FOLDER, cifar100:FOLDER, or class:CLASS"
                    + " (your own kind of data). Default: if a checkpoint is evaluated or resumed, its data; otherwise"
                    + " fashion-mnist, or shapes and a notice if fashion-mnist cannot be downloaded.")
    private @Nullable String data;

    @Option(
            names = "--limit-test",
            paramLabel = "N",
            description = "Test on the first N test images only, and validate on the first N validation images.")
    private @Nullable Integer limitTest;

    @Mixin
    private SplitOptions split;

    @Mixin
    private PictureOptions pictures;

    private DataOptions() {}

    /**
     * Images to train on: those that were named; else those of the resumed run; else the default ones, which synthetic ones
     * may replace.
     *
     * @param classes where users' kinds of data are looked for
     * @param limitTrain may be null
     * @param resumed the run that is resumed, if any
     */
    OpenedData openForTraining(
            Network network,
            ClassLoader classes,
            @Nullable Integer limitTrain,
            Optional<SavedRun> resumed,
            Console console) {
        checkLimit("--limit-train", limitTrain);
        checkLimit("--limit-test", limitTest);
        DataFinder finder = finder(network, classes, console);
        OpenedData found = data != null
                ? finder.named(DataPlace.parse(data), resumed)
                : resumed.filter(run -> run.origin().isPresent())
                        .map(finder::ofRun)
                        .orElseGet(finder::usual);
        DataSet all = found.data();
        DataSet used =
                limited(limitTrain == null ? all : all.withTrain(all.train().first(limitTrain)));
        DataNotices.of(used).forEach(console::notice);
        return new OpenedData(used, found.place());
    }

    /** Images to test on: those that were named, else those that a checkpoint's run was tested on, and no others. */
    DataSet openForEvaluation(Network network, ClassLoader classes, SavedRun saved, Console console) {
        checkLimit("--limit-test", limitTest);
        DataFinder finder = finder(network, classes, console);
        if (data != null) {
            return limited(finder.other(DataPlace.parse(data), saved).data());
        }
        // More than the run's own may be asked for.
        return limited(finder.sameAsOfRun(saved, limitTest != null));
    }

    private DataFinder finder(Network network, ClassLoader classes, Console console) {
        return new DataFinder(new DataSets(console.environment(), classes), network, split, pictures, console);
    }

    private DataSet limited(DataSet found) {
        if (limitTest == null) {
            return found;
        }
        int most = limitTest;
        DataSet tested = found.withTest(found.test().first(most));
        return tested.validation()
                .map(images -> tested.withValidation(images.first(most)))
                .orElse(tested);
    }

    private static void checkLimit(String flag, @Nullable Integer limit) {
        if (limit != null && limit < 1) {
            throw new BadInputException(flag + " is " + limit + "; it must be at least 1");
        }
    }
}
