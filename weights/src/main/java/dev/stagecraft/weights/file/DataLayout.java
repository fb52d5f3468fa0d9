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
            throw new Malformed(
                    "the tensors take " + end + " bytes, but the file has " + bytes + " bytes after its header; "
                            + (end > bytes ? "the file was cut off" : "the last tensor must end where the file ends"));
        }
        return inOrder;
    }

    private static void requireSize(TensorEntry entry) throws Malformed {
        if (entry.end() < entry.begin()) {
            throw problem(
                    entry, "ends at byte " + entry.end() + " of the data, before it begins at byte " + entry.begin());
        }
        long bytes = bytes(entry.name(), entry.dtype(), entry.shape());
        if (entry.bytes() != bytes) {
            throw problem(
                    entry,
                    entry.dtype() + " " + entry.shape() + " takes " + bytes + " bytes, but data_offsets leave "
                            + entry.bytes() + " for it");
        }
    }

    /**
     * The bytes that a tensor takes. Sizes that overflow are refused even if another size is 0: the steps between elements
     * would overflow all the same.
     */
    static long bytes(String name, Dtype dtype, List<Long> shape) throws Malformed {
        boolean isEmpty = false;
        long bits = dtype.bits();
        for (long size : shape) {
            if (size < 0) {
                throw new Malformed(ForeignName.printed(name) + ": a size is " + size + "; it must be at least 0");
            }
            isEmpty |= size == 0;
            long factor = Math.max(1, size);
            if (bits > Long.MAX_VALUE / factor) {
                throw new Malformed(ForeignName.printed(name) + ": " + dtype + " " + shape
                        + " has so many bits that their number overflows 64 bits");
            }
            bits *= factor;
        }
        if (!isEmpty && bits % Byte.SIZE != 0) {
            throw new Malformed(ForeignName.printed(name) + ": " + dtype + " " + shape + " takes " + bits
                    + " bits; they must be whole bytes");
        }
        return isEmpty ? 0 : bits / Byte.SIZE;
    }

    private static Malformed problem(TensorEntry entry, String problem) {
        return new Malformed(ForeignName.printed(entry.name()) + ": " + problem);
    }
}
