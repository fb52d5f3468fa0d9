package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.tests.support.Fixes;
import dev.stagecraft.tests.support.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that messages suggest were tried: the words are those of the edits, and each leads to a network that compiles. */
class TriedFixesTest {
    /** A source with one problem, and how its message ends before the shapes. */
    record Case(String source, String words) {
        @Override
        public String toString() {
            return words;
        }
    }

    static Stream<Case> tooLarge() {
        return Stream.of(
                new Case(
                        network("squeezeExcitation = @SqueezeExcitation(ratio = 1), bottleneck = @Bottleneck")
                                .replace("channels = 16, blocks = 1", bottlenecks(12_000)),
                        "make ratio larger, for example ratio = 2, or channels = 8192, or expansion = 2"),
                new Case(
                        Sources.RIGHT.replace(
                                "channels = 8, kernel = 3, stride = 1, pool = @MaxPool(size = 3",
                                "channels = 2_000, kernel = 3, stride = 1, pool = @MaxPool(size = 1_023"),
                        "make size or the input smaller, for example size = 511, or channels = 1024"),
                new Case(
                        network("bottleneck = @Bottleneck(groups = 100_000_000)")
                                .replace("channels = 16, blocks = 1", bottlenecks(64)),
                        "make groups smaller, for example groups = 32768"),
                // Halves of it fit to no identity, and groups of fewer channels would have none.
                new Case(
                        identities(
                                "bottleneck = @Bottleneck(expansion = 1_000_000_000, groups = 3)",
                                "@ResidualStage(channels = 4, blocks = 3, stride = 1, block = Block.BOTTLENECK)"),
                        "make expansion smaller, for example expansion = 3"),
                new Case(
                        Sources.RIGHT.replace("stride = 1,", "stride = 1, before = {8, 2_000_000_000},"),
                        "make before or the input smaller, for example before = "),
                new Case(own("width = 1e9"), "make width smaller, for example width = "),
                new Case(
                        own("kernel = 63").replace("channels = 8, blocks", "channels = 800, blocks"),
                        "for example kernel = 31 in layer 1"));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void whatIsTooLargeBecomesSmaller(Case each) {
        Fixes.Problem problem = only(each.source());
        assertTrue(problem.message().contains(each.words()), problem.message());
        assertFalse(problem.fixes().isEmpty(), problem.message());
        fixesFix(each.source(), problem);
    }

    /** No usual expansion makes twenty channels of four. */
    @Test
    void expansionFitsToTheStem() {
        String source = identities(
                        "bottleneck = @Bottleneck(expansion = -8)",
                        "@ResidualStage(channels = 4, blocks = 3, stride = 1, block = Block.BOTTLENECK)")
                .replace("channels = 12", "channels = 20");
        Fixes.Problem problem = only(source);
        List<String> values =
                problem.fixes().stream().map(fix -> fix.get(0).text()).toList();
        assertEquals(List.of("5"), values, problem.message());
        fixesFix(source, problem);
    }

    /** The second stage would not fit either, which only shows once it has no more blocks than it may have. */
    @Test
    void whatALongStageHidesIsSeen() {
        String source = identities(
                "norm = @BatchNorm",
                "@ResidualStage(channels = 16, blocks = 2)\n@ResidualStage(channels = 32, blocks = 10_001)");
        List<Fixes.Problem> found = Fixes.of(net(source)).problems();
        assertEquals(2, found.size(), found.toString());
        List<Fixes.Edit> all = new ArrayList<>();
        for (Fixes.Problem problem : found) {
            assertEquals(1, problem.fixes().size(), found.toString());
            all.addAll(problem.fixes().get(0));
        }
        String fixed = Fixes.applied(source, all);
        assertEquals(List.of(), Fixes.of(net(fixed)).problems(), fixed);
    }

    /** A stem of any size alone; with the first stage's channels only one that zeros make as many of. */
    @Test
    void partsThatAreWrongTogetherFit() {
        String source = network("shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED),"
                        + " squeezeExcitation = @SqueezeExcitation(ratio = 2)")
                .replace("channels = 8, kernel", "channels = 2_000_000_000, kernel")
                .replace("channels = 8, blocks = 2", "channels = -1, blocks = 2");
        everyChoiceCompiles(source, Fixes.of(net(source)).problems());
    }

    /** With the usual stem, windows of the first stage would skip pixels. */
    @Test
    void stemIsMissing() {
        String source = Sources.RIGHT
                .replaceFirst("@Stem.*\\n", "")
                .replace("height = 32, width = 32", "height = 36, width = 36")
                .replace("channels = 8, blocks = 2", "channels = 8, blocks = 2, block = Block.BOTTLENECK, stride = 3");
        Fixes.Problem problem = only(source);
        assertTrue(problem.message().endsWith("add, for example, @Stem(channels = 64, stride = 1)"), problem.message());
        fixesFix(source, problem);
    }

    /** Bottlenecks of expansion 3 make six channels of two, which zeros cannot make of the stem's eight. */
    @Test
    void stagesAreMissing() {
        String source = network("shortcut = @Shortcut(kind = ShortcutKind.ZERO_PADDED),"
                        + " bottleneck = @Bottleneck(expansion = 3)")
                .replaceFirst("@ResidualStage.*\\n@ResidualStage.*\\n", "");
        Fixes.Problem problem = only(source);
        assertTrue(problem.message().contains("@ResidualStage(channels = 3, blocks = 2"), problem.message());
        fixesFix(source, problem);
    }

    static Stream<Case> blocks() {
        return Stream.of(
                new Case(own("groups = -2"), "groups is -2; it must be at least 1; did you mean 2?"),
                // Two do not divide seven.
                new Case(
                        own("groups = -2").replace("channels = 8, blocks", "channels = 7, blocks"),
                        "groups is -2; it must be at least 1"),
                // The network's own fault is fixed beside it: four do not divide six.
                new Case(
                        own("groups = -4").replace("channels = 8, blocks", "channels = -6, blocks"),
                        "groups is -4; it must be at least 1"));
    }

    /** Whichever are chosen of several problems, fixes go together. */
    @ParameterizedTest
    @MethodSource("blocks")
    void fixOfABlockFitsToTheNetworkThatNamesIt(Case each) {
        List<Fixes.Problem> found = Fixes.of(net(each.source())).problems();
        assertTrue(found.stream().anyMatch(said -> said.message().endsWith(each.words())), found.toString());
        everyChoiceCompiles(each.source(), found);
    }

    private static void everyChoiceCompiles(String source, List<Fixes.Problem> found) {
        List<List<Fixes.Edit>> chosen = List.of(List.of());
        for (Fixes.Problem problem : found) {
            chosen = chosen.stream()
                    .flatMap(before -> problem.fixes().stream()
                            .map(fix ->
                                    Stream.concat(before.stream(), fix.stream()).toList()))
                    .toList();
        }
        assertFalse(chosen.isEmpty(), found.toString());
        for (List<Fixes.Edit> all : chosen) {
            String fixed = Fixes.applied(source, all);
            assertEquals(List.of(), Fixes.of(net(fixed)).problems(), fixed);
        }
    }

    private static Fixes.Problem only(String source) {
        List<Fixes.Problem> found = Fixes.of(net(source)).problems();
        assertEquals(1, found.size(), found.toString());
        return found.get(0);
    }

    private static void fixesFix(String source, Fixes.Problem problem) {
        for (List<Fixes.Edit> fix : problem.fixes()) {
            String fixed = Fixes.applied(source, fix);
            assertEquals(List.of(), Fixes.of(net(fixed)).problems(), fixed);
        }
    }

    private static JavaFileObject net(String source) {
        return JavaFileObjects.forSourceString("acme.Net", source);
    }

    private static String network(String attribute) {
        return Sources.with("channels = 3))", "channels = 3), " + attribute + ")")
                .plain();
    }

    /** A stem of 12 channels, stages, and identities beside every block. */
    private static String identities(String attribute, String stages) {
        return network("shortcut = @Shortcut(kind = ShortcutKind.IDENTITY), " + attribute)
                .replace("channels = 8, kernel", "channels = 12, kernel")
                .replace("@ResidualStage(channels = 8, blocks = 2)\n@ResidualStage(channels = 16, blocks = 1)", stages);
    }

    private static String bottlenecks(int channels) {
        return "channels = " + channels + ", blocks = 1, block = Block.BOTTLENECK";
    }

    /** A network of one block of the developer's own, of one convolution. */
    private static String own(String convolution) {
        return Sources.RIGHT.replace("channels = 8, blocks = 2", "channels = 8, blocks = 2, custom = Own.class")
                + "\n@ResidualBlock\n@Layer(value = LayerKind.CONVOLUTION, strided = true, " + convolution
                + ")\ninterface Own {}\n";
    }
}
