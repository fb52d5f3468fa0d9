package dev.stagecraft.weights.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.weights.file.Allocation;
import dev.stagecraft.weights.file.Dtype;
import dev.stagecraft.weights.file.TensorEntry;
import dev.stagecraft.weights.match.TensorLine.Use;
import dev.stagecraft.weights.name.Family;
import dev.stagecraft.weights.name.NetworkLayers;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A comparison costs no more for a file of 100,000 tensors than for one of 20,000. */
class MatchMemoryTest {
    private static final int MANY = 20_000;
    private static final int MORE = 100_000;
    private static final long MOST_BYTES = 256L << 20;
    private static final NetworkLayers NETWORK = Family.basic().layers();
    private static final int COMPARED = 10_000 + 2 * NETWORK.variables().size();

    private static Arguments names(String of, IntFunction<String> name) {
        return Arguments.of(of, name);
    }

    /** The first comparison loads classes. */
    @BeforeAll
    static void loadClasses() {
        taken(entries(MANY, i -> "x" + i));
    }

    static List<Arguments> names() {
        return List.of(
                names("blocks of torchvision", i -> "layer1." + i + ".conv1.weight"),
                names("blocks of timm", i -> "stages.0.blocks." + i + ".conv1.weight"),
                names("blocks of ours", i -> "stage1/block" + (i + 1) + "/conv1/kernel"),
                names("stages", i -> "layer" + (i + 1) + ".0.bn1.weight"),
                names("stem", i -> "conv1." + i + ".weight"),
                names("counters", i -> "layer1." + i + ".bn1.num_batches_tracked"),
                names("unknown", i -> "x" + i),
                names("prefixes", MatchMemoryTest::prefixes));
    }

    /** A combination of prefixes of its own for each, all before the same name. */
    private static String prefixes(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 20; bit++) {
            name.append((number >> bit & 1) == 0 ? "module." : "_orig_mod.");
        }
        return name + "x" + number;
    }

    private static List<TensorEntry> entries(int count, IntFunction<String> name) {
        return IntStream.range(0, count)
                .mapToObj(i -> WeightsMatchTest.entry(name.apply(i), Dtype.F32, List.of(1L, 1L, 1L, 1L)))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void moreTensorsCostNoMore(String of, IntFunction<String> name) {
        long many = taken(entries(MANY, name));
        long more = taken(entries(MORE, name));
        System.out.printf("%s: %d KiB for %d tensors, %d KiB for %d%n", of, many >> 10, MANY, more >> 10, MORE);
        assertTrue(many < MOST_BYTES, of + " took " + many);
        assertTrue(more < many + many / 10 + (1 << 20), of + " took " + more + " after " + many);
    }

    private static long taken(List<TensorEntry> entries) {
        long before = Allocation.soFar();
        WeightsReport report = WeightsMatch.of(NETWORK, entries);
        String said = report.text() + report.json();
        long taken = Allocation.soFar() - before;
        assertFalse(report.fits());
        assertEquals(COMPARED, report.tensors().size());
        assertTrue(report.tensors().stream().noneMatch(line -> line.use() == Use.USED));
        String refusal = report.refusal().orElseThrow();
        assertTrue(
                refusal.startsWith("the file has " + entries.size()
                        + " tensors, and the network has 102 variables; only the first 10204 tensors were compared"),
                refusal);
        // What was not compared may have the right names.
        assertFalse(refusal.contains("None of the file's names"), refusal);
        assertEquals(List.of(), report.mends());
        assertTrue(report.remarks().size() <= 6, report.remarks()::toString);
        assertTrue(said.contains("tensors were compared"));
        return taken;
    }
}
