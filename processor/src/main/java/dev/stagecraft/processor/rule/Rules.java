package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.diagnostic.Rule;
import java.util.List;
import java.util.Optional;

/** Applies lists of rules. */
final class Rules {
    private Rules() {}

    /** What a part declares, where no rule of a list finds an error in it. */
    static <S> Optional<S> pass(List<Rule<Part<S>>> rules, Part<S> part, Report report) {
        int before = report.count();
        rules.forEach(rule -> rule.check(part, report));
        return report.count() == before ? Optional.of(part.spec()) : Optional.empty();
    }
}
