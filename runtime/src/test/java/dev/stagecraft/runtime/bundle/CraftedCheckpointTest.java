package dev.stagecraft.runtime.bundle;

import static dev.stagecraft.runtime.bundle.CraftedTable.varint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorSliceProto;
import org.tensorflow.proto.VersionDef;

/** Each rule of a checkpoint's files, broken once under hashes and a seal that fit. */
class CraftedCheckpointTest {
    private static final String BIAS = "head/dense/bias";

    @TempDir
    private Path folder;

    private final CraftedCheckpoint crafted = CraftedCheckpoint.right();

    @Test
    void rightOneIsRead() throws IOException {
        crafted.write(folder);
        Inspection found = Checkpoints.inspect(folder);
        assertEquals(7, found.step());
        assertEquals(crafted.weights.size(), found.variables().size());
        assertEquals(crafted.state.size(), found.optimizerVariables().size());
        assertTrue(crafted.table().data.size() > 2, "the index has several blocks");
    }

    interface Change<T> {
        void to(T what);
    }

    private static Arguments broken(String rule, String message, Change<CraftedTable> change) {
        return Arguments.of(rule, message, change);
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                broken("magic number", "does not end as an index does", table -> table.magic++),
                broken("nothing after the footer", "does not end as an index does", table -> table.end = new byte[1]),
                broken("padding of zeros", "footer holds more", table -> table.padding = new byte[] {0, 0, 0, 1, 0}),
                broken("block of a type", "of the type 1", table -> table.data.get(0).type = 1),
                broken("block of another type", "of the type 255", table -> table.index.type = 255),
                broken(
                        "checksum of a data block",
                        "does not match its checksum",
                        table -> table.data.get(1).crcError = 1),
                broken("checksum of the empty block", "does not match its checksum", table -> table.empty.crcError = 1),
                broken("checksum of the index block", "does not match its checksum", table -> table.index.crcError = 1),
                broken("empty block", "is not empty", table -> table.empty.add(new byte[] {1}, new byte[0])),
                broken("empty block's restart", "does not point to an entry", table -> table.empty.restarts.set(0, 1)),
                broken("a restart at all", "0 restarts", table -> table.data.get(0).restartCount = 0),
                broken(
                        "restarts within the block",
                        "4294967295 restarts",
                        table -> table.data.get(0).restartCount = -1),
                broken("restarts that overflow", "restarts", table -> table.data.get(0).restartCount = 1 << 30),
                broken(
                        "first restart",
                        "begin with a restart",
                        table -> table.data.get(0).restarts.set(0, 1)),
                broken(
                        "restart at an entry",
                        "does not point to an entry",
                        table -> table.data.get(0).restarts.set(1, 3)),
                broken(
                        "restart beyond",
                        "does not point to an entry",
                        table -> table.data.get(0).restarts.set(1, -1)),
                broken(
                        "restart without a shared key",
                        "does not point to an entry",
                        table -> restartAtThird(table.data.get(0))),
                broken("shared key that is there", "shared key of 5", table -> row(table, 0).shared = varint(5)),
                broken(
                        "shared length of 64 bits",
                        "shared key of",
                        table -> row(table, 3).shared = varint(Long.MAX_VALUE)),
                broken("negative length", "more than 63 bits", table -> row(table, 3).shared = varint(-1)),
                broken("length without end", "more than 63 bits", table -> row(table, 3).length = endless()),
                broken("length of 32 bits", "a value of", table -> row(table, 3).length = varint(0xffffffffL)),
                broken("length that wraps around", "a key of", table -> row(table, 3).unshared = varint(1L << 32)),
                broken("long key", "a key of", table -> row(table, 3).unshared = varint(1025)),
                broken("long value", "a value of", table -> row(table, 3).length = varint(1025)),
                broken("value that is there", "", table -> lastRow(table).length = varint(1000)),
                broken("key that is there", "", table -> lastRow(table).unshared = varint(1000)),
                broken("rising names", "do not rise", table -> fall(row(table, 3))),
                broken("rising blocks", "", table -> Collections.swap(table.data, 1, 2)),
                broken(
                        "no gap between blocks",
                        "does not lie",
                        table -> table.data.get(1).handle = at -> shifted(at, 1)),
                broken(
                        "blocks do not overlap",
                        "does not lie",
                        table -> table.data.get(1).handle = at -> shifted(at, -1)),
                broken(
                        "block's place",
                        "block's place of",
                        table -> table.data.get(1).handle = at -> varints(1 << 30, 8)),
                broken("block's length", "a block of", table -> table.data.get(1).handle = at -> varints(0, 1L << 40)),
                broken(
                        "block's length of 63 bits",
                        "a block of",
                        table -> table.data.get(0).handle = at -> varints(0, Long.MAX_VALUE)),
                broken("block's place alone", "within a number", table -> table.data.get(0).handle = at -> varint(0)),
                broken(
                        "nothing after a place",
                        "does not lie",
                        table -> table.data.get(0).handle = at -> Arrays.copyOf(at, at.length + 1)),
                broken("empty block's place", "does not lie", table -> table.empty.handle = at -> shifted(at, -1)),
                broken("index block's place", "does not lie", table -> table.index.handle = at -> shifted(at, -1)),
                broken(
                        "index block within the file",
                        "block's place",
                        table -> table.index.handle = at -> varints(1L << 33, 8)),
                broken(
                        "block of three bytes",
                        "",
                        table -> table.data.get(0).lengthError =
                                3 - table.data.get(0).content().length),
                broken("all data blocks", "", table -> table.data.remove(2)),
                broken("any data block", "", table -> table.data.clear()),
                broken("block with entries", "", table -> table.data.add(new CraftedTable.Block(16))),
                broken("bound of a block", "other names than are listed", table -> bounds(table, "a")),
                broken("bound before the next block", "do not rise", table -> bounds(table, "z")));
    }

    /** Its key shares letters with the one before. */
    private static void restartAtThird(CraftedTable.Block block) {
        int offset = 0;
        for (CraftedTable.Row row : block.rows.subList(0, 2)) {
            offset +=
                    row.shared.length + row.unshared.length + row.length.length + row.suffix.length + row.value.length;
        }
        block.restarts.set(1, offset);
    }

    private static CraftedTable.Row row(CraftedTable table, int at) {
        return table.data.get(0).rows.get(at);
    }

    private static CraftedTable.Row lastRow(CraftedTable table) {
        List<CraftedTable.Row> rows = table.data.get(0).rows;
        return rows.get(rows.size() - 1);
    }

    private static void fall(CraftedTable.Row row) {
        row.shared = varint(0);
        row.unshared = varint(1);
        row.suffix = CraftedCheckpoint.key("a");
    }

    private static void bounds(CraftedTable table, String bound) {
        int offset = 0;
        for (CraftedTable.Block block : table.data) {
            int length = block.content().length;
            byte[] key =
                    offset == 0 ? CraftedCheckpoint.key(bound) : Arrays.copyOf(block.lastKey, block.lastKey.length);
            table.index.add(key, varints(offset, length));
            offset += length + 5;
        }
    }

    private static byte[] varints(long one, long other) {
        byte[] first = varint(one);
        byte[] second = varint(other);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] shifted(byte[] handle, int by) {
        long offset = 0;
        int i = 0;
        int shift = 0;
        do {
            offset |= (handle[i] & 0x7fL) << shift;
            shift += 7;
        } while (handle[i++] < 0);
        byte[] rest = Arrays.copyOfRange(handle, i, handle.length);
        byte[] first = varint(offset + by);
        byte[] all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    private static byte[] endless() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0x80);
        return endless;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void tables(String rule, String message, Change<CraftedTable> change) throws IOException {
        CraftedTable table = crafted.table();
        change.to(table);
        crafted.write(folder, table.bytes());
        assertRefused(Bundle.INDEX, message);
    }

    private static Arguments entry(String rule, String message, Change<BundleEntryProto.Builder> change) {
        return Arguments.of(rule, message, change);
    }

    static Stream<Arguments> entries() {
        return Stream.of(
                entry("type", "type 2", entry -> entry.setDtype(DataType.DT_DOUBLE)),
                entry("type that there is", "type 777", entry -> entry.setDtypeValue(777)),
                entry("string", "type 7", entry -> entry.setDtype(DataType.DT_STRING)),
                entry("shape of the network", "[10, 1]", entry -> entry.setShape(shape(10, 1))),
                entry("order of a shape", "[1, 10]", entry -> entry.setShape(shape(1, 10))),
                entry("dimension", "[11]", entry -> entry.setShape(shape(11))),
                entry("huge dimension", "[9223372036854775807]", entry -> entry.setShape(shape(Long.MAX_VALUE))),
                entry("negative dimension", "[-10]", entry -> entry.setShape(shape(-10))),
                entry("dimensions that overflow", "", entry -> entry.setShape(shape(1L << 32, 1L << 32, 10))),
                entry("many dimensions", "a value of", entry -> entry.setShape(shape(new long[600]))),
                entry(
                        "known rank",
                        "",
                        entry -> entry.setShape(shape(10).toBuilder().setUnknownRank(true))),
                entry(
                        "dimension without a name",
                        "",
                        entry -> entry.getShapeBuilder().getDimBuilder(0).setName("x")),
                entry("shape at all", "", BundleEntryProto.Builder::clearShape),
                entry("file", "of file 1", entry -> entry.setShardId(1)),
                entry("negative file", "of file -1", entry -> entry.setShardId(-1)),
                entry("offset", "at 4", entry -> entry.setOffset(4)),
                entry("negative offset", "at -4", entry -> entry.setOffset(-4)),
                entry("huge offset", "at 9223372036854775800", entry -> entry.setOffset(Long.MAX_VALUE - 7)),
                entry("size", "44 bytes", entry -> entry.setSize(44)),
                entry("huge size", "9223372036854775807 bytes", entry -> entry.setSize(Long.MAX_VALUE)),
                entry("negative size", "-1 bytes", entry -> entry.setSize(-1)),
                entry(
                        "no slices",
                        "nothing else",
                        entry -> entry.addSlices(TensorSliceProto.newBuilder()
                                .addExtent(TensorSliceProto.Extent.newBuilder().setStart(0)))),
                entry(
                        "no further field",
                        "nothing else",
                        entry -> entry.setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        99,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addVarint(1)
                                                .build())
                                .build())),
                entry(
                        "no long field",
                        "a value of",
                        entry -> entry.setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        99,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addLengthDelimited(ByteString.copyFrom(new byte[5000]))
                                                .build())
                                .build())));
    }

    private static TensorShapeProto shape(long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dim : dims) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dim));
        }
        return shape.build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void entries(String rule, String message, Change<BundleEntryProto.Builder> change) throws IOException {
        BundleEntryProto.Builder entry =
                BundleEntryProto.parseFrom(crafted.entries.get(CraftedCheckpoint.key(BIAS))).toBuilder();
        change.to(entry);
        crafted.entries.put(CraftedCheckpoint.key(BIAS), entry.build().toByteArray());
        crafted.write(folder);
        assertRefused(Bundle.INDEX, message);
    }

    @Test
    void checksumOfValues() throws IOException {
        byte[] key = CraftedCheckpoint.key(BIAS);
        BundleEntryProto.Builder entry = BundleEntryProto.parseFrom(crafted.entries.get(key)).toBuilder();
        crafted.entries.put(key, entry.setCrc32C(entry.getCrc32C() + 1).build().toByteArray());
        crafted.write(folder);
        assertRefused(Bundle.DATA, "the values of head/dense/bias do not match their checksum");
    }

    private static Arguments header(String rule, Change<BundleHeaderProto.Builder> change) {
        return Arguments.of(rule, change);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                header("one file", header -> header.setNumShards(2)),
                header("a file", header -> header.setNumShards(0)),
                header("no negative number of files", header -> header.setNumShards(-1)),
                header("order of bytes", header -> header.setEndianness(BundleHeaderProto.Endianness.BIG)),
                header("order of bytes that there is", header -> header.setEndiannessValue(7)),
                header(
                        "version",
                        header -> header.setVersion(VersionDef.newBuilder().setProducer(2))),
                header("version at all", BundleHeaderProto.Builder::clearVersion),
                header("readable version", header -> header.getVersionBuilder().setMinConsumer(9)),
                header("no bad reader", header -> header.getVersionBuilder().addBadConsumers(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void headers(String rule, Change<BundleHeaderProto.Builder> change) throws IOException {
        BundleHeaderProto.Builder header = CraftedCheckpoint.header();
        change.to(header);
        crafted.entries.put(new byte[0], header.build().toByteArray());
        crafted.write(folder);
        assertRefused(Bundle.INDEX, "header");
    }

    private static Arguments name(String rule, String message, Change<Map<byte[], byte[]>> change) {
        return Arguments.of(rule, message, change);
    }

    static Stream<Arguments> names() {
        byte[] bias = CraftedCheckpoint.key(BIAS);
        return Stream.of(
                name("header", "header", entries -> entries.remove(new byte[0])),
                name("all variables", "instead of head/dense/bias", entries -> entries.remove(bias)),
                name(
                        "last variable",
                        "ends before",
                        entries -> entries.remove(CraftedCheckpoint.key("stage1/block12/norm/gamma"))),
                name(
                        "no further variable",
                        "instead of ending",
                        entries -> entries.put(CraftedCheckpoint.key("z"), entries.get(bias))),
                name(
                        "name of a variable",
                        "it names head\\u001b[2J",
                        entries -> entries.put(CraftedCheckpoint.key("head\u001b[2J"), entries.remove(bias))),
                name(
                        "name in UTF-8",
                        "it names",
                        entries -> entries.put(new byte[] {(byte) 0xff}, entries.remove(bias))),
                name(
                        "a name of some length",
                        "a key of",
                        entries -> entries.put(CraftedCheckpoint.key("n".repeat(2000)), entries.get(bias))),
                name("proto", "cannot be parsed", entries -> entries.put(bias, new byte[] {(byte) 0xff})),
                name("proto that ends", "cannot be parsed", entries -> entries.put(bias, new byte[] {0x12, 0x7f})),
                name("proto without groups", "", entries -> entries.put(bias, filled(1000, (byte) 0x0b))));
    }

    private static byte[] filled(int count, byte with) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, with);
        return bytes;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void names(String rule, String message, Change<Map<byte[], byte[]>> change) throws IOException {
        change.to(crafted.entries);
        crafted.write(folder);
        assertRefused(Bundle.INDEX, message);
    }

    private static Arguments lie(String rule, String message, Change<JsonObject> change) {
        return Arguments.of(rule, message, change);
    }

    static Stream<Arguments> manifests() {
        Stream<Arguments> numbers = Stream.of(
                        "1e400", "-1", "1.5", "1e3", "9223372036854775808", "\"7\"", "null", "[]", "{}", "true")
                .flatMap(value -> Stream.of(
                                "position.step",
                                "position.epochs",
                                "position.batches",
                                "position.correct",
                                "position.images",
                                "position.lossScale.goodSteps",
                                "position.lossScale.skippedSteps",
                                "random.epoch",
                                "processors",
                                "formatVersion")
                        .map(path -> lie(
                                path + " = " + value,
                                path.equals("formatVersion") ? "" : path + " is",
                                json -> set(json, path, value))));
        Stream<Arguments> reals = Stream.of("1e400", "-1e400", "\"NaN\"", "null", "[1]", "1" + "0".repeat(400))
                .flatMap(value -> Stream.of(
                                "learningRate",
                                "position.lossSum",
                                "position.seconds",
                                "position.lossScale.factor",
                                "metrics.testAccuracy")
                        .map(path -> lie(path + " = " + value, path + " is", json -> set(json, path, value))));
        Stream<Arguments> scales = Stream.of("0", "-1", "0.5", "3", "1e30")
                .map(value -> lie(
                        "loss scale " + value,
                        "its loss scale",
                        json -> set(json, "position.lossScale.factor", value)));
        Stream<Arguments> skips = Stream.of("9007199254740993", "9223372036854775807")
                .map(value -> lie(
                        "skipped steps " + value,
                        "its loss scale",
                        json -> set(json, "position.lossScale.skippedSteps", value)));
        Stream<Arguments> texts = Stream.of("7", "null", "{}", "[\"a\"]", "true")
                .flatMap(value -> Stream.of(
                                "network",
                                "networkFingerprint",
                                "runtimeVersion",
                                "tensorFlowVersion",
                                "javaVersion",
                                "run.data",
                                "run.device",
                                "run.settings.seed",
                                "weightsSha256")
                        .map(path -> lie(path + " = " + value, path + " is", json -> set(json, path, value))));
        Stream<Arguments> missing = Stream.of(
                        "network",
                        "networkFingerprint",
                        "runtimeVersion",
                        "tensorFlowVersion",
                        "javaVersion",
                        "processors",
                        "run",
                        "run.data",
                        "run.seed",
                        "run.settings",
                        "run.device",
                        "position",
                        "position.step",
                        "position.epochs",
                        "position.batches",
                        "position.lossSum",
                        "position.correct",
                        "position.images",
                        "position.seconds",
                        "random",
                        "random.seed",
                        "random.epoch",
                        "learningRate",
                        "metrics",
                        "variables",
                        "optimizerVariables",
                        "weightsSha256",
                        "formatVersion")
                .map(path -> lie("no " + path, path + " is missing", json -> set(json, path, "absent")));
        Stream<Arguments> others = Stream.of(
                lie("seed beyond 64 bits", "run.seed is", json -> set(json, "run.seed", "9223372036854775808")),
                lie("hash that is none", "weightsSha256 is", json -> json.addProperty("weightsSha256", "../..")),
                lie(
                        "hash of other weights",
                        "have the SHA-256",
                        json -> json.addProperty("weightsSha256", "0".repeat(64))),
                lie("fewer images than hits", "cannot occur in a run", json -> set(json, "position.images", "29")),
                lie("negative time", "cannot occur in a run", json -> set(json, "position.seconds", "-1")),
                lie(
                        "escapes",
                        "format version 2147483647",
                        json -> json.addProperty("formatVersion", Integer.MAX_VALUE)),
                lie(
                        "variable twice",
                        "names head/dense/bias [10] twice",
                        json -> variables(json).add(variables(json).get(0))),
                lie(
                        "weight among the optimizer's",
                        "twice",
                        json -> json.getAsJsonArray("optimizerVariables")
                                .add(variables(json).get(0))),
                lie("2,000 times the same", "twice", json -> {
                    for (int i = 0; i < 2000; i++) {
                        variables(json).add(variables(json).get(0));
                    }
                }),
                lie(
                        "all of what the file holds",
                        "do not add up to",
                        json -> variables(json).remove(3)),
                lie(
                        "no more than the file holds",
                        "do not add up to",
                        json -> variables(json).add(variable("zzz", "[4]"))),
                lie(
                        "shape",
                        "the entry of head/dense/bias is",
                        json -> first(json).add("shape", JsonParser.parseString("[5, 2]"))),
                lie(
                        "huge shape",
                        "more values than",
                        json -> first(json).add("shape", JsonParser.parseString("[1099511627776, 1099511627776]"))),
                lie("shapes that overflow together", "do not add up to", json -> {
                    for (String name : List.of("x", "y", "z")) {
                        variables(json).add(variable(name, "[2000000000000000000]"));
                    }
                }),
                lie(
                        "dimension of nothing",
                        "shape[0] is 0",
                        json -> first(json).add("shape", JsonParser.parseString("[0]"))),
                lie(
                        "negative dimension",
                        "shape[0] is -10",
                        json -> first(json).add("shape", JsonParser.parseString("[-10]"))),
                lie(
                        "dimension that is whole",
                        "shape[0] is 10.5",
                        json -> first(json).add("shape", JsonParser.parseString("[10.5]"))),
                lie(
                        "some dimensions",
                        "comes after 8 others",
                        json -> first(json).add("shape", JsonParser.parseString("[1,1,1,1,1,1,1,1,10]"))),
                lie("name", "variable of 0 characters", json -> first(json).addProperty("name", "")),
                lie(
                        "long name",
                        "variable of 2000 characters",
                        json -> first(json).addProperty("name", "n".repeat(2000))),
                lie(
                        "other name",
                        "names head/dense/bias instead of elsewhere\\u000a",
                        json -> first(json).addProperty("name", "elsewhere\n")),
                lie("order", "the entry of ", json -> swap(variables(json), 2, 5)));
        return Stream.of(numbers, reals, scales, skips, texts, missing, others).flatMap(each -> each);
    }

    private static void swap(JsonArray array, int one, int other) {
        JsonElement moved = array.get(one);
        array.set(one, array.get(other));
        array.set(other, moved);
    }

    private static JsonArray variables(JsonObject json) {
        return json.getAsJsonArray("variables");
    }

    private static JsonObject first(JsonObject json) {
        return variables(json).get(0).getAsJsonObject();
    }

    private static JsonElement variable(String name, String shape) {
        JsonObject variable = new JsonObject();
        variable.addProperty("name", name);
        variable.add("shape", JsonParser.parseString(shape));
        return variable;
    }

    private static void set(JsonObject json, String path, String value) {
        int dot = path.indexOf('.');
        if (dot >= 0) {
            set(json.getAsJsonObject(path.substring(0, dot)), path.substring(dot + 1), value);
        } else if (value.equals("absent")) {
            json.remove(path);
        } else {
            json.add(path, JsonParser.parseString(value));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void manifests(String rule, String message, Change<JsonObject> change) throws IOException {
        change.to(crafted.manifest);
        crafted.write(folder);
        assertRefused("", message);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(
                        "member twice",
                        "network is there twice",
                        replaced(
                                "\"network\": \"net.Crafted\"",
                                "\"network\": \"net.Crafted\", \"network\": \"other\"")),
                Arguments.of(
                        "setting twice",
                        "run.settings.seed is there twice",
                        replaced("\"seed\": \"1\"", "\"seed\": \"1\", \"seed\": \"2\"")),
                Arguments.of(
                        "format twice",
                        "formatVersion is there twice",
                        replaced("\"formatVersion\": 2", "\"formatVersion\": 2, \"formatVersion\": 1")),
                Arguments.of(
                        "a bare NaN", "is not valid JSON", replaced("\"learningRate\": 0.05", "\"learningRate\": NaN")),
                Arguments.of(
                        "a bare word",
                        "is not valid JSON",
                        replaced("\"network\": \"net.Crafted\"", "\"network\": net")),
                Arguments.of("one quote", "is not valid JSON", replaced("\"net.Crafted\"", "'net.Crafted'")),
                Arguments.of("a comment", "is not valid JSON", replaced("\"network\"", "/* */ \"network\"")),
                Arguments.of("a trailing comma", "is not valid JSON", replaced("\n}", ",\n}")),
                Arguments.of("no control character", "is not valid JSON", replaced("net.Crafted", "net\u001b[2J")),
                Arguments.of(
                        "some depth",
                        "is not valid JSON",
                        replaced(
                                "\"network\"",
                                "\"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + ", \"network\"")),
                Arguments.of(
                        "some depth of objects",
                        "is not valid JSON",
                        replaced(
                                "\"network\"",
                                "\"x\": " + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + ", \"network\"")),
                Arguments.of(
                        "some members", "comes after 4096 others", replaced("\"network\"", many() + "\"network\"")),
                Arguments.of(
                        "some characters", "text of 70000 characters", replaced("net.Crafted", "n".repeat(70_000))),
                Arguments.of(
                        "digits of a number",
                        "is not valid JSON",
                        replaced("\"learningRate\": 0.05", "\"learningRate\": 0." + "0".repeat(100_000) + "1")),
                Arguments.of(
                        "whole digits",
                        "is not valid JSON",
                        replaced("\"step\": 7", "\"step\": " + "7".repeat(100_000))));
    }

    private static String many() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            many.append("\"m").append(i).append("\": 0, ");
        }
        return many.toString();
    }

    private static UnaryOperator<String> replaced(String part, String by) {
        return text -> {
            assertTrue(text.contains(part), part);
            int at = text.lastIndexOf(part);
            return text.substring(0, at) + by + text.substring(at + part.length());
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void texts(String rule, String message, UnaryOperator<String> change) throws IOException {
        crafted.write(folder);
        CraftedCheckpoint.write(folder, change.apply(crafted.json()));
        assertRefused(ManifestFile.NAME, message);
    }

    @Test
    void unknownMembersArePassedOver() throws IOException {
        crafted.manifest.add("later", JsonParser.parseString("{\"a\": [1, {\"b\": null}]}"));
        crafted.write(folder);
        assertEquals(7, Checkpoints.inspect(folder).step());
    }

    static Stream<Arguments> members() {
        return Stream.of("manifest.json", Bundle.INDEX, Bundle.DATA)
                .flatMap(
                        name -> Stream.of("missing", "link", "dangling", "pipe", "folder", "longer", "shorter", "empty")
                                .map(how -> Arguments.of(name, how)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void members(String name, String how) throws Exception {
        crafted.write(folder);
        Path file = folder.resolve(name);
        byte[] right = Files.readAllBytes(file);
        Path elsewhere = Files.write(folder.resolve("elsewhere"), right);
        Files.delete(file);
        switch (how) {
            case "link" -> Files.createSymbolicLink(file, elsewhere);
            case "dangling" -> Files.createSymbolicLink(file, folder.resolve("nowhere"));
            case "pipe" ->
                assumeTrue(new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0);
            case "folder" -> Files.createDirectory(file);
            case "longer" -> Files.write(file, Arrays.copyOf(right, right.length + 1));
            case "shorter" -> Files.write(file, Arrays.copyOf(right, right.length - 1));
            case "empty" -> Files.createFile(file);
            default -> assertEquals("missing", how);
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertRefused(name.equals(ManifestFile.NAME) && how.equals("missing") ? "" : name, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void files(String rule, Change<JsonObject> change) throws IOException {
        byte[] index = crafted.table().bytes();
        crafted.manifest.add("files", crafted.files(index));
        change.to(crafted.manifest.getAsJsonObject("files"));
        crafted.write(folder, index);
        assertRefused(ManifestFile.NAME, "files");
    }

    static Stream<Arguments> files() {
        List<Arguments> all = new ArrayList<>();
        for (String name : List.of(
                "../outside",
                "/etc/passwd",
                "..",
                ".",
                "",
                "variables.index/..",
                "manifest.json",
                "a\u0000b",
                "VARIABLES.INDEX")) {
            all.add(Arguments.of("renamed " + name.replace('\u0000', '0'), (Change<JsonObject>)
                    files -> files.add(name, files.remove(Bundle.INDEX))));
            all.add(Arguments.of("added " + name.replace('\u0000', '0'), (Change<JsonObject>)
                    files -> files.add(name, files.get(Bundle.INDEX))));
        }
        for (String value : List.of("-1", "1e400", "1.5", "\"5\"", "null")) {
            all.add(Arguments.of("bytes = " + value, (Change<JsonObject>)
                    files -> files.getAsJsonObject(Bundle.DATA).add("bytes", JsonParser.parseString(value))));
        }
        for (String value : List.of("7", "null", "\"\"", "\"" + "g".repeat(64) + "\"")) {
            all.add(Arguments.of("sha256 = " + value, (Change<JsonObject>)
                    files -> files.getAsJsonObject(Bundle.DATA).add("sha256", JsonParser.parseString(value))));
        }
        return all.stream();
    }

    private void assertRefused(String file, String message) {
        BadInputException error = assertThrows(BadInputException.class, () -> Checkpoints.inspect(folder));
        String text = error.getMessage();
        assertTrue(text.contains(folder.resolve(file).toString()), text);
        assertTrue(text.contains(message), text);
        assertFalse(text.chars().anyMatch(Character::isISOControl), text);
    }
}
