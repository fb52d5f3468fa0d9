package dev.stagecraft.runtime.io;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Small tables that a run keeps beside its checkpoints: comma-separated values (RFC 4180) in UTF-8, with a header row. */
public final class CsvFile {
    private CsvFile() {}

    /**
     * The text of a table.
     *
     * @param header names of the columns
     * @param rows values of each row, as many as there are columns
     */
    public static String text(List<String> header, List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        addTo(text, header);
        rows.forEach(row -> addTo(text, row));
        return text.toString();
    }

    private static void addTo(StringBuilder text, List<String> row) {
        text.append(row.stream().map(CsvFile::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String value) {
        return value.chars().anyMatch(each -> each == ',' || each == '"' || each == '\r' || each == '\n')
                ? '"' + value.replace("\"", "\"\"") + '"'
                : value;
    }

    /**
     * Writes a text to a file, whose folder is created if it is missing, in one move, so that it is there as a whole or not at all. A link of the file's name is
     * replaced, not followed.
     */
    public static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Uninterrupted.act(() -> {
            DurableFiles.createFolders(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.deleteIfExists(part);
            Files.writeString(part, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.READ)) {
                written.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    /**
     * The bytes of a file that is the file itself, and no link to another.
     *
     * @throws IOException if it cannot be read, is not a regular file, or is larger than an eighth of Java's heap
     */
    public static byte[] bytes(Path file) throws IOException {
        FileNature nature = FileNature.of(file);
        if (nature.kind() != FileNature.Kind.PLAIN && nature.kind() != FileNature.Kind.SHARED) {
            throw new IOException(
                    nature.kind() == FileNature.Kind.MISSING ? "it is missing" : "it is not a regular file");
        }
        if (nature.size() > Runtime.getRuntime().maxMemory() / 8) {
            throw new IOException("it has " + nature.size() + " bytes, more than an eighth of Java's heap");
        }
        return Uninterrupted.run(() -> {
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return in.readAllBytes();
            }
        });
    }

    /**
     * The rows of a table.
     *
     * @param bytes of the whole file
     * @param header names that the columns must have
     * @throws IOException if it is not such a table
     */
    public static List<List<String>> rows(byte[] bytes, List<String> header) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (BufferedReader text = new BufferedReader(new InputStreamReader(
                        new ByteArrayInputStream(bytes),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
                CSVParser parser = CSVParser.builder()
                        .setReader(text)
                        .setFormat(CSVFormat.RFC4180)
                        .get()) {
            for (CSVRecord row : parser) {
                if (row.size() != header.size()) {
                    throw new IOException("row " + row.getRecordNumber() + " has " + row.size()
                            + " values; it must have " + header.size());
                }
                rows.add(row.toList());
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
        if (rows.isEmpty() || !rows.get(0).equals(header)) {
            throw new IOException("its first row is not " + String.join(",", header));
        }
        return rows.subList(1, rows.size());
    }
}
