package dev.stagecraft.processor.rule;

import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The blocks of a developer's own that a compilation meets: each is judged once, however many networks name it. */
public final class JudgedBlocks {
    private final Map<CustomBlockSpec, Report> judged = new HashMap<>();
    private final Set<CustomBlockSpec> declaredHere = new HashSet<>();

    /**
     * What is to be said of a block where it is declared.
     *
     * @param given whether a value was written, and is no default
     */
    public Report declared(CustomBlockSpec block, Predicate<Origin> given) {
        declaredHere.add(block);
        Report report = new Report();
        BlockRules.check(block, given, report);
        judged.put(block, report);
        return report;
    }

    /** Whether a block that a network names is right. */
    boolean isRight(CustomBlockSpec block) {
        return judgement(block).isClean();
    }

    /** The errors of a block that nobody says where it is declared, as that is outside of this compilation. */
    List<Problem> unsaidErrors(CustomBlockSpec block) {
        return declaredHere.contains(block)
                ? List.of()
                : judgement(block).problems().stream()
                        .filter(problem -> !problem.code().isWarning())
                        .toList();
    }

    private Report judgement(CustomBlockSpec block) {
        return judged.computeIfAbsent(block, each -> {
            Report report = new Report();
            // What has no effect in it is a warning to whoever compiles it.
            BlockRules.check(each, origin -> false, report);
            return report;
        });
    }
}
