package dev.stagecraft.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Machine MACHINE =
            Machine.of("processor : 0\nmodel name\t: Example 3000\n", "MemTotal:       2097152 kB\n");

    private static Report report(double others, boolean disturbed) {
        return new Report(
                "train-cpu",
                "a peer",
                MACHINE,
                3,
                others,
                disturbed,
                List.of(
                        new Report.Column("row", "row", ""),
                        new Report.Column("ours", "ours", "%.1f"),
                        new Report.Column("ratio", "ratio", "%.2f"),
                        new Report.Column("limit", "limit", "%.0f")),
                List.of(
                        new Result("small", "float32")
                                .with(30, 20, new double[] {1.5, 1.25, 1.75})
                                .with("limit", 40),
                        new Result("large", "bfloat16").with("ours", 3.25)));
    }

    @Test
    void programsGetEveryFieldOfEveryRow() {
        JsonObject json = JsonParser.parseString(report(0.01, false).json()).getAsJsonObject();
        assertEquals("train-cpu", json.get("table").getAsString());
        assertEquals("a peer", json.get("peer").getAsString());
        assertEquals("Example 3000", json.getAsJsonObject("machine").get("cpu").getAsString());
        assertEquals(2048, json.getAsJsonObject("machine").get("memoryMb").getAsLong());
        assertFalse(json.get("disturbed").getAsBoolean());
        JsonObject row = json.getAsJsonArray("rows").get(0).getAsJsonObject();
        assertEquals("small", row.get("row").getAsString());
        assertEquals("float32", row.get("precision").getAsString());
        assertEquals(30, row.get("ours").getAsDouble());
        assertEquals(20, row.get("peer").getAsDouble());
        assertEquals(1.5, row.get("ratio").getAsDouble());
        assertEquals(0.5, row.get("spread").getAsDouble());
        assertFalse(json.getAsJsonArray("rows").get(1).getAsJsonObject().has("ratio"));
    }

    @Test
    void documentsGetATableAndTheMachine() {
        String markdown = report(0.01, false).markdown();
        assertTrue(markdown.startsWith("""
                        | row | ours | ratio | limit |
                        | --- | --- | --- | --- |
                        | small | 30.0 | 1.50 | 40 |
                        | large | 3.3 |  |  |

                        Medians; rounds: 3; the peer is a peer. Machine: Example 3000,"""), markdown);
        assertFalse(markdown.contains("Disturbed"), markdown);
    }

    @Test
    void aDisturbedTableSaysSo() {
        Report report = report(0.23, true);
        assertTrue(report.markdown().contains("Disturbed: other work took up to 23 % of the cores"), report::markdown);
        assertTrue(
                JsonParser.parseString(report.json())
                        .getAsJsonObject()
                        .get("disturbed")
                        .getAsBoolean(),
                report::json);
    }
}
