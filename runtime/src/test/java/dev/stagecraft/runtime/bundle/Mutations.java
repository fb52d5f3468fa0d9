package dev.stagecraft.runtime.bundle;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorSliceProto;

/** Changes to the structure of a checkpoint, drawn at random; hashes, checksums and seal are made to fit after most of them. */
final class Mutations {
    private static final long[] NUMBERS = {
        -1,
        0,
        1,
        2,
        15,
        16,
        127,
        128,
        255,
        1023,
        1025,
        1 << 16,
        Integer.MAX_VALUE,
        0xffffffffL,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE - 4,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final String[] VALUES = {
        "1e400",
        "-1",
        "0",
        "1",
        "1.5",
        "1e3",
        "9223372036854775807",
        "9223372036854775808",
        "4611686018427387904",
        "\"7\"",
        "\"\"",
        "\"\\u001b[2J\"",
        "null",
        "[]",
        "{}",
        "[[[[[[[[]]]]]]]]",
        "true",
        "\"NaN\"",
        "{\"a\":1,\"b\":[2]}"
    };

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** Writes a checkpoint with one to three changes. */
    void write(Path folder) throws IOException {
        CraftedCheckpoint crafted = CraftedCheckpoint.right();
        int changes = 1 + random.nextInt(3);
        int kind = random.nextInt(10);
        if (kind < 3) {
            for (int i = 0; i < changes; i++) {
                entry(crafted);
            }
            crafted.write(folder);
        } else if (kind < 6) {
            CraftedTable table = crafted.table();
            for (int i = 0; i < changes; i++) {
                table(table);
            }
            crafted.write(folder, table.bytes());
        } else if (kind == 6) {
            byte[] index = bytes(crafted.table().bytes());
            crafted.write(folder, index);
        } else if (kind == 7) {
            if (random.nextBoolean()) {
                byte[] index = crafted.table().bytes();
                crafted.manifest.add("files", crafted.files(index));
            }
            crafted.data = bytes(crafted.data);
            crafted.write(folder);
        } else {
            byte[] index = crafted.table().bytes();
            crafted.manifest.add("files", crafted.files(index));
            for (int i = 0; i < changes; i++) {
                manifest(crafted.manifest);
            }
            crafted.write(folder, index);
            if (random.nextInt(4) == 0) {
                CraftedCheckpoint.write(folder, text(crafted.json()));
            } else if (random.nextInt(8) == 0) {
                Path file = folder.resolve(ManifestFile.NAME);
                Files.write(file, bytes(Files.readAllBytes(file)));
            }
        }
    }

    private long number() {
        long base = NUMBERS[random.nextInt(NUMBERS.length)];
        return random.nextInt(3) == 0 ? base + random.nextInt(9) - 4 : base;
    }

    private byte[] bytes(byte[] right) {
        byte[] wrong = right.clone();
        switch (random.nextInt(5)) {
            case 0 -> wrong = Arrays.copyOf(right, random.nextInt(right.length));
            case 1 -> wrong = Arrays.copyOf(right, right.length + 1 + random.nextInt(50));
            case 2 -> wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
            case 3 -> {
                int at = random.nextInt(wrong.length);
                Arrays.fill(wrong, at, Math.min(wrong.length, at + 1 + random.nextInt(30)), (byte) random.nextInt());
            }
            default -> {
                int from = random.nextInt(right.length);
                int to = random.nextInt(right.length);
                System.arraycopy(right, from, wrong, to, right.length - Math.max(from, to));
            }
        }
        return wrong;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void entry(CraftedCheckpoint crafted) throws InvalidProtocolBufferException {
        byte[] key = one(new ArrayList<>(crafted.entries.keySet()));
        byte[] value = crafted.entries.get(key);
        switch (random.nextInt(8)) {
            case 0 -> crafted.entries.remove(key);
            case 1 -> crafted.entries.put(key(key), value);
            case 2 -> crafted.entries.put(key(key), crafted.entries.remove(key));
            case 3 -> crafted.entries.put(key, value.length == 0 ? new byte[1] : bytes(value));
            case 4 -> crafted.entries.put(key, crafted.entries.get(one(new ArrayList<>(crafted.entries.keySet()))));
            default -> crafted.entries.put(key, key.length == 0 ? header() : proto(value));
        }
    }

    private byte[] key(byte[] key) {
        byte[] longer = Arrays.copyOf(key, key.length + 1 + (random.nextInt(9) == 0 ? 2000 : 0));
        longer[random.nextInt(longer.length)] = (byte) random.nextInt();
        return random.nextBoolean() ? longer : Arrays.copyOf(key, random.nextInt(key.length + 1));
    }

    private byte[] header() {
        BundleHeaderProto.Builder header = CraftedCheckpoint.header();
        switch (random.nextInt(5)) {
            case 0 -> header.setNumShards((int) number());
            case 1 -> header.setEndiannessValue((int) number());
            case 2 -> header.getVersionBuilder().setProducer((int) number());
            case 3 -> header.getVersionBuilder().setMinConsumer((int) number());
            default -> header.setUnknownFields(unknown());
        }
        return header.build().toByteArray();
    }

    private byte[] proto(byte[] value) throws InvalidProtocolBufferException {
        BundleEntryProto.Builder entry;
        try {
            entry = BundleEntryProto.parseFrom(value).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            // An earlier change has spoilt it.
            return bytes(value);
        }
        switch (random.nextInt(9)) {
            case 0 -> entry.setDtypeValue((int) number());
            case 1 -> entry.setShardId((int) number());
            case 2 -> entry.setOffset(number());
            case 3 -> entry.setSize(number());
            case 4 -> entry.setCrc32C(entry.getCrc32C() ^ 1 << random.nextInt(32));
            case 5 ->
                entry.addSlices(TensorSliceProto.newBuilder()
                        .addExtent(TensorSliceProto.Extent.newBuilder()
                                .setStart(number())
                                .setLength(number())));
            case 6 -> entry.setUnknownFields(unknown());
            default -> shape(entry.getShapeBuilder());
        }
        return entry.build().toByteArray();
    }

    private UnknownFieldSet unknown() {
        UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
        if (random.nextBoolean()) {
            field.addVarint(number());
        } else {
            field.addLengthDelimited(ByteString.copyFrom(new byte[random.nextInt(3000)]));
        }
        return UnknownFieldSet.newBuilder()
                .addField(1 + random.nextInt(200), field.build())
                .build();
    }

    private void shape(TensorShapeProto.Builder shape) {
        switch (random.nextInt(5)) {
            case 0 -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(number()));
            case 1 -> shape.clearDim();
            case 2 -> shape.setUnknownRank(true);
            case 3 -> {
                for (int i = random.nextInt(700); i >= 0; i--) {
                    shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(number()));
                }
            }
            default -> {
                if (shape.getDimCount() > 0) {
                    shape.getDimBuilder(random.nextInt(shape.getDimCount()))
                            .setSize(number())
                            .setName(random.nextBoolean() ? "" : "x");
                }
            }
        }
    }

    private void table(CraftedTable table) {
        List<CraftedTable.Block> blocks = new ArrayList<>(table.data);
        blocks.add(table.index);
        blocks.add(table.empty);
        CraftedTable.Block block = one(blocks);
        switch (random.nextInt(14)) {
            case 0 -> table.magic ^= 1L << random.nextInt(64);
            case 1 -> table.padding = new byte[random.nextInt(60)];
            case 2 -> table.end = new byte[random.nextInt(60)];
            case 3 -> block.type = random.nextInt(256);
            case 4 -> block.crcError = 1 << random.nextInt(32);
            case 5 -> block.lengthError = (int) number();
            case 6 -> block.restartCount = (int) number();
            case 7 -> block.restarts.set(random.nextInt(block.restarts.size()), (int) number());
            case 8 -> block.restarts.add(random.nextInt(block.restarts.size() + 1), (int) number());
            case 9 ->
                block.handle =
                        right -> random.nextBoolean() ? numbers() : random.nextBoolean() ? bytes(right) : new byte[0];
            case 10 -> table.data.remove(random.nextInt(table.data.size() + 1) % Math.max(1, table.data.size()));
            case 11 -> table.data.add(random.nextInt(table.data.size() + 1), block);
            default -> row(one(table.data.isEmpty() ? blocks : table.data));
        }
        if (table.data.isEmpty()) {
            table.data.add(new CraftedTable.Block(16));
        }
    }

    private void row(CraftedTable.Block block) {
        if (block.rows.isEmpty()) {
            block.add(new byte[] {1}, new byte[random.nextInt(2000)]);
            return;
        }
        CraftedTable.Row row = one(block.rows);
        switch (random.nextInt(6)) {
            case 0 -> row.shared = varint();
            case 1 -> row.unshared = varint();
            case 2 -> row.length = varint();
            case 3 -> row.suffix = key(row.suffix);
            case 4 -> row.value = new byte[random.nextInt(3000)];
            default -> block.rows.add(random.nextInt(block.rows.size()), one(block.rows));
        }
    }

    private byte[] varint() {
        byte[] varint = CraftedTable.varint(number());
        if (random.nextInt(5) == 0) {
            // The same number in more bytes than it needs, or without an end.
            byte[] longer = Arrays.copyOf(varint, varint.length + 1 + random.nextInt(9));
            Arrays.fill(longer, varint.length, longer.length, (byte) 0x80);
            longer[varint.length - 1] |= (byte) 0x80;
            longer[longer.length - 1] = (byte) (random.nextBoolean() ? 0 : 0x80);
            return longer;
        }
        return varint;
    }

    private byte[] numbers() {
        byte[] one = varint();
        byte[] other = varint();
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Goes down to a random member and changes it. */
    private void manifest(JsonElement at) {
        if (at instanceof JsonObject object && !object.isEmpty()) {
            Map.Entry<String, JsonElement> member = one(new ArrayList<>(object.entrySet()));
            if (isDeep(member.getValue()) && random.nextInt(4) > 0) {
                manifest(member.getValue());
            } else if (random.nextInt(3) == 0) {
                object.remove(member.getKey());
            } else if (random.nextInt(3) == 0) {
                object.add(member.getKey() + "\u001b", member.getValue());
                object.remove(member.getKey());
            } else {
                object.add(member.getKey(), value());
            }
        } else if (at instanceof JsonArray array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (isDeep(array.get(index)) && random.nextInt(4) > 0) {
                manifest(array.get(index));
            } else if (random.nextInt(3) == 0) {
                array.remove(index);
            } else if (random.nextInt(3) == 0) {
                for (int i = random.nextInt(20) == 0 ? 2000 : 1; i > 0; i--) {
                    array.add(array.get(index));
                }
            } else {
                array.set(index, value());
            }
        }
    }

    private static boolean isDeep(JsonElement element) {
        return element instanceof JsonObject || element instanceof JsonArray;
    }

    private JsonElement value() {
        return JsonParser.parseString(VALUES[random.nextInt(VALUES.length)]);
    }

    private String text(String json) {
        int at = random.nextInt(json.length() - 2);
        return switch (random.nextInt(5)) {
            case 0 -> json.substring(0, at) + "[".repeat(1 + random.nextInt(3000)) + json.substring(at);
            case 1 -> json.substring(0, at) + "{\"a\":".repeat(1 + random.nextInt(3000)) + json.substring(at);
            case 2 -> json.substring(0, at) + (char) random.nextInt(0xd800) + json.substring(at + 1);
            case 3 -> json.substring(0, at) + "9".repeat(random.nextInt(3000)) + json.substring(at);
            default -> json.substring(0, 2) + "\"network\": \"twice\"," + json.substring(2);
        };
    }
}
