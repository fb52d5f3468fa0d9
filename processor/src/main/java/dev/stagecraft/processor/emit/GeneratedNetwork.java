package dev.stagecraft.processor.emit;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** What is written for one annotated type: a class, and beside it its layer table and, on request, its drawing. */
public final class GeneratedNetwork {
    private final JavaFile source;
    private final String tableName;
    private final Map<String, String> resources;

    /** @param resources texts by the name of their file */
    GeneratedNetwork(JavaFile source, String tableName, Map<String, String> resources) {
        this.source = source;
        this.tableName = tableName;
        this.resources = new TreeMap<>(resources);
    }

    /** Name of the layer table's file, in the class's package. */
    public String tableName() {
        return tableName;
    }

    /**
     * Writes all files.
     *
     * @param origin the annotated type, the one originating element of each
     * @throws javax.annotation.processing.FilerException where the class's name is taken
     */
    public void writeTo(Filer filer, TypeElement origin) throws IOException {
        String name = source.packageName().isEmpty()
                ? source.typeSpec().name()
                : source.packageName() + "." + source.typeSpec().name();
        try (Writer writer = filer.createSourceFile(name, origin).openWriter()) {
            source.writeTo(writer);
        }
        for (Map.Entry<String, String> resource : resources.entrySet()) {
            write(filer, resource.getKey(), resource.getValue(), origin);
        }
    }

    private void write(Filer filer, String name, String text, TypeElement origin) throws IOException {
        // A writer would take the compiler's encoding, and whoever reads these files takes UTF-8.
        try (Writer writer = new OutputStreamWriter(
                filer.createResource(StandardLocation.CLASS_OUTPUT, source.packageName(), name, origin)
                        .openOutputStream(),
                StandardCharsets.UTF_8)) {
            writer.write(text);
        }
    }
}
