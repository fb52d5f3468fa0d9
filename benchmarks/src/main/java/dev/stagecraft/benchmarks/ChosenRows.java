package dev.stagecraft.benchmarks;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The rows of a table that a user wants. */
final class ChosenRows {
    private ChosenRows() {}

    /**
     * The wanted rows, in the order of the table.
     *
     * @param wanted their names; null for all
     * @throws ParameterException if there is no row of a name
     */
    static <R> List<R> of(List<R> all, Function<R, String> name, @Nullable List<String> wanted, CommandLine command) {
        if (wanted == null) {
            return all;
        }
        List<String> known = all.stream().map(name).toList();
        for (String row : wanted) {
            if (!known.contains(row)) {
                throw new ParameterException(
                        command, "unknown row " + row + "; known rows are " + String.join(", ", known));
            }
        }
        return all.stream().filter(row -> wanted.contains(name.apply(row))).toList();
    }
}
