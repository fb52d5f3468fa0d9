package dev.stagecraft.benchmarks.harness;

import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a table found.
 *
 * @param table its name
 * @param peer name and version of the program that ours is compared with; empty if with none
 * @param machine that it was measured on
 * @param rounds processes of each side
 * @param others the largest share of the cores that other work took, from 0 to 1
 * @param disturbed whether that was too much to judge by
 * @param columns of the table in Markdown
 * @param rows in order
 */
public record Report(
        String table,
        String peer,
        Machine machine,
        int rounds,
        double others,
        boolean disturbed,
        List<Column> columns,
        List<Result> rows) {
    /** Copies the lists. */
    public Report {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column of the table in Markdown.
     *
     * @param title over the column
     * @param field of the rows
     * @param format of numbers, as for {@link String#format}; texts are taken as they are
     */
    public record Column(String title, String field, String format) {
        String cell(Result row) {
            Object found = row.field(field);
            if (found == null) {
                return "";
            }
            return found instanceof Double number ? String.format(Locale.ROOT, format, number) : String.valueOf(found);
        }
    }

    /** The report for programs. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("table", table);
        all.put("machine", machine);
        if (!peer.isEmpty()) {
            all.put("peer", peer);
        }
        all.put("rounds", rounds);
        all.put("othersShare", others);
        all.put("disturbed", disturbed);
        all.put("rows", rows.stream().map(Result::fields).toList());
        return new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n";
    }

    /** The report for people and documents. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(line(columns.stream().map(Column::title).toList()));
        text.append(line(columns.stream().map(column -> "---").toList()));
        for (Result row : rows) {
            text.append(line(columns.stream().map(column -> column.cell(row)).toList()));
        }
        text.append("\nMedians; rounds: ").append(rounds);
        if (!peer.isEmpty()) {
            text.append("; the peer is ").append(peer);
        }
        text.append(". Machine: ").append(machine.line()).append(".\n");
        if (disturbed) {
            text.append(String.format(
                    Locale.ROOT,
                    "Disturbed: other work took up to %.0f %% of the cores, so do not judge by these figures.%n",
                    100 * others));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
