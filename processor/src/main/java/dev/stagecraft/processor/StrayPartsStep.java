package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.DslNames;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.rule.StrayParts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;

/** Reports parts, such as {@code @Stem}, on a type that does not declare the network or block they belong to. */
final class StrayPartsStep implements ProcessingStep {
    private static final Map<String, Set<String>> OWNERS =
            new TreeMap<>(Map.of(DslNames.NETWORK, DslNames.PARTS, DslNames.BLOCK, DslNames.BLOCK_PARTS));

    private final Predicate<TypeElement> unclear;
    private final Reports reports;

    /** @param unclear whether the compiler reports annotations of a type as wrong that it does not show */
    StrayPartsStep(Predicate<TypeElement> unclear, Reports reports) {
        this.unclear = unclear;
        this.reports = reports;
    }

    @Override
    public Set<TypeElement> types(Round round) {
        Set<TypeElement> strays = new LinkedHashSet<>();
        OWNERS.forEach((owner, parts) -> {
            Set<TypeElement> owners = round.annotated(owner);
            parts.stream()
                    .sorted()
                    .flatMap(part -> round.annotated(part).stream())
                    .filter(type -> !owners.contains(type))
                    .forEach(strays::add);
        });
        return strays;
    }

    @Override
    public void take(TypeElement type) throws UnresolvedValueException {
        for (Map.Entry<String, Set<String>> each : OWNERS.entrySet()) {
            Set<String> and = new TreeSet<>(each.getValue());
            and.add(each.getKey());
            Declaration<List<String>> found = DeclarationReader.readParts(type, and, unclear);
            if (!found.spec().isEmpty() && !found.spec().contains(each.getKey())) {
                Report report = new Report();
                report.add(StrayParts.of(type.getSimpleName().toString(), found.spec(), each.getKey()));
                reports.print(report.problems(), type, found.positions());
            }
        }
    }
}
