package dev.stagecraft.runtime.bundle;

import com.sun.management.ThreadMXBean;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Inspected;
import dev.stagecraft.runtime.io.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Reads mutated checkpoints in a process of its own, with a small heap and without TensorFlow's native: each is refused with
 * one sentence, or holds what was saved.
 */
final class MutationProbe {
    private static final int WARM_UP = 300;
    private static final long MOST_MILLIS = 5_000;

    /**
     * All that is allocated is counted, garbage too: beyond what the right one takes, twice the files' size, and the short
     * texts that a parser makes of each further byte of a manifest. No number in a file adds to it.
     */
    private static final long GARBAGE = 16;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Path folder;
    private final byte[] right = CraftedCheckpoint.right().data;
    private final Set<Long> accepted = new HashSet<>();
    private long slowest;
    private long mostOver;
    private long rightManifest;

    private MutationProbe(Path folder) {
        this.folder = folder;
    }

    /** Takes a folder, the number of mutations and a seed, and prints what came out. */
    public static void main(String[] args) throws IOException {
        new MutationProbe(Path.of(args[0], "checkpoint-7")).run(Integer.parseInt(args[1]), Long.parseLong(args[2]));
    }

    private void run(int mutations, long seed) throws IOException {
        long clean = 0;
        for (int i = 0; i < WARM_UP; i++) {
            CraftedCheckpoint.right().write(folder);
            long before = allocated();
            read();
            clean = allocated() - before;
        }
        rightManifest = Files.size(folder.resolve(ManifestFile.NAME));
        // The first refusals load classes.
        for (int i = -WARM_UP; i < mutations; i++) {
            DurableFiles.deleteTree(folder);
            // A seed each, so that any of them can be had again by itself.
            new Mutations(new Random(seed + i)).write(folder);
            one(seed + i, i < 0 ? Long.MAX_VALUE / 2 : clean);
            if (i < 0) {
                accepted.clear();
            }
        }
        System.out.printf(
                "%d mutations, %d read as saved, slowest %d ms, clean %d bytes, at most %d %% of what is allowed beyond%n",
                mutations, accepted.size(), slowest, clean, mostOver);
    }

    private void one(long seed, long clean) throws IOException {
        long files = 0;
        for (String name : List.of(ManifestFile.NAME, Bundle.INDEX, Bundle.DATA)) {
            files += Files.size(folder.resolve(name));
        }
        long allowed = 2 * files + GARBAGE * Math.max(0, Files.size(folder.resolve(ManifestFile.NAME)) - rightManifest);
        long started = System.nanoTime();
        long over = judged(seed) - clean;
        long millis = (System.nanoTime() - started) / 1_000_000;
        if (over > allowed) {
            // What is refused for the first time for a reason loads that reason's classes.
            over = judged(seed) - clean;
        }
        slowest = Math.max(slowest, millis);
        mostOver = Math.max(mostOver, Math.max(over, 0) * 100 / allowed);
        if (over > allowed || millis > MOST_MILLIS) {
            throw new AssertionError(seed + ": " + over + " bytes beyond " + clean + " were allocated for files of "
                    + files + " bytes, in " + millis + " ms");
        }
    }

    /** Returns the bytes that reading it allocated. */
    private long judged(long seed) {
        long before = allocated();
        try {
            if (!Arrays.equals(read(), right)) {
                throw new AssertionError(seed + ": other values were read");
            }
            accepted.add(seed);
        } catch (BadInputException e) {
            String text = e.getMessage();
            if (!text.contains(folder.toString()) || text.chars().anyMatch(Character::isISOControl)) {
                throw new AssertionError(seed + ": " + text, e);
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError(seed + ": " + e, e);
        }
        return allocated() - before;
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** As a checkpoint is inspected, and then given to variables; the taker's own memory is as large as the data. */
    private byte[] read() {
        Bundle bundle = Bundle.open(folder, ManifestFile.read(folder));
        Inspected.of(folder, bundle.manifest());
        ByteArrayOutputStream all = new ByteArrayOutputStream(right.length);
        bundle.read(name -> (bytes, count) -> all.write(bytes, 0, count));
        return all.toByteArray();
    }
}
