package dev.stagecraft.weights.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the format, broken once by name; and what looks wrong but is allowed. */
class HeaderRulesTest {
    private static final String ENTRY = "\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]";

    @TempDir
    private Path folder;

    private static Arguments broken(String rule, byte[] file, String message) {
        return Arguments.of(rule, file, message);
    }

    private static Arguments broken(String rule, String header, int data, String message) {
        return broken(rule, TestFile.of(header, data), message);
    }

    /** One tensor of 4 bytes whose entry is this. */
    private static Arguments entry(String rule, String entry, String message) {
        return broken(rule, "{\"a\":{" + entry + "}}", 4, "a: " + message);
    }

    private static Arguments shape(String rule, String shape, String message) {
        return entry(rule, "\"dtype\":\"F32\",\"data_offsets\":[0,4],\"shape\":" + shape, message);
    }

    private static Arguments name(String rule, String name, String message) {
        return broken(rule, "{\"" + name + "\":{" + ENTRY + "}}", 4, message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> prefixes() {
        byte[] one = bytes(TestFile.ONE);
        byte[] data = new byte[4];
        return Stream.of(
                broken("fewer than 8 bytes", bytes("{\"a\":"), "is a JSON text"),
                broken("7 bytes", new byte[7], "the file has 7 bytes, but begins with the length of its header in 8"),
                broken("no header", TestFile.of(0, new byte[0], data), "the header does not begin with '{'"),
                broken(
                        "length beyond the limit",
                        TestFile.of(100_000_001, one, data),
                        "the header's length is 100000001 bytes; it must be at most 100000000"),
                broken("length with the sign bit", TestFile.of(-1, one, data), "length is 18446744073709551615 bytes"),
                broken("length beyond the file", TestFile.of(one.length + 5, one, data), "the file was cut off"),
                broken("length of half the text", TestFile.of(one.length - 9, one, data), "has no closing quote"),
                broken("length cut to a whole object", TestFile.of(2, bytes("{}"), one), "the tensors take 0 bytes"));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                broken("leading whitespace", " " + TestFile.ONE, 4, "the header does not begin with '{'"),
                broken("byte-order mark", "\ufeff" + TestFile.ONE, 4, "the header does not begin with '{'"),
                broken("an array", "[]", 0, "the header does not begin with '{'"),
                broken("padding with line breaks", TestFile.ONE + "\n", 4, "nothing but spaces after"),
                broken(
                        "padding with zeros",
                        TestFile.ONE + "\0",
                        4,
                        "found '\\x00'; expected nothing but spaces after"),
                broken("text after the end", TestFile.ONE + "{}", 4, "nothing but spaces after"),
                broken("no end", "{", 0, "found the end of the header; expected the name of a tensor"),
                broken("comma at the end", "{\"a\":{" + ENTRY + "},}", 4, "found '}'; expected the name of a tensor"),
                broken("comma at the beginning", "{,\"a\":{" + ENTRY + "}}", 4, "expected the name of a tensor"),
                broken("no colon", "{\"a\" {" + ENTRY + "}}", 4, "expected ':' after the name"),
                broken("comment", "{/**/\"a\":{" + ENTRY + "}}", 4, "expected the name of a tensor"),
                broken("name without quotes", "{a:{" + ENTRY + "}}", 4, "expected the name of a tensor in quotes"),
                broken("name in single quotes", "{'a':{" + ENTRY + "}}", 4, "expected the name of a tensor in quotes"),
                broken("no comma between entries", "{\"a\":{" + ENTRY + "}\"b\":1}", 4, "expected '}' or ','"),
                broken("other space", "{\u00a0\"a\":{" + ENTRY + "}}", 4, "expected the name of a tensor"),
                broken("form feed", "{\f\"a\":{" + ENTRY + "}}", 4, "found '\\x0c'"),
                broken(
                        "not UTF-8",
                        TestFile.of(bytes("{\"\u00ff\":{" + ENTRY + "}}"), new byte[4]),
                        "byte 2 is not UTF-8"),
                broken(
                        "overlong UTF-8",
                        TestFile.of(bytes("{\"\u00c0\u00af\":{" + ENTRY + "}}"), new byte[4]),
                        "byte 2 is not UTF-8"),
                broken(
                        "surrogate in UTF-8",
                        TestFile.of(bytes("{\"\u00ed\u00a0\u0080\":{" + ENTRY + "}}"), new byte[4]),
                        "byte 2 is not UTF-8"),
                broken("UTF-8 cut off", TestFile.of(bytes("{\"\u00e2\u0082"), new byte[4]), "byte 2 is not UTF-8"),
                broken("depth of 100,000", "{\"a\":" + "[".repeat(100_000), 0, "a: found '['; expected '{'"),
                broken(
                        "objects of depth 100,000",
                        "{\"a\":{\"shape\":".repeat(100_000),
                        0,
                        "a: found '{'; expected '['"));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                broken(
                        "a name twice",
                        "{\"a\":{" + ENTRY + "},\"a\":{" + ENTRY + "}}",
                        4,
                        "a: this name comes twice; each name may come once"),
                broken(
                        "a name twice, once escaped",
                        "{\"a\":{" + ENTRY + "},\"\\u0061\":{" + ENTRY + "}}",
                        4,
                        "a: this name comes twice"),
                name("control character", "a\nb", "contains the control character \\u000a"),
                name("unknown escape", "\\a", "contains a backslash that begins no escape"),
                name("escape of two digits", "\\u12", "contains \\u without four hexadecimal digits"),
                name("escape with other digits", "\\u\u0661\u0661\u0661\u0661", "without four hexadecimal digits"),
                name("high half alone", "\\ud83d", "contains \\ud83d, half of a surrogate pair"),
                name("low half alone", "\\ude00", "contains \\ude00, half of a surrogate pair"),
                name("halves in the wrong order", "\\ude00\\ud83d", "half of a surrogate pair"),
                broken("no closing quote", "{\"a", 0, "the name of a tensor has no closing quote"),
                broken("no closing quote after an escape", "{\"\\n", 0, "the name of a tensor has no closing quote"),
                broken("escape at the end", "{\"\\", 0, "contains a backslash that begins no escape"),
                broken("escape cut off", "{\"\\u00", 0, "without four hexadecimal digits"));
    }

    static Stream<Arguments> entries() {
        return Stream.of(
                broken("entry is null", "{\"a\":null}", 0, "a: found 'n'; expected '{'"),
                broken("entry is a number", "{\"a\":1}", 0, "a: found '1'; expected '{'"),
                broken("entry is a text", "{\"a\":\"b\"}", 0, "a: found '\"'; expected '{'"),
                broken("entry is empty", "{\"a\":{}}", 0, "a: found '}'; expected dtype, shape or data_offsets"),
                entry("no dtype", "\"shape\":[1],\"data_offsets\":[0,4]", "dtype is missing"),
                entry("no shape", "\"dtype\":\"F32\",\"data_offsets\":[0,4]", "shape is missing"),
                entry("no data_offsets", "\"dtype\":\"F32\",\"shape\":[1]", "data_offsets is missing"),
                entry("dtype twice", ENTRY + ",\"dtype\":\"F32\"", "dtype comes twice"),
                entry("shape twice", ENTRY + ",\"shape\":[1]", "shape comes twice"),
                entry("data_offsets twice", ENTRY + ",\"data_offsets\":[0,4]", "data_offsets comes twice"),
                entry("another member", ENTRY + ",\"device\":\"cpu\"", "device is not a member of an entry"),
                entry("member in capitals", ENTRY + ",\"DTYPE\":\"F32\"", "DTYPE is not a member of an entry"),
                entry(
                        "no comma between members",
                        ENTRY.replace(",\"shape", " \"shape"),
                        "found '\"'; expected '}' or ','"),
                entry(
                        "unknown dtype",
                        ENTRY.replace("F32", "F128"),
                        "dtype is F128; it must be one of BOOL, F4, F6_E2M3"),
                entry("dtype in small letters", ENTRY.replace("F32", "f32"), "dtype is f32; it must be one of"),
                entry("dtype as a number", ENTRY.replace("\"F32\"", "32"), "found '3'; expected a type of elements"),
                entry("dtype null", ENTRY.replace("\"F32\"", "null"), "found 'n'; expected a type of elements"));
    }

    static Stream<Arguments> shapes() {
        String most = "281474976710655";
        return Stream.of(
                shape("shape null", "null", "found 'n'; expected '['"),
                shape("shape is a number", "1", "found '1'; expected '['"),
                shape("shape in shape", "[[1]]", "found '['; expected a size"),
                shape("fraction", "[1.0]", "found '1'; expected a size as a whole number, written with digits alone"),
                shape("text", "[\"1\"]", "found '\"'; expected a size as a whole number"),
                shape("exponent", "[1e0]", "found '1'; expected a size as a whole number"),
                shape("minus zero", "[-0]", "found '-'; expected a size as a whole number"),
                shape("negative", "[-1]", "found '-'; expected a size as a whole number"),
                shape("plus", "[+1]", "found '+'; expected a size as a whole number"),
                shape("leading zero", "[01]", "found '0'; expected a size as a whole number"),
                shape("hexadecimal", "[0x1]", "found '0'; expected a size as a whole number"),
                shape("other digits", "[\u0661]", "found '\\xd9'; expected a size as a whole number"),
                shape("true", "[true]", "found 't'; expected a size as a whole number"),
                shape("null in shape", "[null]", "found 'n'; expected a size as a whole number"),
                shape("NaN", "[NaN]", "found 'N'; expected a size as a whole number"),
                shape("comma at the end", "[1,]", "found ']'; expected a size as a whole number"),
                shape("no comma", "[1 1]", "found '1'; expected ']' or ','"),
                shape("beyond 48 bits", "[281474976710656]", "a size is greater than " + most),
                shape("beyond 64 bits", "[18446744073709551617]", "a size is greater than " + most),
                shape("a million digits", "[" + "9".repeat(1_000_000) + "]", "a size is greater than " + most),
                shape(
                        "a million zeros",
                        "[" + "0".repeat(1_000_000) + "]",
                        "found '0'; expected a size as a whole number"),
                shape(
                        "product overflows",
                        "[" + most + "," + most + "]",
                        "F32 [" + most + ", " + most + "] has so many bits"),
                shape("product overflows beside 0", "[0," + most + "," + most + "]", "F32 [0, " + most),
                shape("product overflows before 0", "[" + most + "," + most + ",0]", "F32 [" + most),
                shape(
                        "product that wraps to 1",
                        // 274177 and 67280421310721 are the factors of 2^64 + 1.
                        "[274177,67280421310721]",
                        "F32 [274177, 67280421310721] has so many bits that their number overflows 64 bits"),
                shape(
                        "65 sizes",
                        IntStream.range(0, 65).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]")),
                        "there are more than 64 numbers in one list"));
    }

    static Stream<Arguments> offsets() {
        return Stream.of(
                entry("one offset", ENTRY.replace("[0,4]", "[0]"), "data_offsets has 1 numbers; it must have 2"),
                entry("no offsets", ENTRY.replace("[0,4]", "[]"), "data_offsets has 0 numbers; it must have 2"),
                entry("three offsets", ENTRY.replace("[0,4]", "[0,4,8]"), "data_offsets has 3 numbers; it must have 2"),
                entry(
                        "offsets as texts",
                        ENTRY.replace("[0,4]", "[\"0\",4]"),
                        "found '\"'; expected an offset as a whole number"),
                entry(
                        "negative offset",
                        ENTRY.replace("[0,4]", "[-4,0]"),
                        "found '-'; expected an offset as a whole number"),
                entry(
                        "end before begin",
                        ENTRY.replace("[0,4]", "[4,0]"),
                        "ends at byte 0 of the data, before it begins"),
                entry(
                        "too few bytes",
                        ENTRY.replace("[0,4]", "[0,3]"),
                        "F32 [1] takes 4 bytes, but data_offsets leave 3"),
                entry(
                        "too many bytes",
                        ENTRY.replace("[0,4]", "[0,8]"),
                        "F32 [1] takes 4 bytes, but data_offsets leave 8"),
                entry("hole before the first", ENTRY.replace("[0,4]", "[4,8]"), "begins at byte 4 of the data, but"),
                entry(
                        "bits that are no bytes",
                        "\"dtype\":\"F4\",\"shape\":[7],\"data_offsets\":[0,4]",
                        "F4 [7] takes 28 bits; they must be whole bytes"),
                broken(
                        "hole between two",
                        two(0, 4, 8, 12),
                        12,
                        "b: begins at byte 8 of the data, but what lies before it"),
                broken(
                        "overlap",
                        two(0, 4, 2, 6),
                        6,
                        "b: begins at byte 2 of the data, but what lies before it ends at byte 4"),
                broken("the same bytes twice", two(0, 4, 0, 4), 4, "b: begins at byte 0 of the data, but"),
                broken("data after the last", two(0, 4, 4, 8), 9, "the tensors take 8 bytes, but the file has 9"),
                broken(
                        "file cut off",
                        two(0, 4, 4, 8),
                        7,
                        "the file has 7 bytes after its header; the file was cut off"),
                broken("data without tensors", "{}", 1, "the tensors take 0 bytes, but the file has 1"));
    }

    private static String two(int begin, int end, int begin2, int end2) {
        String form = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}";
        return form.formatted(begin, end, begin2, end2);
    }

    static Stream<Arguments> metadata() {
        return Stream.of(
                broken("metadata null", "{\"__metadata__\":null}", 0, "__metadata__: found 'n'; expected '{'"),
                broken("metadata is a text", "{\"__metadata__\":\"a\"}", 0, "__metadata__: found '\"'; expected '{'"),
                broken(
                        "metadata with a number",
                        "{\"__metadata__\":{\"a\":1}}",
                        0,
                        "found '1'; expected a value in quotes"),
                broken(
                        "metadata with null",
                        "{\"__metadata__\":{\"a\":null}}",
                        0,
                        "found 'n'; expected a value in quotes"),
                broken("metadata nested", "{\"__metadata__\":{\"a\":{}}}", 0, "found '{'; expected a value in quotes"),
                broken(
                        "metadata with a comma at the end",
                        "{\"__metadata__\":{\"a\":\"b\",}}",
                        0,
                        "expected a name in quotes"),
                broken(
                        "metadata twice",
                        "{\"__metadata__\":{},\"__metadata__\":{}}",
                        0,
                        "__metadata__: this name comes twice"),
                broken(
                        "a name twice in metadata",
                        "{\"__metadata__\":{\"x\":\"1\",\"\\u0078\":\"2\"}}",
                        0,
                        "__metadata__: x comes twice"),
                broken(
                        "metadata as a tensor",
                        "{\"__metadata__\":{" + ENTRY + "}}",
                        4,
                        "__metadata__: found '['; expected a value in quotes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"prefixes", "texts", "names", "entries", "shapes", "offsets", "metadata"})
    void brokenRuleIsRefused(String rule, byte[] file, String message) throws IOException {
        Path path = TestFile.write(folder, file);
        String refused = assertThrows(
                        WeightsFileException.class,
                        () -> SafetensorsFile.open(path).close(),
                        rule)
                .getMessage();
        assertTrue(refused.startsWith(path + ": "), refused);
        assertTrue(refused.contains(message), refused);
        assertTrue(refused.contains("; "), "no word on how to mend it: " + refused);
        assertTrue(refused.length() < 1_000, "long: " + refused.length());
    }

    static Stream<Arguments> allowed() {
        String ones = IntStream.range(0, 64).mapToObj(i -> "1").collect(Collectors.joining(",", "[", "]"));
        return Stream.of(
                Arguments.of("no tensors", "{}", 0, 0),
                Arguments.of("no tensors, with spaces", "{ \t\r\n}   ", 0, 0),
                Arguments.of("padding", TestFile.ONE + "     ", 4, 1),
                Arguments.of("whitespace within", TestFile.ONE.replace(":", " :\t\r\n "), 4, 1),
                Arguments.of("rank 0", TestFile.ONE.replace("[1]", "[]"), 4, 1),
                Arguments.of("64 sizes", TestFile.ONE.replace("[1]", ones), 4, 1),
                Arguments.of(
                        "empty tensor", TestFile.ONE.replace("[1]", "[0,3]").replace("[0,4]", "[0,0]"), 0, 1),
                Arguments.of("entries in another order than the data", two(4, 8, 0, 4), 8, 2),
                Arguments.of(
                        "members in another order",
                        "{\"a\":{\"data_offsets\":[0,4],\"shape\":[1],\"dtype\":\"F32\"}}",
                        4,
                        1),
                Arguments.of("metadata without pairs", "{\"__metadata__\":{}}", 0, 0),
                Arguments.of(
                        "metadata at the end", TestFile.ONE.replace("}}", "},\"__metadata__\":{\"a\":\"b\"}}"), 4, 1),
                Arguments.of("empty name", TestFile.ONE.replace("\"a\"", "\"\""), 4, 1),
                Arguments.of("zero character, escaped", TestFile.ONE.replace("\"a\"", "\"\\u0000\""), 4, 1),
                Arguments.of("surrogate pair, escaped", TestFile.ONE.replace("\"a\"", "\"\\ud83d\\uDE00\""), 4, 1),
                Arguments.of(
                        "two elements of 4 bits",
                        TestFile.ONE.replace("F32", "F4").replace("[1]", "[8]"),
                        4,
                        1),
                Arguments.of(
                        "four elements of 6 bits",
                        TestFile.ONE
                                .replace("F32", "F6_E2M3")
                                .replace("[1]", "[4]")
                                .replace("[0,4]", "[0,3]"),
                        3,
                        1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allowed")
    void allowedFormIsRead(String form, String header, int data, int tensors) throws IOException {
        Path path = TestFile.write(folder, TestFile.of(header, data));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertEquals(tensors, file.entries().size(), form);
        }
    }

    @ParameterizedTest
    @MethodSource("dtypes")
    void everyTypeIsKnown(Dtype dtype) throws IOException {
        int bytes = dtype.bits();
        String header = "{\"a\":{\"dtype\":\"%s\",\"shape\":[2,4],\"data_offsets\":[0,%d]}}".formatted(dtype, bytes);
        Path path = TestFile.write(folder, TestFile.of(header, bytes));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertEquals(dtype, file.entry("a").orElseThrow().dtype());
            assertEquals(8, file.entry("a").orElseThrow().elements());
        }
    }

    static Stream<Dtype> dtypes() {
        assertEquals(22, Dtype.values().length);
        return Arrays.stream(Dtype.values());
    }
}
