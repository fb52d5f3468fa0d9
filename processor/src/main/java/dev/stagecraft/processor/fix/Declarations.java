package dev.stagecraft.processor.fix;

import com.sun.source.tree.ClassTree;
import dev.stagecraft.processor.diagnostic.Edit;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Edits of how a type is declared. */
final class Declarations {
    private static final String PRIVATE = "private";
    private static final List<String> KINDS = List.of("class", "interface", "enum", "record");

    private Declarations() {}

    /** Writes one, and says whether it can be written. */
    static boolean edit(SourceFile file, ClassTree declaration, Edit.Shape how, List<TextEdit> written) {
        JavaText text = file.text();
        int start = file.start(declaration);
        int keyword =
                KINDS.stream().mapToInt(kind -> text.word(kind, start)).min().orElseThrow();
        int name = text.skipBlank(text.identifierEnd(keyword));
        int head = text.identifierEnd(name);
        switch (how) {
            case NOT_PRIVATE -> {
                int at = text.word(PRIVATE, start);
                if (at > keyword) {
                    return false;
                }
                written.add(file.replace(at, text.skipBlank(at + PRIVATE.length()), ""));
            }
            case STATIC -> {
                if (declaration.getModifiers().getFlags().contains(Modifier.STATIC)) {
                    return false;
                }
                written.add(file.insert(keyword, "static "));
            }
            case NOT_GENERIC -> {
                int end = text.bracketEnd('<', '>', text.skipBlank(head));
                if (!text.isEmptyBody(end)) {
                    return false;
                }
                written.add(file.replace(head, end, ""));
            }
            case A_CLASS -> {
                int after = text.charAt(text.skipBlank(head)) == '(' ? text.skip(text.skipBlank(head)) : head;
                if (!text.isEmptyBody(after) || !text.between(head, after).matches("|\\s*\\(\\s*\\)")) {
                    return false;
                }
                boolean annotation = text.charAt(keyword - 1) == '@';
                written.add(file.replace(annotation ? keyword - 1 : keyword, text.identifierEnd(keyword), "class"));
                if (after > head) {
                    written.add(file.replace(head, after, ""));
                }
            }
        }
        return true;
    }
}
