package dev.stagecraft.export.bill;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The identifiers of licenses that CycloneDX 1.6 knows, which are SPDX's. Another one makes a bill invalid. */
final class SpdxIds {
    static final String RESOURCE = "spdx-ids.txt";

    private static final Map<String, String> IDS = read();

    private SpdxIds() {}

    /**
     * A license's identifier in SPDX's spelling. Uppercase and lowercase are not distinguished, because hubs write {@code
     * apache-2.0}.
     */
    static Optional<String> find(String license) {
        return Optional.ofNullable(IDS.get(key(license.strip())));
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> read() {
        try (InputStream in = Objects.requireNonNull(SpdxIds.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toMap(SpdxIds::key, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of the module cannot be read", e);
        }
    }
}
