package dev.stagecraft.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.samples.FashionResNet18Network;
import dev.stagecraft.tests.support.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents and Javadoc, where another test does not hold them already. */
class DocumentsTest {
    private static final Path DECISIONS = Path.of("../docs/decisions.md");
    private static final Path LAYER_TABLE = Path.of("../docs/layer-table.md");
    private static final Path OPERATION = Path.of("../docs/adding-an-operation.md");
    private static final Path API = Path.of("../docs/api.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(java|xml)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
    private static final Pattern TITLE = Pattern.compile("(?m)^## (.*)$");
    private static final Pattern WORD = Pattern.compile("^[A-Z]");
    private static final Pattern NUMBERED = Pattern.compile("(\\d+)\\. (\\S.*)");
    private static final Pattern FIELD = Pattern.compile("(?m)^\\| `([A-Za-z.\\[\\]]+)` \\|.*$");

    /** Every file that the steps name is there, and every operation's room is among them. */
    @Test
    void stepsOfAnOperationNameFilesThatAre() throws IOException {
        List<String> links = LINK.matcher(Files.readString(OPERATION))
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> absent = links.stream()
                .filter(link -> !Files.exists(OPERATION.resolveSibling(link)))
                .toList();
        assertEquals(List.of(), absent);
        for (String room : List.of("/dsl/", "/spec/", "/shape/", "/plan/", "/emit/", "/network/", "/gradient/")) {
            assertTrue(links.stream().anyMatch(link -> link.contains("src/main") && link.contains(room)), room);
        }
    }

    /** The table of kinds is whole: an operation that it lacks would be told of by nobody. */
    @Test
    void everyKindOfOperationStandsInTheLayerTablesDocument() throws IOException {
        String document = Files.readString(LAYER_TABLE);
        Set<String> kinds = new TreeSet<>();
        for (Backbone network : Models.ALL) {
            Models.layers(network).forEach(layer -> kinds.add(layer.get("kind").getAsString()));
        }
        assertTrue(kinds.size() > 15, kinds.toString());
        assertEquals(
                List.of(),
                kinds.stream()
                        .filter(kind -> !document.contains("`" + kind + "`"))
                        .toList());
    }

    @Test
    void decisionsAreNumberedInOrderAndHaveTitlesOfTheirOwn() throws IOException {
        List<String> titles = TITLE.matcher(Files.readString(DECISIONS))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertTrue(titles.size() > 50, "few decisions: " + titles);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < titles.size(); i++) {
            MatchResult title =
                    NUMBERED.matcher(titles.get(i)).results().findFirst().orElseThrow();
            assertEquals(String.valueOf(i + 1), title.group(1), titles.get(i));
            assertTrue(seen.add(title.group(2)), titles.get(i));
        }
    }

    /** Text that is left over from an older decision repeats another's, or follows a paragraph without a gap. */
    @Test
    void decisionsAreOfParagraphsThatStandOnce() throws IOException {
        Map<String, String> seen = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        String section = "";
        String before = "";
        for (String line : Files.readAllLines(DECISIONS)) {
            if (line.startsWith("## ")) {
                section = line;
            }
            String earlier = line.length() > 60 ? seen.put(line, section) : null;
            if (earlier != null) {
                wrong.add(section + " repeats " + earlier + ": " + line);
            }
            if (endsParagraph(before, line)) {
                wrong.add(section + " runs two paragraphs together at: " + line);
            }
            before = line;
        }
        assertEquals(List.of(), wrong);
    }

    /** A sentence ends a line, and the next line's first word would have had room behind it. */
    private static boolean endsParagraph(String line, String next) {
        return line.endsWith(".")
                && WORD.matcher(next).find()
                && line.length() + 1 + next.split(" ", 2)[0].length() <= 112;
    }

    @Test
    void layerTableDocumentHoldsEveryFieldAndNoOther() throws IOException {
        Set<String> fields = new TreeSet<>();
        addFields("", Models.table(new FashionResNet18Network()), fields);
        String document = Files.readString(LAYER_TABLE);
        String table = document.substring(document.indexOf("| field |"), document.indexOf("| kind |"));
        Set<String> documented = FIELD.matcher(table)
                .results()
                .map(found -> found.group(1))
                .filter(field -> !field.equals("layers[]"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(fields, documented);
    }

    private static void addFields(String path, JsonElement value, Set<String> fields) {
        if (value instanceof JsonObject object) {
            object.entrySet()
                    .forEach(entry -> addFields(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), fields));
        } else if (value instanceof JsonArray array && array.get(0) instanceof JsonObject) {
            array.forEach(element -> addFields(path + "[]", element, fields));
        } else {
            fields.add(path);
        }
    }

    @Test
    void layerTableDocumentShowsTheTableThatIsWritten() throws IOException {
        JsonObject table = Models.table(new FashionResNet18Network());
        String document = Files.readString(LAYER_TABLE);
        table.remove("layers");
        table.remove("declaration");
        table.entrySet().forEach(entry -> {
            String compact = "\"" + entry.getKey() + "\":" + entry.getValue();
            assertTrue(document.replaceAll("(?<=[:,]) ", "").contains(compact), compact);
        });
    }

    /** An example that is not a part of a sample may not compile. */
    @Test
    void examplesOfTheApiAreOfTheSamples() throws IOException {
        StringBuilder samples = new StringBuilder();
        for (Path source : sources()) {
            if (source.startsWith("../samples")) {
                samples.append(withoutIndentation(Files.readString(source)));
            }
        }
        samples.append(withoutIndentation(Files.readString(Path.of("../samples/spring/pom.xml"))));
        List<String> examples = EXAMPLE.matcher(Files.readString(API))
                .results()
                .map(found -> withoutIndentation(found.group(2)))
                .toList();
        assertTrue(examples.size() > 5, "few examples: " + examples.size());
        assertEquals(
                List.of(),
                examples.stream()
                        .filter(example -> samples.indexOf(example) < 0)
                        .toList());
    }

    private static String withoutIndentation(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    /** What is left of two comments that were joined. */
    @Test
    void javadocHasNoDoubledStars() throws IOException {
        List<Path> sources = sources();
        assertTrue(sources.size() > 200, "few sources: " + sources.size());
        List<String> found = new ArrayList<>();
        for (Path source : sources) {
            List<String> lines = Files.readAllLines(source);
            IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).matches("\\s*/?\\*+\\s+\\*+(\\s.*)?"))
                    .forEach(i -> found.add(source + ":" + (i + 1) + ": " + lines.get(i)));
        }
        assertEquals(List.of(), found);
    }

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of(
                "dsl",
                "weights",
                "processor",
                "runtime",
                "export",
                "cli",
                "samples",
                "samples/spring",
                "tests",
                "benchmarks")) {
            Path folder = Path.of("..", module, "src");
            assertTrue(Files.isDirectory(folder), "no folder " + folder);
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }
}
