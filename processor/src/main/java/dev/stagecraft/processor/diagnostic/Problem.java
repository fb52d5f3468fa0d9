package dev.stagecraft.processor.diagnostic;

import dev.stagecraft.processor.spec.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One problem of one declaration.
 *
 * @param kind its row of the catalogue
 * @param origin the declared value whose change fixes it
 * @param otherwise what to point at where that value was not written, as with a preset
 * @param slots what fills the row's template
 * @param fixes the ways to fix it that can be written down as edits; each is enough
 */
public record Problem(
        Message kind, Origin origin, Optional<Origin> otherwise, Map<String, String> slots, List<Fix> fixes) {
    /** Slots that say what a problem is of. */
    private static final List<String> NAMES = List.of("scope", "part", "attribute");

    /** The slot for values that were tried: it says what the fixes write. */
    private static final String SUCH = "such";

    /** The slot for an annotation that is missing: the first fix says how it is written. */
    private static final String ADDITION = "addition";

    private static final String HINT = "hint";
    private static final String MEANT = "meant";

    /** Copies the collections. */
    public Problem {
        slots = Map.copyOf(slots);
        fixes = List.copyOf(fixes);
    }

    /**
     * The same with a slot filled.
     *
     * @throws IllegalArgumentException where the template has no such slot
     */
    public Problem with(String slot, Object value) {
        if (!kind.slots().contains(slot)) {
            throw new IllegalArgumentException(kind + " has no slot " + slot);
        }
        Map<String, String> more = new LinkedHashMap<>(slots);
        more.put(slot, String.valueOf(value));
        return new Problem(kind, origin, otherwise, more, fixes);
    }

    /** The same with its ways to fix it, printed at another declared value. */
    public Problem pointingAt(Origin other) {
        return new Problem(kind, other, Optional.empty(), slots, fixes);
    }

    /** The same; where its origin was not written, it points at another value that fixes it. */
    public Problem otherwiseAt(Origin other) {
        return new Problem(kind, origin, Optional.of(other), slots, fixes);
    }

    /** The same, of which is said what its scope is a part of. */
    public Problem inside(String outerScope) {
        return with("scope", outerScope + ", " + slots.get("scope"));
    }

    /** The same with a further way to fix it. */
    public Problem fix(Edit... edits) {
        return oneOf("", edits);
    }

    /** The same with a further way to reach a goal. */
    public Problem oneOf(String goal, Edit... edits) {
        List<Fix> more = new ArrayList<>(fixes);
        more.add(new Fix(goal, List.of(edits)));
        return withFixes(more);
    }

    /** The same with a value that was probably meant; where it stays among the fixes, the message asks for it. */
    public Problem meant(Object value) {
        return oneOf(MEANT, Edit.set(origin, value));
    }

    /** The same with other fixes. */
    public Problem withFixes(List<Fix> others) {
        return new Problem(kind, origin, otherwise, slots, others);
    }

    /** Whether it is the same fault of the same value in the same part of the network, whatever the numbers. */
    public boolean isAlso(Problem other) {
        return kind == other.kind
                && origin.equals(other.origin)
                && NAMES.stream().allMatch(slot -> Objects.equals(slots.get(slot), other.slots.get(slot)));
    }

    /** Its stable code. */
    public Code code() {
        return kind.code();
    }

    /**
     * The line that the compiler prints: the code, where in the network, what was found, what is expected, how to fix it.
     *
     * @throws IllegalStateException where a slot is empty
     */
    public String message() {
        Map<String, String> filled = new LinkedHashMap<>(slots);
        String words = fixes.stream()
                .map(Fix::words)
                .filter(each -> !each.isEmpty())
                .distinct()
                .collect(Collectors.joining(", or "));
        if (kind.slots().contains(SUCH) && !words.isEmpty()) {
            filled.put(SUCH, Message.SUCH_AS.text("values", words));
        }
        if (kind.slots().contains(ADDITION)) {
            fixes.stream()
                    .findFirst()
                    .flatMap(Fix::annotation)
                    .ifPresent(annotation -> filled.put(ADDITION, annotation));
        }
        fixes.stream()
                .filter(each -> each.goal().equals(MEANT))
                .findFirst()
                .flatMap(each -> each.edits().stream().findFirst())
                .filter(Edit.Set.class::isInstance)
                .ifPresent(edit -> filled.put(HINT, Message.DID_YOU_MEAN.text("value", ((Edit.Set) edit).text())));
        return "[" + code().id() + "] " + kind.text(filled);
    }
}
