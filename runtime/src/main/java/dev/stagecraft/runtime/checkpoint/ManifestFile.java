package dev.stagecraft.runtime.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Reads and writes {@code manifest.json}. Its last member is a seal, the SHA-256 over the text without it, so that no
 * changed character passes for a saved one.
 */
final class ManifestFile {
    static final String NAME = "manifest.json";

    /** A manifest is some hundred bytes a variable; what is larger is none. */
    private static final long MOST_BYTES = 64L << 20;

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();
    private static final String END = "\n}";
    private static final String SEAL_START = ",\n  \"seal\": \"";
    private static final String SEAL_END = "\"\n}";

    private ManifestFile() {}

    static void write(Path folder, Manifest manifest) throws IOException {
        Files.writeString(folder.resolve(NAME), seal(JSON.toJson(manifest)), StandardCharsets.UTF_8);
    }

    /**
     * Reads a checkpoint's manifest.
     *
     * @throws BadInputException where it is missing, broken, or of a newer format
     */
    static Manifest read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            if (!Files.isRegularFile(file)) {
                throw broken(file, "it is missing", null);
            }
            if (Files.size(file) > MOST_BYTES) {
                throw broken(file, "it has " + Files.size(file) + " bytes, more than any manifest", null);
            }
            String text = Files.readString(file);
            JsonObject json = ofKnownFormat(file, text);
            Manifest manifest = JSON.fromJson(json, Manifest.class);
            if (manifest.isResumable() && !isSealed(text)) {
                throw broken(file, "its text is not the one that was saved (its seal does not fit)", null);
            }
            if (!manifest.isWhole()) {
                throw broken(file, "parts of it are missing", null);
            }
            return manifest;
        } catch (IOException | JsonParseException | ArithmeticException e) {
            throw broken(file, "it cannot be read (" + e.getMessage() + ")", e);
        } catch (StackOverflowError e) {
            throw broken(file, "it is nested without end", e);
        }
    }

    /** A newer format may look otherwise in all but this number and the version that wrote it. */
    private static JsonObject ofKnownFormat(Path file, String text) {
        JsonObject json = JSON.fromJson(text, JsonObject.class);
        int version = json == null ? 0 : number(json.get("formatVersion"));
        if (version < 1) {
            throw broken(file, "it has no format version", null);
        }
        if (version > Manifest.FORMAT_VERSION) {
            throw new BadInputException(file + " is of format version " + version + ", this runtime reads up to "
                    + Manifest.FORMAT_VERSION + "; use the newer Stagecraft (" + json.get("runtimeVersion")
                    + ") that wrote it");
        }
        if (version == 1 && json.get("run") instanceof JsonObject run) {
            JsonObject position = new JsonObject();
            position.add("step", run.get("step"));
            position.add("epochs", run.get("epoch"));
            json.add("position", position);
        }
        return json;
    }

    private static int number(JsonElement element) {
        try {
            return element == null ? 0 : element.getAsInt();
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            // What is no number is no version, and is said to be none.
            return 0;
        }
    }

    static String seal(String json) {
        String body = json.substring(0, json.length() - END.length());
        return body + SEAL_START + HexFormat.of().formatHex(Sha256.of(json)) + SEAL_END;
    }

    private static boolean isSealed(String text) {
        int at = text.lastIndexOf(SEAL_START);
        return at >= 0 && seal(text.substring(0, at) + END).equals(text);
    }

    /** What every fault of a checkpoint's files is called. */
    static BadInputException broken(Path file, String found, Throwable cause) {
        return new BadInputException(file + " is no whole checkpoint: " + found + "; take another checkpoint", cause);
    }
}
