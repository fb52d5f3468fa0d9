package dev.stagecraft.processor.emit;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.Writer;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** What is written for one annotated type: a class, and its layer table beside it. */
public final class GeneratedNetwork {
    private final JavaFile source;
    private final String tableName;
    private final String table;

    GeneratedNetwork(JavaFile source, String tableName, String table) {
        this.source = source;
        this.tableName = tableName;
        this.table = table;
    }

    /** Name of the layer table's file, in the class's package. */
    public String tableName() {
        return tableName;
    }

    /**
     * Writes both files.
     *
     * @param origin the annotated type, the one originating element of both
     * @throws javax.annotation.processing.FilerException where the class's name is taken
     */
    public void writeTo(Filer filer, TypeElement origin) throws IOException {
        String name = source.packageName().isEmpty()
                ? source.typeSpec().name()
                : source.packageName() + "." + source.typeSpec().name();
        try (Writer writer = filer.createSourceFile(name, origin).openWriter()) {
            source.writeTo(writer);
        }
        try (Writer writer = filer.createResource(
                        StandardLocation.CLASS_OUTPUT, source.packageName(), tableName, origin)
                .openWriter()) {
            writer.write(table);
        }
    }
}
