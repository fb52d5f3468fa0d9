package dev.stagecraft.tests.fixes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A wrong declaration.
 *
 * @param name of its type
 * @param seed that the right one is drawn from
 * @param right the right one's number
 * @param faults that are put into it, in their order
 */
record Wrong(String name, long seed, int right, List<Faults.Put> faults) {
    private Draft draft() {
        Draft draft = RightDeclarations.draw(seed, right, name);
        faults.forEach(fault -> fault.into(draft));
        return draft;
    }

    /** How many stages the right one has. */
    int rightStages() {
        return RightDeclarations.draw(seed, right, name).rightStages;
    }

    String source() {
        return draft().source();
    }

    /** With one more fault. */
    Wrong worse(Random random) {
        List<Faults.Put> more = new ArrayList<>(faults);
        more.add(Faults.put(draft(), random));
        return new Wrong(name, seed, right, more);
    }

    /** With one fault of several alone, under names of their own. */
    List<Wrong> alone() {
        List<Wrong> all = new ArrayList<>();
        for (Faults.Put fault : faults.size() > 1 ? faults : List.<Faults.Put>of()) {
            all.add(new Wrong(name + "f" + all.size(), seed, right, List.of(fault)));
        }
        return all;
    }
}
