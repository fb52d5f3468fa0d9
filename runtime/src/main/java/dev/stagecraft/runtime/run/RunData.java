package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.data.DataNotices;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.Reading;
import dev.stagecraft.runtime.data.Split;
import dev.stagecraft.runtime.data.Wanted;
import dev.stagecraft.runtime.network.Network;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The data of a run.
 *
 * @param origin where it was found; empty for data that was made in code
 */
record RunData(DataSet data, Optional<RunOrigin> origin) {
    /** How a run comes by its data when it is opened. */
    interface Source {
        RunData open(Network network, Printing printing);
    }

    /** Data that a user named as {@code KIND:PLACE}. */
    static Source named(String kindAndPlace, Split split, Reading reading) {
        return (network, printing) -> {
            DataPlace named = DataPlace.parse(kindAndPlace);
            DataSets sets = new DataSets(System.getenv(), network.getClass().getClassLoader());
            Wanted wanted = new Wanted(network.input(), network.classes());
            DataSet found =
                    sets.open(named, DataSets.DRAWING_SEED, Optional.of(wanted), split, reading, printing.transfer());
            Consumer<String> notices = printing.notices();
            DataNotices.of(found).forEach(notices);
            DataPlace place = sets.absolutePlace(named);
            RunOrigin origin = new RunOrigin(
                    place.kind(), place.place(), Optional.empty(), found.cut().map(Split::text));
            return new RunData(found, Optional.of(origin));
        };
    }
}
