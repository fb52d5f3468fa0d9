package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Nearest;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.Trail;
import dev.stagecraft.processor.spec.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code -Astagecraft.…} asks for on the compiler's command line.
 *
 * @param svg whether a drawing is written beside each class
 * @param trail how much of the way to a fault a message shows
 * @param fixes the file that fixes are written to, for editors
 * @param weights the files that networks must fit, by the networks' binary names
 */
record Options(boolean svg, Trail trail, Optional<String> fixes, Map<String, String> weights) {
    private static final String PREFIX = "stagecraft.";
    private static final String SVG = PREFIX + "svg";
    private static final String TRAIL = PREFIX + "trail";
    private static final String FIXES = PREFIX + "fixes";

    /** A network's binary name follows: of one option given twice, javac keeps the last in silence. */
    static final String WEIGHTS = PREFIX + "weights.";

    private static final List<String> A_FILE = List.of("the path of a file");

    /** What each may be; a name of a file may be anything that is not empty. */
    private static final Map<String, List<String>> KNOWN = new TreeMap<>(Map.of(
            SVG, List.of("false", "true"), TRAIL, List.of("short", "full"), FIXES, A_FILE, WEIGHTS + "NAME", A_FILE));

    /** Those there are, and whatever was given under our prefix. */
    static Set<String> names(Map<String, String> given) {
        Set<String> names = new TreeSet<>(KNOWN.keySet());
        given.keySet().stream().filter(name -> name.startsWith(PREFIX)).forEach(names::add);
        return names;
    }

    /** Reads them; what is not known is reported and has no effect. */
    static Options read(Map<String, String> given, Report report) {
        new TreeMap<>(given).forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                check(name, value, report);
            }
        });
        return new Options(
                "true".equals(given.get(SVG)),
                "full".equals(given.get(TRAIL)) ? Trail.FULL : Trail.SHORT,
                Optional.ofNullable(given.get(FIXES)).filter(file -> !file.isBlank()),
                weights(given));
    }

    private static Map<String, String> weights(Map<String, String> given) {
        Map<String, String> files = new TreeMap<>();
        given.forEach((name, file) -> {
            if (isOfWeights(name) && file != null && !file.isBlank()) {
                files.put(name.substring(WEIGHTS.length()), file);
            }
        });
        return files;
    }

    private static boolean isOfWeights(String name) {
        return name.startsWith(WEIGHTS) && name.length() > WEIGHTS.length();
    }

    private static void check(String name, String value, Report report) {
        List<String> values = isOfWeights(name) ? A_FILE : KNOWN.get(name);
        if (values == null) {
            report.add(
                    known(Message.UNKNOWN_OPTION, name, KNOWN.keySet().stream().toList(), name));
        } else if (!isRight(value, values)) {
            String found = String.valueOf(value);
            Problem problem = known(Message.UNKNOWN_OPTION_VALUE, found, values, found.toLowerCase(Locale.ROOT));
            report.add(problem.with("option", name));
        }
    }

    /** An option without a value is null. */
    private static boolean isRight(String value, List<String> values) {
        return values.equals(A_FILE) ? value != null && !value.isBlank() : values.contains(String.valueOf(value));
    }

    private static Problem known(Message message, String found, List<String> known, String word) {
        return message.at(Origin.of(""))
                .with("found", found)
                .with("known", String.join(message == Message.UNKNOWN_OPTION ? ", " : " or ", known))
                .with(
                        "hint",
                        Nearest.of(word, known)
                                .map(near -> Message.DID_YOU_MEAN.text("value", near))
                                .orElse(""));
    }
}
