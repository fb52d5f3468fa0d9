package dev.stagecraft.runtime.data;

import java.util.Map;
import java.util.Optional;

/**
 * Reads a folder of pictures twice in a process with a small heap: it is larger than the heap when it is decoded. Then it
 * tries to keep the pictures, which the heap does not allow.
 */
final class ReadingProbe {
    static final int READERS = 2;
    static final int BATCH = 4;
    static final ImageShape INPUT = new ImageShape(64, 64, 3);

    private ReadingProbe() {}

    /** Takes the folder. */
    public static void main(String[] args) {
        System.out.println(read(args[0], Reading.DEFAULT) + " " + read(args[0], Reading.DEFAULT));
        try {
            read(args[0], Reading.DEFAULT.keeping(Long.MAX_VALUE));
        } catch (OutOfMemoryError e) {
            System.out.println("out of memory");
        }
        // TensorFlow's threads do not keep a process, but what they do at its end is not what is tested.
        Runtime.getRuntime().halt(0);
    }

    private static int read(String folder, Reading reading) {
        DataSet data = new DataSets(Map.of())
                .open(
                        DataPlace.parse("folder:" + folder),
                        1,
                        Optional.of(new Wanted(INPUT, 1)),
                        Split.DEFAULT,
                        reading,
                        new SilentTransfer());
        int[] order = EpochOrder.inSequence(data.train().size());
        Batches batches = new Batches(data.train(), order, BATCH, Preparation.plain(Preprocessing.usual(INPUT)));
        int images = 0;
        try (ReadAhead ahead = new ReadAhead(batches, 0, READERS)) {
            while (ahead.hasNext()) {
                images += ahead.next().size();
            }
        }
        return images;
    }
}
