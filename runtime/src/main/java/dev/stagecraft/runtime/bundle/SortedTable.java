package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.io.MaskedCrc;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table that {@code variables.index} is: data blocks without gaps, an empty block, a block that lists the data
 * blocks, a footer. Nothing in it is trusted: every length is compared with what is left before it is used.
 */
final class SortedTable {
    private static final int FOOTER = 48;
    private static final int HANDLES = 40;
    private static final int TRAILER = 5;
    private static final long MAGIC = 0xdb4775248b80fb57L;

    /** Names and values are some dozens of bytes; longer ones would only take memory. */
    private static final int MOST_BYTES = 1024;

    private final byte[] file;
    private final int end;

    private SortedTable(byte[] file) {
        this.file = file;
        end = file.length - FOOTER;
    }

    /** Is given each key, rising as unsigned bytes, with its value. */
    interface Entry {
        void read(byte[] key, byte[] value) throws Malformed;
    }

    static void read(byte[] file, Entry each) throws Malformed {
        if (file.length < FOOTER) {
            throw new Malformed("it has " + file.length + " bytes, fewer than its footer");
        }
        new SortedTable(file).read(each);
    }

    private void read(Entry each) throws Malformed {
        if (little(end + HANDLES, 8) != MAGIC) {
            throw new Malformed("it does not end as an index does");
        }
        Cursor footer = new Cursor(file, end, end + HANDLES);
        Handle empty = handle(footer);
        Handle blocks = handle(footer);
        while (footer.at < footer.end) {
            if (file[footer.at++] != 0) {
                throw new Malformed("its footer holds more than two blocks' places");
            }
        }
        require(blocks.next() == end, "the block that lists the others", blocks, "the footer");
        require(empty.next() == blocks.offset, "the empty block", empty, "the block that lists the others");
        check(blocks);
        check(empty);
        entries(empty, (key, value) -> {
            throw new Malformed("its empty block is not empty");
        });
        DataBlocks data = new DataBlocks(each);
        entries(blocks, data);
        require(data.next == empty.offset, "the last data block", empty, "the empty block");
    }

    /** A block's content, without its trailer; it lies before the footer. */
    private record Handle(int offset, int length) {
        int next() {
            return offset + length + TRAILER;
        }

        @Override
        public String toString() {
            return length + " bytes at " + offset;
        }
    }

    private Handle handle(Cursor cursor) throws Malformed {
        int offset = cursor.length("a block's place", end);
        return new Handle(offset, cursor.length("a block", end - offset - TRAILER));
    }

    private static void require(boolean fits, String what, Handle found, String next) throws Malformed {
        if (!fits) {
            throw new Malformed(what + " (" + found + ") does not lie right before " + next);
        }
    }

    /** The type of a block is not compressed, and its checksum fits. */
    private void check(Handle block) throws Malformed {
        int at = block.offset + block.length;
        if (file[at] != 0) {
            throw new Malformed("a block is of the type " + (file[at] & 0xff) + "; it must be 0, not compressed");
        }
        if ((int) little(at + 1, 4) != MaskedCrc.of(file, block.offset, block.length + 1)) {
            throw new Malformed("a block of " + block + " does not match its checksum");
        }
    }

    private long little(int at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | (file[at + i] & 0xff);
        }
        return value;
    }

    private void entries(Handle block, Entry each) throws Malformed {
        int blockEnd = block.next() - TRAILER;
        long restarts = block.length < 4 ? 0 : little(blockEnd - 4, 4);
        if (restarts < 1 || restarts > block.length / 4 - 1) {
            throw new Malformed("a block of " + block + " has " + restarts + " restarts");
        }
        Restarts marks = new Restarts(block.offset, (int) (blockEnd - 4 - 4 * restarts), blockEnd - 4);
        Cursor cursor = new Cursor(file, block.offset, marks.first);
        byte[] key = {};
        while (cursor.at < cursor.end) {
            int start = cursor.at;
            int shared = cursor.length("a shared key", key.length);
            int unshared = cursor.length("a key", MOST_BYTES - shared);
            int length = cursor.length("a value", MOST_BYTES);
            marks.pass(start, shared);
            byte[] next = Arrays.copyOf(key, shared + unshared);
            cursor.take(next, shared, unshared);
            byte[] value = new byte[length];
            cursor.take(value, 0, length);
            if (start > block.offset && Arrays.compareUnsigned(key, next) >= 0) {
                throw new Malformed("its names do not rise");
            }
            key = next;
            each.read(key, value);
        }
        marks.end(block.length == 8);
    }

    /** Entries that share nothing with the one before, by their offsets in the block; the first one always is. */
    private final class Restarts {
        private final int block;
        private final int first;
        private final int end;
        private int at;

        Restarts(int block, int first, int end) {
            this.block = block;
            this.first = first;
            this.end = end;
            at = first;
        }

        void pass(int entry, int shared) throws Malformed {
            if (at < end && little(at, 4) == entry - block && shared == 0) {
                at += 4;
            } else if (entry == block) {
                throw new Malformed("a block does not begin with a restart");
            }
        }

        void end(boolean empty) throws Malformed {
            // A block without entries has one restart all the same.
            boolean passed = empty ? at == first && little(at, 4) == 0 : at == end;
            if (!passed) {
                throw new Malformed("a restart (" + little(at, 4) + ") does not point to an entry");
            }
        }
    }

    /** The entries of the block that lists the others: a key that no key of the block is above, and its place. */
    private final class DataBlocks implements Entry {
        private final Entry each;
        private byte @Nullable [] last;
        private int next;

        DataBlocks(Entry each) {
            this.each = each;
        }

        @Override
        public void read(byte[] bound, byte[] place) throws Malformed {
            Cursor cursor = new Cursor(place, 0, place.length);
            Handle block = handle(cursor);
            if (block.offset != next || cursor.at < cursor.end) {
                throw new Malformed("a data block of " + block + " does not lie at " + next);
            }
            check(block);
            byte[] before = last;
            entries(block, (key, value) -> {
                if (before != null && Arrays.compareUnsigned(before, key) >= 0) {
                    throw new Malformed("its names do not rise");
                }
                last = key;
                each.read(key, value);
            });
            if (block.length <= 8 || Arrays.compareUnsigned(last, bound) > 0) {
                throw new Malformed("a data block of " + block + " holds other names than are listed");
            }
            last = bound;
            next = block.next();
        }
    }

    /** Reads numbers of seven bits a byte, each held against a limit before it is one of 32 bits. */
    private static final class Cursor {
        private static final int MOST_BITS = 63;

        private final byte[] bytes;
        private final int end;
        private int at;

        Cursor(byte[] bytes, int at, int end) {
            this.bytes = bytes;
            this.at = at;
            this.end = end;
        }

        int length(String what, int most) throws Malformed {
            long value = 0;
            for (int shift = 0; shift < MOST_BITS; shift += 7) {
                if (at == end) {
                    throw new Malformed("it ends within a number");
                }
                byte next = bytes[at++];
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    if (value > most) {
                        throw new Malformed(what + " of " + value + " is more than " + Math.max(0, most));
                    }
                    return (int) value;
                }
            }
            throw new Malformed("it holds a number of more than " + MOST_BITS + " bits");
        }

        void take(byte[] target, int from, int count) throws Malformed {
            if (count > end - at) {
                throw new Malformed("it ends within an entry");
            }
            System.arraycopy(bytes, at, target, from, count);
            at += count;
        }
    }
}
