package dev.stagecraft.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.stagecraft.benchmarks.harness.HarnessException;
import dev.stagecraft.benchmarks.harness.Report;
import dev.stagecraft.benchmarks.harness.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class TablesTest {
    private static final List<String> ALL = List.of("a", "b", "c");

    @Test
    void chosenRowsKeepTheOrderOfTheTable() {
        CommandLine command = Tables.commandLine();
        assertEquals(List.of("a", "c"), ChosenRows.of(ALL, Function.identity(), List.of("c", "a"), command));
        assertEquals(ALL, ChosenRows.of(ALL, Function.identity(), null, command));
        assertEquals(
                "unknown row d; known rows are a, b, c",
                assertThrows(
                                ParameterException.class,
                                () -> ChosenRows.of(ALL, Function.identity(), List.of("d"), command))
                        .getMessage());
    }

    private static String said(int code, String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine command = Tables.commandLine();
        command.setErr(new PrintWriter(said)).setOut(new PrintWriter(said));
        assertEquals(code, command.execute(arguments), said::toString);
        return said.toString();
    }

    @Test
    void wrongUseAndRefusalsAreOneSentence() {
        String row = said(2, "train-cpu", "--rows", "resnet9000");
        assertTrue(row.startsWith("unknown row resnet9000; known rows are resnet18-96, resnet50-224, cifar20"), row);
        String rounds = said(2, "memory", "--rounds", "0");
        assertTrue(rounds.startsWith("--rounds is 0; it must be at least 1\nUsage: benchmarks/run memory"), rounds);
    }

    /** A table whose second row is refused. */
    @Command(name = "refused")
    private static final class Refused implements Callable<Integer> {
        @Mixin
        private TableOptions options;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return options.table(
                    ALL, row -> row, "", List.of(new Report.Column("row", "row", "")), () -> {}, (row, quiet) -> {
                        if (row.equals("b")) {
                            throw new HarnessException("other programs took all cores");
                        }
                        return List.of(new Result(row, "float32").with("ours", 2));
                    });
        }
    }

    @Test
    void rowsBeforeARefusalAreKept(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("refused.json");
        CommandLine command = Tables.commandLine().addSubcommand(new Refused());
        StringWriter said = new StringWriter();
        command.setErr(new PrintWriter(said));
        assertEquals(1, command.execute("refused", "--anyway", "--json", json.toString()), said::toString);
        assertEquals(
                "benchmarks/run: other programs took all cores", said.toString().strip());
        JsonArray rows =
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("rows");
        assertEquals(1, rows.size());
        assertEquals("a", rows.get(0).getAsJsonObject().get("row").getAsString());
    }

    @Test
    void everyTableSaysWhatItIs() {
        for (String table : Tables.commandLine().getSubcommands().keySet()) {
            assertTrue(said(0, table, "--help").contains("Usage: benchmarks/run " + table), table);
        }
    }
}
