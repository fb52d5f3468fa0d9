package dev.stagecraft.weights.file;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the text of a header: what it must have and nothing else, each name once. */
final class HeaderReader {
    private final JsonText json;
    private final Map<String, TensorEntry> entries = new HashMap<>();
    private @Nullable Map<String, String> metadata;

    private HeaderReader(JsonText json) {
        this.json = json;
    }

    /** Reads text that is valid UTF-8. */
    static Header read(byte[] text) throws Malformed {
        HeaderReader reader = new HeaderReader(new JsonText(text));
        reader.readHeader();
        return new Header(reader.entries, reader.metadata == null ? Map.of() : reader.metadata);
    }

    private void readHeader() throws Malformed {
        json.expect('{', "at the beginning of the header");
        if (!json.next('}')) {
            do {
                String name = json.string("the name of a tensor");
                json.enter(name);
                json.expect(':', "after the name");
                if (name.equals(Header.METADATA)) {
                    requireFirst(metadata);
                    metadata = readMetadata();
                } else {
                    requireFirst(entries.get(name));
                    entries.put(name, EntryReader.read(name, json));
                }
                json.leave();
            } while (json.next(','));
            json.expect('}', "or ',' after an entry");
        }
        json.expectEnd();
    }

    private void requireFirst(@Nullable Object earlier) throws Malformed {
        if (earlier != null) {
            throw json.problem("this name comes twice; each name may come once");
        }
    }

    private Map<String, String> readMetadata() throws Malformed {
        Map<String, String> pairs = new HashMap<>();
        json.expect('{', "before the pairs");
        if (!json.next('}')) {
            do {
                String name = json.string("a name");
                json.expect(':', "after the name");
                if (pairs.put(name, json.string("a value")) != null) {
                    throw json.problem(ForeignName.printed(name) + " comes twice; each name may come once");
                }
            } while (json.next(','));
            json.expect('}', "or ',' after a pair");
        }
        return pairs;
    }
}
