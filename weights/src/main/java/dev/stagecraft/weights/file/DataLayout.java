package dev.stagecraft.weights.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The tensors of a file lie one after another, without holes, and fill it. */
final class DataLayout {
    private DataLayout() {}

    /**
     * Checks where the tensors lie.
     *
     * @param entries in any order
     * @param bytes what the file has after its header
     * @return the entries in the order of the file
     */
    static List<TensorEntry> inOrder(Collection<TensorEntry> entries, long bytes) throws Malformed {
        List<TensorEntry> inOrder = entries.stream()
                .sorted(Comparator.comparingLong(TensorEntry::begin)
                        .thenComparingLong(TensorEntry::end)
                        .thenComparing(TensorEntry::name))
                .toList();
        long end = 0;
        for (TensorEntry entry : inOrder) {
            requireSize(entry);
            if (entry.begin() != end) {
                throw problem(
                        entry,
                        "begins at byte " + entry.begin() + " of the data, but what lies before it ends at byte " + end
                                + "; tensors must lie one after another without holes");
            }
            end = entry.end();
        }
        if (end != bytes) {
            throw new Malformed("the tensors take " + end + " bytes, but the file has " + bytes + " bytes after its header; "
                    + (end > bytes ? "the file was cut off" : "the last tensor must end where the file ends"));
        }
        return inOrder;
    }

    private static void requireSize(TensorEntry entry) throws Malformed {
        if (entry.end() < entry.begin()) {
            throw problem(entry, "ends at byte " + entry.end() + " of the data, before it begins at byte " + entry.begin());
        }
        long bits = bits(entry);
        if (bits % Byte.SIZE != 0) {
            throw problem(entry, what(entry) + " takes " + bits + " bits, which are not whole bytes");
        }
        if (entry.bytes() != bits / Byte.SIZE) {
            throw problem(
                    entry,
                    what(entry) + " takes " + bits / Byte.SIZE + " bytes, but data_offsets leave " + entry.bytes()
                            + " for it");
        }
    }

    /** Sizes that overflow are refused even where another size is 0: strides would overflow all the same. */
    private static long bits(TensorEntry entry) throws Malformed {
        boolean empty = false;
        long bits = entry.dtype().bits();
        try {
            for (long size : entry.shape()) {
                empty |= size == 0;
                bits = Math.multiplyExact(bits, Math.max(1, size));
            }
        } catch (ArithmeticException e) {
            throw problem(entry, "the number of bits of " + what(entry) + " has no room in 64 bits");
        }
        return empty ? 0 : bits;
    }

    private static String what(TensorEntry entry) {
        return entry.dtype() + " " + entry.shape();
    }

    private static Malformed problem(TensorEntry entry, String problem) {
        return new Malformed(ForeignName.printed(entry.name()) + ": " + problem);
    }
}
