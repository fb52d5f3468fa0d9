package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Edit;
import dev.stagecraft.processor.diagnostic.Message;
import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import dev.stagecraft.processor.spec.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Of some annotations one may be declared, or none.
 *
 * @param <S> where they are declared
 * @param what they are, in the plural
 * @param names one for each that was declared, in their order
 * @param attributes that each of them is written in, in the same order
 */
record AtMostOne<S>(String what, Function<S, List<String>> names, Function<S, List<String>> attributes)
        implements Rule<Part<S>> {
    @Override
    public void check(Part<S> part, Report report) {
        List<String> found = names.apply(part.spec());
        if (found.size() < 2) {
            return;
        }
        List<String> written = attributes.apply(part.spec());
        Problem problem = Message.DOUBLED
                .at(part.at(written.get(written.size() - 1)))
                .with("scope", part.scope())
                .with("found", found.size())
                .with("what", what)
                .with("names", String.join(", ", found));
        for (Origin kept : origins(part, written)) {
            problem = problem.fix(origins(part, written).stream()
                    .filter(each -> !each.equals(kept))
                    .map(Edit::remove)
                    .toArray(Edit[]::new));
        }
        report.add(problem);
    }

    /** Where annotations are written: each is an element of its attribute's list, which may be a list of one. */
    static List<Origin> origins(Part<?> part, List<String> attributes) {
        Map<String, Integer> seen = new HashMap<>();
        return attributes.stream()
                .map(attribute -> part.at(attribute).item(seen.merge(attribute, 1, Integer::sum) - 1))
                .toList();
    }
}
