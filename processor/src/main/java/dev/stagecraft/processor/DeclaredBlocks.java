package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Problem;
import dev.stagecraft.processor.read.TypeName;
import dev.stagecraft.processor.rule.JudgedBlocks;
import dev.stagecraft.processor.spec.CustomBlockSpec;
import dev.stagecraft.processor.spec.NetworkSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The blocks of a developer's own that this compilation declares, and what was said of each. */
final class DeclaredBlocks {
    private final Elements elements;
    private final Set<TypeName> declared = new HashSet<>();
    private final JudgedBlocks judged = new JudgedBlocks();
    private final Map<CustomBlockSpec, List<Problem>> said = new HashMap<>();

    DeclaredBlocks(Elements elements) {
        this.elements = elements;
    }

    /** Blocks that were met. */
    void add(Collection<TypeElement> types) {
        types.forEach(type -> declared.add(new TypeName(type, elements)));
    }

    /** Whether a type is a block that is declared in this compilation. */
    boolean contains(TypeElement type) {
        return declared.contains(new TypeName(type, elements));
    }

    /** The blocks judged so far, as they are written. */
    JudgedBlocks judged() {
        return judged;
    }

    /** Keeps what was said of a block. */
    void say(CustomBlockSpec block, List<Problem> problems) {
        said.put(block, problems);
    }

    /** What was said of the blocks that a network names. */
    List<Problem> said(NetworkSpec network) {
        return network.blocks().stream()
                .flatMap(block -> said.getOrDefault(block, List.of()).stream())
                .toList();
    }
}
