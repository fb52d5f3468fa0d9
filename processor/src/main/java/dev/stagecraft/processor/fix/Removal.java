package dev.stagecraft.processor.fix;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** What goes away of one list: values of an annotation, or elements between braces, each with its comma. */
final class Removal {
    private final Tree list;
    private final List<? extends Tree> all;
    private final List<Tree> gone = new ArrayList<>();

    Removal(Tree list) {
        this.list = list;
        this.all = list instanceof AnnotationTree annotation
                ? annotation.getArguments()
                : ((NewArrayTree) list).getInitializers();
    }

    void add(Tree one) {
        gone.add(one);
    }

    List<TextEdit> edits(SourceFile file) {
        if (gone.containsAll(all)) {
            return List.of(everything(file));
        }
        List<TextEdit> edits = new ArrayList<>();
        for (int first = 0; first < all.size(); first++) {
            if (gone.contains(all.get(first))) {
                int last = first;
                while (last + 1 < all.size() && gone.contains(all.get(last + 1))) {
                    last++;
                }
                edits.add(
                        last + 1 < all.size()
                                ? file.replace(file.start(all.get(first)), file.start(all.get(last + 1)), "")
                                : file.replace(file.valueEnd(all.get(first - 1)), file.valueEnd(all.get(last)), ""));
                first = last;
            }
        }
        return edits;
    }

    /** An annotation loses its parentheses; a list keeps its braces. */
    private TextEdit everything(SourceFile file) {
        int start = file.start(list);
        if (list instanceof AnnotationTree) {
            return file.replace(file.text().nameEnd(start), file.text().annotationEnd(start), "");
        }
        return file.replace(start + 1, file.text().skip(start) - 1, "");
    }
}
