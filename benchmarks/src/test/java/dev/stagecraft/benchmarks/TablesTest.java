package dev.stagecraft.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
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
        assertEquals(
                "benchmarks/run: --rounds is 0; it must be at least 1",
                said(1, "memory", "--rounds", "0").strip());
    }

    @Test
    void everyTableSaysWhatItIs() {
        for (String table : Tables.commandLine().getSubcommands().keySet()) {
            assertTrue(said(0, table, "--help").contains("Usage: benchmarks/run " + table), table);
        }
    }
}
