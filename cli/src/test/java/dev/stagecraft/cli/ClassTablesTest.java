package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.metric.ClassResult;
import dev.stagecraft.runtime.metric.ClassResults;
import dev.stagecraft.runtime.metric.ConfusionMatrix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassTablesTest {
    /** These are the lines that docs/metrics.md shows. */
    @Test
    void fewClassesAreShownInFullWithTheirMatrix() {
        int[][] counts = {{18, 2, 0}, {2, 15, 3}, {1, 2, 17}};
        ClassResults found = new ClassResults(
                List.of(
                        new ClassResult(0, "cat", 20, 21, 18),
                        new ClassResult(1, "dog", 20, 19, 15),
                        new ClassResult(2, "eel", 20, 20, 17)),
                OptionalDouble.empty(),
                Optional.of(new ConfusionMatrix(counts)));
        assertEquals(
                List.of(
                        "macro F1 0.832",
                        "",
                        "class   images  precision  recall     F1",
                        "0 cat       20      0.857   0.900  0.878",
                        "1 dog       20      0.789   0.750  0.769",
                        "2 eel       20      0.850   0.850  0.850",
                        "",
                        "number of images by their class (rows) and the class that they were classified as (columns):",
                        "class   0   1   2",
                        "0 cat  18   2   0",
                        "1 dog   2  15   3",
                        "2 eel   1   2  17"),
                ClassTables.of(found));
    }

    @Test
    void ofManyClassesTheWorstAndTheMostFrequentConfusionsAreShown() {
        int[][] counts = new int[30][30];
        for (int i = 0; i < 30; i++) {
            counts[i][i] = i;
            counts[i][(i + 1) % 30] = 30 - i;
        }
        List<ClassResult> classes = IntStream.range(0, 30)
                .mapToObj(i -> new ClassResult(i, "kind of " + i, 30, 30, i))
                .toList();
        List<String> lines = ClassTables.of(
                new ClassResults(classes, OptionalDouble.of(0.75), Optional.of(new ConfusionMatrix(counts))));
        assertEquals("top-5 acc 0.750, macro F1 0.483", lines.get(0));
        assertEquals("the 20 classes with the smallest F1, of 30:", lines.get(2));
        assertEquals("0 kind of 0         30      0.000   0.000  0.000", lines.get(4));
        assertEquals("19 kind of 19       30      0.633   0.633  0.633", lines.get(23));
        assertEquals("the most frequent confusions:", lines.get(25));
        assertEquals("30 of 30 images of 0 kind of 0 were classified as 1 kind of 1", lines.get(26));
        assertEquals(36, lines.size());
    }

    @Test
    void namesAreCutAndPrintedAsTheyAre() {
        ClassResults found = new ClassResults(
                List.of(
                        new ClassResult(0, "\u001b[2J" + "long ".repeat(20), 1, 1, 1),
                        new ClassResult(1, "1", 0, 0, 0)),
                OptionalDouble.empty(),
                Optional.empty());
        List<String> lines = ClassTables.of(found);
        assertTrue(lines.get(3).startsWith("0 \\u001b[2Jlong long long …  "), lines.get(3));
        assertTrue(lines.get(4).startsWith("1        "), lines.get(4));
    }
}
