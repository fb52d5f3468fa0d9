package dev.stagecraft.runtime.tree;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A table of pictures: comma-separated values as RFC 4180 has them, in UTF-8, with a header row that names the columns
 * {@code path}, {@code class} and, where there are parts, {@code part}. Other columns are not looked at.
 */
public final class PictureTable {
    private static final String PATH = "path";
    private static final String CLASS = "class";
    private static final String PART = "part";

    /** A mark that some programs write in front of UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final int MOST_NAMED = 10;

    private final Path file;
    private final String printed;
    private final Path folder;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Long> lines = new HashMap<>();
    private final List<String> bad = new ArrayList<>();

    private PictureTable(Path file) {
        this.file = file;
        printed = ForeignText.printed(file.toString());
        Path parent = file.toAbsolutePath().getParent();
        folder = parent == null ? file.toAbsolutePath() : parent;
    }

    private record Row(long line, String path, String className, Part part) {}

    /**
     * Reads a table.
     *
     * @throws BadInputException where it cannot be read, has no such columns, or has rows that are wrong, which are named by
     *     line
     */
    public static PictureList list(Path file) {
        return new PictureTable(file).list();
    }

    private PictureList list() {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(printed
                    + (Files.isDirectory(file)
                            ? " is a folder; name the file with the table, or write folder:" + printed
                            : Files.exists(file) ? " is not a file" : " is missing")
                    + (Files.isDirectory(file) ? "" : "; name a file of comma-separated values"));
        }
        readRows();
        if (!bad.isEmpty()) {
            throw new BadInputException(printed + " has "
                    + (bad.size() == 1 ? "a wrong row" : bad.size() + " wrong rows") + ": "
                    + String.join("; ", bad.stream().limit(MOST_NAMED).toList())
                    + (bad.size() > MOST_NAMED ? "; and " + (bad.size() - MOST_NAMED) + " more" : ""));
        }
        List<String> classNames = classNames();
        return new PictureList(name(), folder, classNames, parts(classNames), List.of());
    }

    private void readRows() {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                .setIgnoreEmptyLines(true)
                .get();
        try (BufferedReader text = text();
                CSVParser parser =
                        CSVParser.builder().setReader(text).setFormat(format).get()) {
            requireColumn(parser, PATH);
            requireColumn(parser, CLASS);
            boolean parts = parser.getHeaderNames().contains(PART);
            long line = parser.getCurrentLineNumber() + 1;
            for (CSVRecord row : parser) {
                read(row, line, parts);
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (CharacterCodingException e) {
            throw notText(e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? notText(e)
                    : broken(Objects.requireNonNull(e.getCause()));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    printed + ": its header row cannot be read (" + ForeignText.printed(e.getMessage())
                            + "); write path,class or path,class,part in the first line",
                    e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private BufferedReader text() throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return text;
        } catch (IOException e) {
            text.close();
            throw e;
        }
    }

    private BadInputException notText(Exception e) {
        return new BadInputException(printed + " is not text in UTF-8; save it in UTF-8", e);
    }

    private BadInputException broken(IOException e) {
        return new BadInputException(
                e instanceof CSVException
                        ? printed + " is not a table of comma-separated values (" + ForeignText.printed(e.getMessage())
                                + "); mend its quotation marks"
                        : printed + " cannot be read (" + DiskTrouble.of(e).cause() + "); make it readable",
                e);
    }

    private void requireColumn(CSVParser parser, String column) {
        if (!parser.getHeaderNames().contains(column)) {
            throw new BadInputException(
                    printed + " has no column " + column + "; its first line must name the columns path"
                            + " and class, and part if there are parts; it names "
                            + ForeignText.printed(String.join(", ", parser.getHeaderNames())));
        }
    }

    private void read(CSVRecord row, long line, boolean parts) {
        if (!row.isConsistent()) {
            bad.add("line " + line + " has " + row.size() + " values, the header row has "
                    + row.getParser().getHeaderNames().size());
            return;
        }
        String path = row.get(PATH);
        String className = row.get(CLASS);
        Optional<Part> part = parts ? Part.named(row.get(PART)) : Optional.of(Part.TRAIN);
        String flaw = flaw(path, className, part, parts ? row.get(PART) : "");
        if (!flaw.isEmpty()) {
            bad.add("line " + line + " " + flaw);
            return;
        }
        Long before = lines.putIfAbsent(path, line);
        if (before != null) {
            bad.add("line " + line + " names " + ForeignText.printed(path) + ", as line " + before + " does");
            return;
        }
        rows.add(new Row(line, path, className, part.orElseThrow()));
    }

    private String flaw(String path, String className, Optional<Part> part, String partText) {
        if (path.isBlank()) {
            return "has no path";
        } else if (className.isBlank()) {
            return "has no class";
        } else if (part.isEmpty()) {
            return "has the part " + ForeignText.printed(partText) + "; it must be train, val or test";
        }
        try {
            Path picture = folder.resolve(path);
            return Files.isRegularFile(picture)
                    ? ""
                    : "names " + ForeignText.printed(path)
                            + (Files.exists(picture) ? ", which is not a file" : ", which is missing");
        } catch (InvalidPathException e) {
            return "names " + ForeignText.printed(path) + ", which cannot be a path";
        }
    }

    private List<String> classNames() {
        TreeSet<String> names = new TreeSet<>(CodePoints.ORDER);
        rows.forEach(row -> names.add(row.className()));
        return List.copyOf(names);
    }

    private Map<Part, List<PictureList.Entry>> parts(List<String> classNames) {
        Map<String, Integer> labels = new HashMap<>();
        classNames.forEach(name -> labels.put(name, labels.size()));
        Map<Part, List<PictureList.Entry>> parts = new EnumMap<>(Part.class);
        for (Row row : rows) {
            parts.computeIfAbsent(row.part(), part -> new ArrayList<>())
                    .add(new PictureList.Entry(row.path(), Objects.requireNonNull(labels.get(row.className()))));
        }
        if (!parts.containsKey(Part.TRAIN)) {
            throw new BadInputException(printed + (rows.isEmpty() ? " has no rows" : " has no training images")
                    + "; write a row for each picture");
        }
        requireTrained(labels, parts);
        return parts;
    }

    /** A class that is tested on alone shifts no other: it is refused. */
    private void requireTrained(Map<String, Integer> labels, Map<Part, List<PictureList.Entry>> parts) {
        boolean[] trained = new boolean[labels.size()];
        Objects.requireNonNull(parts.get(Part.TRAIN)).forEach(entry -> trained[entry.label()] = true);
        for (Row row : rows) {
            if (!trained[Objects.requireNonNull(labels.get(row.className()))]) {
                throw new BadInputException(printed + ": line " + row.line() + " is of the class "
                        + ForeignText.printed(row.className())
                        + ", which the training images do not have; correct its name, or add such training images");
            }
        }
    }

    private String name() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
