package dev.stagecraft.runtime.report;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a metrics file that is there already, which may be anybody's. */
final class MetricsLines {
    private static final Gson JSON = new Gson();
    private static final String BEGINNING = "{\"epoch\":";
    private static final int LONGEST = 1 << 16;
    private static final int SHOWN = 60;

    private MetricsLines() {}

    /**
     * How many bytes the lines of a run's first epochs take, which the file begins with.
     *
     * @param epochs whose lines stay; 0 for none
     * @throws BadInputException if a line is not an epoch's; the last line may have been cut off
     */
    static long bytesUpTo(Path file, int epochs) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        long kept = 0;
        boolean keeping = true;
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            for (int number = 1; ; number++) {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                boolean whole = read(in, line);
                if (!whole && line.size() == 0) {
                    return kept;
                }
                String text = line.toString(StandardCharsets.UTF_8);
                int epoch = whole ? epochOf(text) : 0;
                if (epoch < 1 && (whole || !isCutOff(text))) {
                    throw foreign(file, number, text);
                }
                keeping &= whole && epoch <= epochs;
                kept += keeping ? line.size() + 1 : 0;
            }
        }
    }

    /** Whether a line has more bytes than a line of metrics may have. */
    static boolean isTooLong(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length >= LONGEST;
    }

    /** Reads to the end of a line; says whether it has one. A line that is too long to be a metrics line is read no further. */
    private static boolean read(InputStream in, ByteArrayOutputStream line) throws IOException {
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n' || line.size() == LONGEST) {
                return true;
            }
            line.write(next);
        }
        return false;
    }

    /** What a process that was killed left of a line. */
    private static boolean isCutOff(String text) {
        return text.startsWith(BEGINNING) || BEGINNING.startsWith(text);
    }

    private static int epochOf(String line) {
        try {
            JsonObject found = JSON.fromJson(line, JsonObject.class);
            boolean ours = found != null && found.has("trainAccuracy") && found.has("weightsSha256");
            return ours ? found.get("epoch").getAsInt() : 0;
        } catch (JsonParseException
                | NullPointerException
                | NumberFormatException
                | IllegalStateException
                | UnsupportedOperationException e) {
            // No epoch's line.
            return 0;
        }
    }

    private static BadInputException foreign(Path file, int number, String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return new BadInputException("the metrics file " + file + " does not hold metrics: line " + number + ", "
                + ForeignText.printed(shown)
                + ", is not the JSON of an epoch. The file is not overwritten; name another one");
    }
}
