package dev.stagecraft.runtime.bundle;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads JSON that is not trusted, piece by piece: each value must be of the expected kind and in the expected range, a name
 * may come once in its object, and only what was asked for is kept. A message names the place that breaks a rule.
 */
final class StrictJson {
    private static final String ROOT = "$";
    private static final int MOST_DEPTH = 64;
    private static final int MOST_NAMES = 4096;
    private static final int MOST_CHARS = 1 << 16;
    private static final int MOST_DIGITS = 40;

    private final JsonReader json;

    private StrictJson(JsonReader json) {
        this.json = json;
    }

    /** Reads a value that begins here. */
    interface Value<T> {
        T read(StrictJson json) throws IOException;
    }

    /** A member of an object, by its name. */
    record Field<T>(String name, Value<T> value) {}

    /** The members of one object that were asked for and are there. */
    static final class Fields {
        private final String path;
        /** By identity: there is one of each, and the first hash of a record takes long. */
        private final IdentityHashMap<Field<?>, Object> found = new IdentityHashMap<>();

        private Fields(String path) {
            this.path = path;
        }

        @SuppressWarnings("unchecked") // What stands for a field was read by it.
        <T> Optional<T> find(Field<T> field) {
            return Optional.ofNullable((T) found.get(field));
        }

        <T> T get(Field<T> field) throws Malformed {
            return find(field).orElseThrow(() -> new Malformed(prefix() + field.name() + " is missing"));
        }

        private String prefix() {
            return path.equals(ROOT) ? "" : place(path) + ".";
        }
    }

    /** Reads a whole text in UTF-8. */
    static <T> T read(InputStream text, Value<T> value) throws IOException {
        JsonReader reader = new JsonReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MOST_DEPTH);
        StrictJson json = new StrictJson(reader);
        try {
            T read = value.read(json);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new Malformed("it continues after its end");
            }
            return read;
        } catch (MalformedJsonException | EOFException e) {
            throw new Malformed("its text is not valid JSON, or ends too early, at " + place(reader.getPath()), e);
        } catch (CharacterCodingException e) {
            throw new Malformed("its text is not UTF-8", e);
        }
    }

    /** An object; members that are not among these are ignored. */
    Fields object(Field<?>... wanted) throws IOException {
        Fields fields = new Fields(json.getPath());
        members(name -> {
            for (Field<?> field : wanted) {
                if (field.name().equals(name)) {
                    fields.found.put(field, field.value().read(this));
                    return;
                }
            }
            json.skipValue();
        });
        return fields;
    }

    /** An object of equal members with names that are not known before. */
    <T> Map<String, T> map(Value<T> value) throws IOException {
        Map<String, T> map = new TreeMap<>();
        members(name -> map.put(requireShort(name), value.read(this)));
        return map;
    }

    private interface Members {
        void read(String name) throws IOException;
    }

    private void members(Members each) throws IOException {
        require(JsonToken.BEGIN_OBJECT, "an object");
        Set<String> seen = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!seen.add(requireShort(name))) {
                throw new Malformed(place() + " is there twice");
            }
            if (seen.size() > MOST_NAMES) {
                throw new Malformed(place() + " comes after " + MOST_NAMES + " others");
            }
            each.read(name);
        }
        json.endObject();
    }

    /** An array of equal values. */
    <T> List<T> list(int most, Value<T> value) throws IOException {
        require(JsonToken.BEGIN_ARRAY, "an array");
        List<T> list = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            if (list.size() == most) {
                throw new Malformed(place() + " comes after " + most + " others");
            }
            list.add(value.read(this));
        }
        json.endArray();
        return list;
    }

    String text() throws IOException {
        require(JsonToken.STRING, "a text");
        return requireShort(json.nextString());
    }

    /** A text of a form. */
    String text(Pattern form, String expected) throws IOException {
        String found = text();
        if (!form.matcher(found).matches()) {
            throw unexpected(json.getPreviousPath(), found, expected);
        }
        return found;
    }

    long whole(long least, long most) throws IOException {
        require(JsonToken.NUMBER, "a number");
        String found = json.nextString();
        try {
            long value = Long.parseLong(found);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // A fraction, a power of ten, or beyond 64 bits: reported as every other wrong number.
        }
        throw unexpected(json.getPreviousPath(), found, "a whole number from " + least + " to " + most);
    }

    /** A number that is finite as a double. */
    double real() throws IOException {
        require(JsonToken.NUMBER, "a number");
        String found = json.nextString();
        double value = found.length() > MOST_DIGITS ? Double.NaN : Double.parseDouble(found);
        if (!Double.isFinite(value)) {
            throw unexpected(json.getPreviousPath(), found, "a finite number");
        }
        return value;
    }

    private void require(JsonToken token, String expected) throws IOException {
        JsonToken found = json.peek();
        if (found != token) {
            throw unexpected(
                    json.getPath(), found.name().toLowerCase(Locale.ROOT).replace('_', ' '), expected);
        }
    }

    private String requireShort(String text) throws Malformed {
        if (text.length() > MOST_CHARS) {
            throw new Malformed(place() + " is a text of " + text.length() + " characters");
        }
        return text;
    }

    private static Malformed unexpected(String path, String found, String expected) {
        return new Malformed(place(path) + " is " + ForeignText.printed(found) + "; it must be " + expected);
    }

    private String place() {
        return place(json.getPreviousPath());
    }

    /** As in {@code position.step}. */
    private static String place(String path) {
        return path.equals(ROOT) ? "its beginning" : ForeignText.printed(path.substring(path.startsWith("$.") ? 2 : 1));
    }
}
