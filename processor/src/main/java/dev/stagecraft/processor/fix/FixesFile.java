package dev.stagecraft.processor.fix;

import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.json.Json;
import dev.stagecraft.processor.read.Positions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/** Collects what a compilation says, and writes it with its fixes for editors, as {@code -Astagecraft.fixes} asks. */
public final class FixesFile {
    /** Changes where what readers rely on does; more fields may come without. */
    private static final int VERSION = 1;

    private static final Comparator<Entry> ORDER = Comparator.comparing(
                    (Entry entry) -> entry.place().file())
            .thenComparing(entry -> entry.place().line())
            .thenComparing(entry -> entry.place().column())
            .thenComparing(entry -> entry.problem().message());

    private final String file;
    private final Optional<SourceEdits> sources;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A file, not written yet.
     *
     * @param file its path, as the option says it
     * @param trees whether the compiler has javac's tree interface, which edits are found by
     */
    public FixesFile(String file, boolean trees, ProcessingEnvironment environment) {
        this.file = file;
        this.sources = trees ? Optional.of(new SourceEdits(environment)) : Optional.empty();
    }

    /** A problem that was printed, of no type. */
    public void add(Problem problem) {
        entries.add(new Entry(problem, Place.NONE, List.of()));
    }

    /**
     * A problem that was printed.
     *
     * @param type that was read
     * @param positions of the values that were read
     */
    public void add(Problem problem, TypeElement type, Positions positions) {
        entries.add(new Entry(
                problem,
                sources.map(each -> each.place(problem, type, positions)).orElse(Place.NONE),
                sources.map(each -> each.fixes(problem, type, positions)).orElse(List.of())));
    }

    /** Writes the file, and its folders where they are missing; gives the reason where it cannot be written. */
    public Optional<String> write() {
        try {
            Path path = Path.of(file).toAbsolutePath();
            Files.createDirectories(path.getParent());
            Files.write(path, json().getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.of(e.toString());
        }
    }

    private String json() {
        String problems = entries.stream().sorted(ORDER).map(Entry::json).collect(Collectors.joining(",\n"));
        return "{\n  \"version\": " + VERSION + ",\n  \"problems\": ["
                + (problems.isEmpty() ? "" : "\n" + problems + "\n  ") + "]\n}\n";
    }

    /**
     * Where a problem is.
     *
     * @param file its name; empty where it is not known
     * @param line from 1; 0 where it is not known
     * @param column in characters, from 1; 0 where it is not known
     */
    record Place(String file, long line, long column) {
        static final Place NONE = new Place("", 0, 0);

        private String json() {
            return (file.isEmpty() ? "" : ", \"file\": " + Json.quoted(file))
                    + (line == 0 ? "" : ", \"line\": " + line + ", \"column\": " + column);
        }
    }

    private record Entry(Problem problem, Place place, List<List<TextEdit>> fixes) {
        private String json() {
            String alternatives = fixes.stream()
                    .map(fix -> "       [" + fix.stream().map(Entry::json).collect(Collectors.joining(", ")) + "]")
                    .collect(Collectors.joining(",\n"));
            return "    {\"code\": " + Json.quoted(problem.code().id())
                    + ", \"severity\": " + Json.quoted(problem.code().isWarning() ? "warning" : "error")
                    + place.json()
                    + ",\n     \"message\": " + Json.quoted(problem.message())
                    + ",\n     \"fixes\": [" + (alternatives.isEmpty() ? "" : "\n" + alternatives + "\n     ") + "]}";
        }

        private static String json(TextEdit edit) {
            return "{\"file\": " + Json.quoted(edit.file()) + ", \"start\": " + edit.start() + ", \"end\": "
                    + edit.end() + ", \"text\": " + Json.quoted(edit.text()) + "}";
        }
    }
}
