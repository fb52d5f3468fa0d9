package dev.stagecraft.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An amount of memory, as in {@code 16GiB}.
 *
 * @param text as the user wrote it
 * @param bytes at least 1
 */
record MemorySize(String text, long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([A-Za-z]+)");
    private static final Map<String, Long> UNITS = units();

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("mb", 1_000_000L);
        units.put("mib", 1L << 20);
        units.put("gb", 1_000_000_000L);
        units.put("gib", 1L << 30);
        units.put("tb", 1_000_000_000_000L);
        units.put("tib", 1L << 40);
        return units;
    }

    /** Reads one from the command line. */
    static final class Reader implements ITypeConverter<MemorySize> {
        @Override
        public MemorySize convert(String text) {
            Matcher matcher = FORM.matcher(text.strip());
            Long unit = matcher.matches() ? UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
            if (unit == null) {
                throw wrong(text);
            }
            BigDecimal bytes = new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .setScale(0, RoundingMode.DOWN);
            if (bytes.signum() == 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
                throw wrong(text);
            }
            return new MemorySize(text.strip(), bytes.longValueExact());
        }

        private static TypeConversionException wrong(String text) {
            return new TypeConversionException("'" + text
                    + "' is not an amount of memory; write a number above 0 and one of MB, MiB, GB, GiB, TB, TiB, as in"
                    + " 16GiB");
        }
    }
}
