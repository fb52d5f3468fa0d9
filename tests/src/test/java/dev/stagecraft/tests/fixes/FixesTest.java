package dev.stagecraft.tests.fixes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.tests.support.Fixes.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Fixes fix: random wrong declarations are compiled, a fix of each message is made, and they are compiled again. What is
 * said then must have been wrong before.
 *
 * <p>{@code -Dstagecraft.fixes.count=N} draws more, {@code -Dstagecraft.fixes.seed=N} others; a failure prints the sources.
 */
class FixesTest {
    private static final int COUNT = Integer.getInteger("stagecraft.fixes.count", 200);
    private static final long SEED = Long.getLong("stagecraft.fixes.seed", 1);
    private static final int AT_ONCE = 100;
    /** Wrong declarations that are made of a right one. */
    private static final int OF_ONE = 4;

    @Test
    void fixesFix() {
        List<Fixed> all = wrong().entrySet().stream()
                .map(each -> Fixed.of(each.getKey(), each.getValue()))
                .toList();
        Map<String, String> sources = new LinkedHashMap<>();
        all.stream()
                .filter(Fixed::isEdited)
                .forEach(each -> sources.put(each.wrong().name(), each.source()));
        Map<String, List<Problem>> left = InBatches.compile(sources);
        List<String> failures = new ArrayList<>();
        int compile = 0;
        int silent = 0;
        for (Fixed each : all) {
            List<Problem> after = left.getOrDefault(each.wrong().name(), List.of());
            if (each.isEdited()) {
                compile += after.stream().noneMatch(Problem::isError) ? 1 : 0;
                silent += after.isEmpty() ? 1 : 0;
                if (!each.wereThere(after)) {
                    failures.add(each.wrong().source() + each.before() + "\n" + each.source() + after);
                }
            }
        }
        List<Problem> messages =
                all.stream().flatMap(each -> each.before().stream()).toList();
        long withEdits =
                messages.stream().filter(each -> !each.fixes().isEmpty()).count();
        String shares =
                "seed %d, %d wrong declarations: %d of %d messages carry an edit; of %d edited sources %d compile, %d"
                                .formatted(SEED, COUNT, withEdits, messages.size(), sources.size(), compile, silent)
                        + " of them with nothing to say; " + failures.size() + " show a new fault";
        System.out.println(shares + "; messages (and those without an edit): " + byCode(messages));
        assertTrue(failures.isEmpty(), () -> String.join("\n\n", failures) + shares);
        assertTrue(withEdits >= 0.9 * messages.size(), shares);
        assertTrue(compile >= 0.95 * sources.size(), shares);
    }

    private static Map<String, String> byCode(List<Problem> messages) {
        Map<String, String> counts = new TreeMap<>();
        for (String code : messages.stream().map(Problem::code).distinct().toList()) {
            List<Problem> some =
                    messages.stream().filter(each -> each.code().equals(code)).toList();
            counts.put(
                    code,
                    some.size() + " ("
                            + some.stream()
                                    .filter(each -> each.fixes().isEmpty())
                                    .count()
                            + ")");
        }
        return counts;
    }

    /** As many as are asked for, with what is said of each. */
    private static Map<Wrong, List<Problem>> wrong() {
        Map<Wrong, List<Problem>> found = new LinkedHashMap<>();
        Random random = new Random(SEED);
        for (int next = 0; found.size() < COUNT; next += AT_ONCE) {
            Map<String, String> rights = new LinkedHashMap<>();
            for (int i = next; i < next + AT_ONCE; i++) {
                rights.put("Net" + i, new Wrong("Net" + i, SEED, i, List.of()).source());
            }
            Map<String, List<Problem>> said = InBatches.compile(rights);
            Map<String, Wrong> drawn = new LinkedHashMap<>();
            for (int i = next; i < next + AT_ONCE; i++) {
                for (int j = 0; j < OF_ONE && said.get("Net" + i).isEmpty(); j++) {
                    Wrong right = new Wrong("Net" + i + "x" + j, SEED, i, List.of());
                    Wrong one = right.worse(random);
                    drawn.put(right.name(), random.nextInt(4) > 0 ? one : one.worse(random));
                }
            }
            Map<String, String> sources = new LinkedHashMap<>();
            drawn.forEach((name, each) -> sources.put(name, each.source()));
            InBatches.compile(sources).forEach((name, problems) -> {
                // Not everything that is changed is wrong then.
                if (!problems.isEmpty() && found.size() < COUNT) {
                    found.put(drawn.get(name), problems);
                }
            });
        }
        return found;
    }
}
