package dev.stagecraft.weights.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes the text of a header as the writer of the format's authors does, byte for byte. */
final class HeaderText {
    private final StringBuilder text = new StringBuilder();

    private HeaderText() {}

    /**
     * The bytes of a header, padded with spaces to a multiple of 8.
     *
     * @param entries in the order of the file
     * @param metadata in the order to be written
     */
    static byte[] of(List<TensorEntry> entries, Map<String, String> metadata) {
        HeaderText header = new HeaderText();
        header.text.append('{');
        header.quote(Header.METADATA).append(":{");
        for (Iterator<Map.Entry<String, String>> pairs = metadata.entrySet().iterator(); pairs.hasNext(); ) {
            Map.Entry<String, String> pair = pairs.next();
            header.quote(pair.getKey()).append(':');
            header.quote(pair.getValue()).append(pairs.hasNext() ? "," : "");
        }
        header.text.append('}');
        entries.forEach(header::append);
        byte[] bytes = header.text.append('}').toString().getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        byte[] padded = Arrays.copyOf(bytes, (length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        Arrays.fill(padded, length, padded.length, (byte) ' ');
        return padded;
    }

    private void append(TensorEntry entry) {
        text.append(',');
        quote(entry.name()).append(":{\"dtype\":");
        quote(entry.dtype().name()).append(",\"shape\":[");
        for (int i = 0; i < entry.shape().size(); i++) {
            text.append(i == 0 ? "" : ",").append(entry.shape().get(i));
        }
        text.append("],\"data_offsets\":[")
                .append(entry.begin())
                .append(',')
                .append(entry.end())
                .append("]}");
    }

    private StringBuilder quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (character < ' ') {
                        text.append(String.format("\\u%04x", (int) character));
                    } else {
                        text.append(character);
                    }
                }
            }
        }
        return text.append('"');
    }
}
