package dev.stagecraft.tests.compiler;

import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.GeneratedFiles;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits and formulas as the documents say them, against what the processor does at each limit and one above. */
class DocumentedLimitsTest {
    private static final Path REFERENCE = Path.of("../docs/dsl.md");
    private static final Path ANNOTATIONS = Path.of("../dsl/src/main/java/dev/stagecraft/dsl");

    /** Without an input nothing is lowered, so that the largest declarations are judged in a moment. */
    private static final String FAULT = "input: height is 0";

    /** A limit that a document says; its first group is the number. */
    record Limit(Path document, String sentence, IntFunction<String> declaration, String refused) {
        @Override
        public String toString() {
            return document.getFileName() + ": " + sentence;
        }
    }

    static Stream<Limit> limits() {
        return Stream.of(
                        limit(
                                "ResidualStage",
                                "network has at most ([\\d,]+) stages",
                                DocumentedLimitsTest::stages,
                                "the network has"),
                        limit(
                                "ResidualStage",
                                "at most ([\\d,]+) (?:blocks in all stages )?together",
                                DocumentedLimitsTest::blocks,
                                "blocks in all"),
                        limit(
                                "ResidualStage",
                                "1 to ([\\d,]+)(?:; all| \\| needed \\| number of blocks)",
                                DocumentedLimitsTest::oneStage,
                                "blocks is"),
                        limit("Stem", "at most ([\\d,]+) of them", DocumentedLimitsTest::before, "stem: before has"),
                        limit(
                                "Stem",
                                "(?:kernel in pixels, |`kernel` \\| )1 to ([\\d,]+)",
                                n -> stem("kernel = 3", "kernel = " + n),
                                "kernel is"),
                        limit(
                                "Stem",
                                "(?:first convolution in pixels, |`stride` \\| )1 to ([\\d,]+)",
                                n -> stem("stride = 1,", "stride = " + n + ","),
                                "stem: stride is"),
                        limit(
                                "MaxPool",
                                "(?:window in pixels, |`size` \\| )1 to ([\\d,]+)",
                                n -> stem("size = 3", "size = " + n),
                                "size is"),
                        limit(
                                "MaxPool",
                                "(?:Stride of the window in pixels, |`stride` \\| )1 to ([\\d,]+)",
                                n -> stem("stride = 2", "stride = " + n),
                                "stride is"),
                        limit(
                                "ResidualStage",
                                "(?:first block in pixels, |`stride` \\| )1 to ([\\d,]+)",
                                n -> stem("blocks = 2", "blocks = 2, stride = " + n),
                                "stride is"),
                        limit(
                                "ResidualBlock",
                                "block has (?:1 to|at most) ([\\d,]+) layers",
                                n -> own(n, 1),
                                "the block has"),
                        limit(
                                "ResidualBlock",
                                "at most ([\\d,]+) (?:layers )?together",
                                n -> own(100, (n + 99) / 100),
                                "layers of blocks"),
                        limit(
                                "Layer",
                                "(?:kernel in pixels, |`kernel` \\| )1 to ([\\d,]+)",
                                n -> own(1, 1)
                                        .replace(
                                                "(LayerKind.CONVOLUTION)",
                                                "(value = LayerKind.CONVOLUTION, kernel = " + n + ")"),
                                "kernel is"))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void limitIsAllowedAndOneMoreIsRefused(Limit limit) throws IOException {
        Matcher said = Pattern.compile(limit.sentence()).matcher(section(limit.document(), limit.toString()));
        assertTrue(said.find(), limit + " is not said");
        int most = Integer.parseInt(said.group(1).replace(",", ""));
        assertEquals(List.of(FAULT), errors(limit.declaration().apply(most), limit.refused()));
        assertEquals(List.of(FAULT, limit.refused()), errors(limit.declaration().apply(most + 1), limit.refused()));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0", "0.1001, 1", "-0.0001, 1"})
    void cosineFallsToAtMostTheRate(String low, int errors) throws IOException {
        String sentence = "at least 0 and at most (`learningRate`|\\{@link Training#learningRate\\})";
        for (Path document : List.of(ANNOTATIONS.resolve("Cosine.java"), REFERENCE)) {
            assertTrue(
                    Pattern.compile(sentence)
                            .matcher(section(document, "Cosine"))
                            .find(),
                    document.toString());
        }
        String training = "@Training(learningRate = 0.1, cosine = @Cosine(low = " + low + "))\n@Head";
        assertEquals(
                errors,
                compile(Sources.RIGHT.replace("@Head", training)).errors().size());
    }

    /** "Do not combine zeroLast with pre-activation and RELU ... The other activations have a gradient at 0." */
    @ParameterizedTest
    @CsvSource({
        "RELU, PRE_ACTIVATION, 1",
        "RELU, POST_ACTIVATION, 0",
        "LEAKY_RELU, PRE_ACTIVATION, 0",
        "GELU, PRE_ACTIVATION, 0",
        "SILU, PRE_ACTIVATION, 0"
    })
    void zeroLastIsWarnedOfWhereTheReferenceSaysSo(String activation, String order, int warnings) throws IOException {
        String text = Files.readString(REFERENCE).replaceAll("\\s+", " ");
        assertTrue(text.contains("Do not combine `zeroLast` with pre-activation and `RELU`."));
        assertTrue(text.contains("The other activations have a gradient at 0."));
        Compilation compilation = compile(Sources.RIGHT.replace(
                "channels = 3))",
                "channels = 3), norm = @BatchNorm(zeroLast = true), order = Order." + order
                        + ", activation = Activation." + activation + ")"));
        assertEquals(
                warnings,
                compilation.diagnostics().size(),
                compilation.diagnostics().toString());
    }

    /** The formula of the fixed bytes, with its numbers taken from the annotation's Javadoc. */
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "'@Training(sgd = @Sgd)', 1",
        "'@Training(sgd = @Sgd(momentum = 0))', 0",
        "'@Training(adam = @Adam)', 2",
        "'@Training(adamW = @AdamW)', 2",
        "'@Training(lars = @Lars)', 1"
    })
    void trainingBytesFollowTheFormulaOfTheJavadoc(String training, int values) throws IOException {
        String said = section(ANNOTATIONS.resolve("Budget.java"), "Budget");
        long ofAWeight = number(said, "estimate is (\\d+) bytes for each weight");
        long ofAValue = number(said, "(\\d+) more for each value that the declared optimizer keeps");
        long ofAStatistic = number(said, "(\\d+) for each moving statistic");
        String table = GeneratedFiles.text(
                compile(Sources.RIGHT.replace("@Head", training + "\n@Head")),
                StandardLocation.CLASS_OUTPUT,
                "acme/NetNetwork.layers.json");
        long weights = number(table, "\"trainable\": (\\d+)");
        long statistics = number(table, "\"nonTrainable\": (\\d+)");
        assertEquals(
                (ofAWeight + values * ofAValue) * weights + ofAStatistic * statistics,
                number(table, "\"fixed\": (\\d+)"));
    }

    /** A fully worked network: what each image adds, by the same Javadoc. */
    @Test
    void bytesOfAnImageFollowTheFormulaOfTheJavadoc() throws IOException {
        String said = section(ANNOTATIONS.resolve("Budget.java"), "Budget");
        long bytes = number(said, "for each image (\\d+) bytes for every value");
        String table = GeneratedFiles.text(
                compile(Sources.RIGHT), StandardLocation.CLASS_OUTPUT, "acme/NetNetwork.layers.json");
        long image = 32L * 32 * 3;
        long kept = 0;
        long largest = image;
        Matcher rows = Pattern.compile("\"kind\": \"(\\w+)\", \"output\": \\[([\\d, ]+)\\]")
                .matcher(table);
        while (rows.find()) {
            long values = Stream.of(rows.group(2).split(", ", -1))
                    .mapToLong(Long::parseLong)
                    .reduce(1, Math::multiplyExact);
            kept += List.of("relu", "add").contains(rows.group(1)) ? 0 : values;
            largest = Math.max(largest, values);
        }
        // Three windows are padded by an operation of their own: the pool, and the strided convolution of stage 2.
        long padded = 34L * 34 * 8 + 18L * 18 * 8;
        assertEquals(bytes * (image + kept + padded + 2 * largest), number(table, "\"perImage\": (\\d+)"));
    }

    private static List<Limit> limit(
            String annotation, String sentence, IntFunction<String> declaration, String refused) {
        return List.of(
                new Limit(ANNOTATIONS.resolve(annotation + ".java"), sentence, declaration, refused),
                new Limit(REFERENCE.resolveSibling("dsl.md#" + annotation), sentence, declaration, refused));
    }

    /** A file of Java without the marks of comments, or the reference's chapter on an annotation, in one line. */
    private static String section(Path document, String annotation) throws IOException {
        String name = document.getFileName().toString();
        if (name.endsWith(".java")) {
            return Files.readString(document).replaceAll("\\s*\\n\\s*(\\* ?)?", " ");
        }
        String chapter = name.contains("#") ? name.substring(name.indexOf('#') + 1) : annotation;
        String text = Files.readString(REFERENCE);
        int start = text.indexOf("\n### @" + chapter + "\n");
        assertTrue(start >= 0, chapter);
        return text.substring(start, text.indexOf("\n### ", start + 1)).replaceAll("\\s+", " ");
    }

    private static long number(String text, String sentence) {
        Matcher found = Pattern.compile(sentence).matcher(text);
        assertTrue(found.find(), sentence + " in " + text);
        return Long.parseLong(found.group(1));
    }

    private static String stem(String part, String replacement) {
        return Sources.RIGHT.replace(part, replacement);
    }

    private static String stages(int count) {
        String stage = "@ResidualStage(channels = 8, blocks = 1)\n";
        return Sources.RIGHT
                .replace("@ResidualStage(channels = 8, blocks = 2)\n", "")
                .replace("@ResidualStage(channels = 16, blocks = 1)\n", stage.repeat(count));
    }

    private static String blocks(int count) {
        return Sources.RIGHT
                .replace("blocks = 2", "blocks = 5")
                .replace("blocks = 1)", "blocks = " + (count - 5) + ")");
    }

    private static String oneStage(int count) {
        return Sources.RIGHT
                .replace("@ResidualStage(channels = 16, blocks = 1)\n", "")
                .replace("blocks = 2", "blocks = " + count);
    }

    private static String before(int count) {
        String channels = IntStream.range(0, count).mapToObj(i -> "8").collect(Collectors.joining(", "));
        return Sources.RIGHT.replace("stride = 1,", "stride = 1, before = {" + channels + "},");
    }

    /** A stage of the developer's own blocks. */
    private static String own(int layers, int blocks) {
        return Sources.RIGHT.replace("channels = 8, blocks = 2", "channels = 8, custom = Own.class, blocks = " + blocks)
                + "\n@ResidualBlock\n" + "@Layer(LayerKind.CONVOLUTION)\n".repeat(layers) + "interface Own {}\n";
    }

    private static Compilation compile(String source) {
        return javac().withProcessors(new StagecraftProcessor())
                .compile(JavaFileObjects.forSourceString("acme.Net", source));
    }

    /** Which of the two faults are found, in their order, and every other error in full. */
    private static List<String> errors(String source, String refused) {
        return compile(source.replace("height = 32", "height = 0")).errors().stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .map(text -> Stream.of(FAULT, refused)
                        .filter(text::contains)
                        .findFirst()
                        .orElse(text))
                .sorted(Comparator.comparing(text -> text.equals(FAULT) ? 0 : 1))
                .toList();
    }
}
