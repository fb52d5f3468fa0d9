package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.io.MaskedCrc;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/** Writes the table that an index is, as TensorFlow does or with any of its parts changed; checksums always fit. */
final class CraftedTable {
    static final long MAGIC = 0xdb4775248b80fb57L;

    private static final int RESTART_INTERVAL = 16;

    final List<Block> data = new ArrayList<>();
    final Block empty = new Block(RESTART_INTERVAL);
    final Block index = new Block(1);
    byte[] padding;
    long magic = MAGIC;
    byte[] end = {};

    /** As TensorFlow cuts its blocks where they grow beyond a size. */
    CraftedTable(SortedMap<byte[], byte[]> entries, int blockBytes) {
        Block block = new Block(RESTART_INTERVAL);
        for (Map.Entry<byte[], byte[]> entry : entries.entrySet()) {
            block.add(entry.getKey(), entry.getValue());
            if (block.content().length >= blockBytes) {
                data.add(block);
                block = new Block(RESTART_INTERVAL);
            }
        }
        if (!block.rows.isEmpty()) {
            data.add(block);
        }
    }

    /** An entry: three numbers, the key's own end, and the value. */
    static final class Row {
        byte[] shared;
        byte[] unshared;
        byte[] length;
        byte[] suffix;
        byte[] value;

        Row(int shared, byte[] suffix, byte[] value) {
            this.shared = varint(shared);
            this.unshared = varint(suffix.length);
            this.length = varint(value.length);
            this.suffix = suffix;
            this.value = value;
        }
    }

    /** A block, and what is wrong with it. */
    static final class Block {
        final List<Row> rows = new ArrayList<>();
        final List<Integer> restarts = new ArrayList<>(List.of(0));
        Integer restartCount;
        byte[] lastKey = {};
        int type;
        int crcError;
        int lengthError;
        UnaryOperator<byte[]> handle = UnaryOperator.identity();
        private final int interval;
        private int bytes;

        Block(int interval) {
            this.interval = interval;
        }

        void add(byte[] key, byte[] value) {
            boolean restart = rows.size() % interval == 0;
            if (restart && !rows.isEmpty()) {
                restarts.add(bytes);
            }
            int mismatch = Arrays.mismatch(lastKey, key);
            int shared = restart ? 0 : mismatch < 0 ? key.length : mismatch;
            Row row = new Row(shared, Arrays.copyOfRange(key, shared, key.length), value);
            rows.add(row);
            bytes += row.shared.length + row.unshared.length + row.length.length + row.suffix.length + value.length;
            lastKey = key;
        }

        byte[] content() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Row row : rows) {
                for (byte[] part : List.of(row.shared, row.unshared, row.length, row.suffix, row.value)) {
                    out.writeBytes(part);
                }
            }
            restarts.forEach(restart -> out.writeBytes(little(restart)));
            out.writeBytes(little(restartCount == null ? restarts.size() : restartCount));
            return out.toByteArray();
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (index.rows.isEmpty()) {
            for (int i = 0; i < data.size(); i++) {
                byte[] handle = write(out, data.get(i));
                byte[] after = i + 1 < data.size() ? firstKey(data.get(i + 1)) : null;
                index.add(bound(data.get(i).lastKey, after), handle);
            }
        } else {
            data.forEach(block -> write(out, block));
        }
        byte[] first = write(out, empty);
        byte[] second = write(out, index);
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        footer.writeBytes(first);
        footer.writeBytes(second);
        footer.writeBytes(padding == null ? new byte[Math.max(0, 40 - footer.size())] : padding);
        footer.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(magic)
                .array());
        out.writeBytes(footer.toByteArray());
        out.writeBytes(end);
        return out.toByteArray();
    }

    private static byte[] firstKey(Block block) {
        return block.rows.isEmpty() ? null : block.rows.get(0).suffix;
    }

    /** LevelDB's shortest key that is not below one and is below the other. */
    private static byte[] bound(byte[] last, byte[] after) {
        int at = after == null ? 0 : Arrays.mismatch(last, after);
        int most = after == null ? last.length : Math.min(last.length, after.length);
        if (after != null && at >= 0 && at < most) {
            int next = (last[at] & 0xff) + 1;
            if (next < 0xff && next < (after[at] & 0xff)) {
                byte[] bound = Arrays.copyOf(last, at + 1);
                bound[at] = (byte) next;
                return bound;
            }
            return last;
        }
        for (int i = 0; after == null && i < last.length; i++) {
            if (last[i] != (byte) 0xff) {
                byte[] bound = Arrays.copyOf(last, i + 1);
                bound[i]++;
                return bound;
            }
        }
        return last;
    }

    private static byte[] write(ByteArrayOutputStream out, Block block) {
        byte[] content = block.content();
        byte[] typed = Arrays.copyOf(content, content.length + 1);
        typed[content.length] = (byte) block.type;
        int offset = out.size();
        out.writeBytes(typed);
        out.writeBytes(little(MaskedCrc.of(typed, 0, typed.length) ^ block.crcError));
        ByteArrayOutputStream handle = new ByteArrayOutputStream();
        handle.writeBytes(varint(offset));
        handle.writeBytes(varint(content.length + block.lengthError));
        return block.handle.apply(handle.toByteArray());
    }

    static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }
}
