package dev.stagecraft.processor.fix;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/** A source that edits are written for. */
final class SourceFile {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final JavaText text;

    /**
     * A file of a compilation.
     *
     * @throws UncheckedIOException where it cannot be read again
     */
    SourceFile(Trees trees, CompilationUnitTree unit) {
        this.unit = unit;
        positions = trees.getSourcePositions();
        try {
            text = new JavaText(unit.getSourceFile().getCharContent(true).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path where it is a file, else the address that the compiler knows it by. */
    String name() {
        URI address = unit.getSourceFile().toUri();
        return "file".equals(address.getScheme()) ? Path.of(address).toString() : address.toString();
    }

    JavaText text() {
        return text;
    }

    CompilationUnitTree unit() {
        return unit;
    }

    int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    int valueEnd(Tree tree) {
        return text.valueEnd(start(tree));
    }

    /** From 1. */
    long line(Tree tree) {
        return unit.getLineMap().getLineNumber(start(tree));
    }

    /** In characters, from 1. */
    long column(Tree tree) {
        return start(tree) - text.lineStart(start(tree)) + 1L;
    }

    TextEdit replace(int start, int end, String with) {
        return new TextEdit(name(), start, end, with);
    }

    TextEdit insert(int at, String added) {
        return replace(at, at, added);
    }
}
