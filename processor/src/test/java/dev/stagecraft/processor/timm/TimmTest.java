package dev.stagecraft.processor.timm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.shape.Dense;
import dev.stagecraft.processor.timm.TimmNetworks.Refused;
import dev.stagecraft.processor.timm.TimmNetworks.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The networks of timm: each of those that can be declared is, without a problem or a warning, and has the tensors that timm's
 * own code builds. {@code docs/timm.md} lists them all; run with {@code -Dstagecraft.updateGoldens=true} to write it anew.
 */
class TimmTest {
    private static final Path DOCUMENT = Path.of("../docs/timm.md");
    private static Map<String, NetworkPlan> plans = Map.of();

    @BeforeAll
    static void readAll() {
        plans = Plans.of(TimmNetworks.declared().stream()
                .collect(Collectors.toMap(Row::name, row -> String.join("\n", TimmDeclaration.of(row)))));
    }

    @Test
    void everyNetworkOfTimmIsListed() {
        List<Row> declared = TimmNetworks.declared();
        List<Refused> refused = TimmNetworks.refused();
        assertEquals(88, declared.size());
        assertEquals(13, refused.size());
        List<String> files = Stream.concat(
                        declared.stream().map(row -> row.file() + " " + row.name()),
                        refused.stream().map(row -> row.file() + " " + row.name()))
                .distinct()
                .toList();
        assertEquals(
                81, files.stream().filter(each -> each.startsWith("resnet ")).count());
        assertEquals(
                20, files.stream().filter(each -> each.startsWith("resnetv2 ")).count());
    }

    @Test
    void everyTensorIsThatOfTimm() {
        for (Row row : TimmNetworks.declared()) {
            Map<String, List<Integer>> expected = TimmTensors.of(row);
            assertEquals(new TreeMap<>(expected), new TreeMap<>(OurTensors.of(plan(row))), row.name());
            assertEquals(TimmTensors.parameters(expected), plan(row).parameters(), row.name());
        }
    }

    /** timm's tables of results have two decimals. */
    @Test
    void parametersAreThoseThatTimmPublishes() {
        for (Row row : TimmNetworks.declared()) {
            assertEquals(row.millions(), millions(plan(row).parameters()), row.name());
        }
    }

    /** Which tensors there are does not show it. */
    @Test
    void mapsBecomeSmallerAsInTimm() {
        for (Row row : TimmNetworks.declared()) {
            Map<String, String> kinds = plan(row).layers().stream()
                    .filter(layer -> !(layer.step().operation() instanceof Dense))
                    .filter(layer -> layer.step().output().height()
                            < layer.step().inputs().get(0).height())
                    .collect(Collectors.toMap(
                            NetworkPlan.Layer::name,
                            layer -> layer.step().operation().kind(),
                            (one, other) -> one,
                            TreeMap::new));
            Map<String, String> expected = new TreeMap<>();
            expected.put(row.stem().isEmpty() ? "stem/conv" : "stem/conv1", "conv2d");
            boolean blurs = row.antialias().equals("blur");
            boolean averages = row.antialias().equals("average");
            expected.put(
                    row.poolConvolution() ? "stem/pool/conv" : blurs ? "stem/blur" : "stem/pool",
                    row.poolConvolution() ? "conv2d" : blurs ? "blur" : averages ? "averagePool" : "maxPool");
            for (int stage = 2; stage <= 4; stage++) {
                String block = "stage" + stage + "/block1/";
                String conv = row.isBottleneck(stage - 1) ? "conv2" : "conv1";
                expected.put(
                        block + (blurs ? "blur1" : averages ? "pool1" : conv),
                        blurs ? "blur" : averages ? "averagePool" : "conv2d");
                expected.put(
                        block + "shortcut/" + (row.pooled() ? "pool" : "conv"),
                        row.pooled() ? "averagePool" : "conv2d");
            }
            assertEquals(expected, kinds, row.name());
        }
    }

    /** Bello 2021: the smallest and the largest. */
    @Test
    void parametersOfResNetRs() {
        assertEquals(35_691_912, plans.get("resnetrs50").parameters());
        assertEquals(191_891_656, plans.get("resnetrs420").parameters());
    }

    @Test
    void documentListsThemAll() throws IOException {
        String text = document();
        if (Boolean.getBoolean("stagecraft.updateGoldens")) {
            Files.writeString(DOCUMENT, text);
        }
        assertEquals(text, Files.readString(DOCUMENT), DOCUMENT + ": run with -Dstagecraft.updateGoldens=true");
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # Networks of timm

                timm (PyTorch Image Models) builds 81 networks in `resnet.py` and 20 in `resnetv2.py`. Of these 101 networks, 88 can
                be declared. A declared network has the layers of timm's network, and its variables have the names and shapes of timm's
                tensors in files. A test declares each of them and compares the names and shapes of all tensors. It also writes this
                page.

                Parameters are those that training changes, for 1,000 classes. [dsl.md](dsl.md) describes the attributes. For images of
                another size, declare `input`. For another number of classes, declare `@Head`.

                ## Networks that can be declared

                | timm | parameters | declaration |
                | --- | --- | --- |
                """);
        for (Row row : TimmNetworks.declared()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %,d | %s |%n",
                    row.name(),
                    plan(row).parameters(),
                    TimmDeclaration.of(row).stream()
                            .map(line -> "`" + line + "`")
                            .collect(Collectors.joining(" "))));
        }
        text.append("""

                ## Networks that cannot be declared

                | timm | parameters | what is missing |
                | --- | --- | --- |
                """);
        for (Refused row : TimmNetworks.refused()) {
            text.append("| `%s` | %s million | %s |\n".formatted(row.name(), row.millions(), row.missing()));
        }
        return text.append("""

                ## Networks with the same tensors

                Some of timm's networks have the same tensors but compute different results. A file of weights fits every network of
                such a group. Only `ecaresnext26t_32x4d` and `ecaresnext50t_32x4d` compute the same.

                | the same tensors |
                | --- |
                """).append(twins()).toString();
    }

    /** Found, and not listed by hand. */
    private static String twins() {
        Map<Map<String, List<Integer>>, List<String>> groups = TimmNetworks.declared().stream()
                .collect(Collectors.groupingBy(
                        TimmTensors::of, LinkedHashMap::new, Collectors.mapping(Row::name, Collectors.toList())));
        return groups.values().stream()
                .filter(names -> names.size() > 1)
                .map(names ->
                        "| " + names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")) + " |\n")
                .collect(Collectors.joining());
    }

    private static NetworkPlan plan(Row row) {
        NetworkPlan plan = plans.get(row.name());
        assertTrue(plan != null, () -> row.name() + " was not planned");
        return plan;
    }

    private static String millions(long parameters) {
        return String.format(Locale.ROOT, "%.2f", parameters / 1e6);
    }
}
