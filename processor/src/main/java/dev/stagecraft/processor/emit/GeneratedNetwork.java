package dev.stagecraft.processor.emit;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** What is written for one annotated type: a class, and beside it its layer table and, on request, its drawing. */
public final class GeneratedNetwork {
    private final JavaFile source;
    private final String text;
    private final String tableName;
    private final List<Resource> resources;

    GeneratedNetwork(JavaFile source, String tableName, List<Resource> resources) {
        this.source = source;
        // Whatever is thrown from here on comes from the file manager.
        this.text = LineBreaks.within(source.toString());
        this.tableName = tableName;
        this.resources = List.copyOf(resources);
    }

    /** Name of the layer table's file, in the class's package. */
    public String tableName() {
        return tableName;
    }

    /**
     * Writes all files, the class last, so that a compiler does not continue with a class whose table is missing.
     *
     * @param module to write into; empty where the compiler knows
     * @param origin the annotated type, the one originating element of each
     * @throws NameTakenException where a file's name is taken
     * @throws NotWrittenException where the compiler's file manager cannot write a file
     */
    public void writeTo(Filer filer, String module, TypeElement origin) throws NameTakenException, NotWrittenException {
        String prefix = module.isEmpty() ? "" : module + "/";
        String name = source.typeSpec().name();
        String qualified = source.packageName().isEmpty() ? name : source.packageName() + "." + name;
        for (Resource resource : resources) {
            // A writer would use the compiler's encoding, but these files are read as UTF-8.
            write(
                    resource.file(),
                    resource.text(),
                    () -> new OutputStreamWriter(
                            filer.createResource(
                                            resource.location(), prefix + source.packageName(), resource.file(), origin)
                                    .openOutputStream(),
                            StandardCharsets.UTF_8));
        }
        write(
                name + ".java",
                text,
                () -> filer.createSourceFile(prefix + qualified, origin).openWriter());
    }

    /**
     * A text beside the class.
     *
     * @param location with the compiled classes, or with the generated sources
     * @param file its name, in the class's package
     */
    record Resource(StandardLocation location, String file, String text) {}

    /** How a file is created. */
    @FunctionalInterface
    private interface Opening {
        Writer open() throws IOException;
    }

    private static void write(String file, String text, Opening opening)
            throws NameTakenException, NotWrittenException {
        try (Writer writer = opening.open()) {
            writer.write(text);
        } catch (FilerException e) {
            throw new NameTakenException(file, e);
        } catch (IOException | RuntimeException e) {
            throw new NotWrittenException(file, e);
        }
    }

    /** A file whose name belongs to something else. */
    public static final class NameTakenException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String file;

        NameTakenException(String file, FilerException cause) {
            super(cause);
            this.file = file;
        }

        /** The file's name, in the class's package. */
        public String file() {
            return file;
        }
    }

    /** A file that the compiler's file manager cannot write, for whatever reason of its own. */
    public static final class NotWrittenException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String file;

        NotWrittenException(String file, Exception cause) {
            super(cause);
            this.file = file;
        }

        /** The file's name, in the class's package. */
        public String file() {
            return file;
        }

        /** What the file manager says, in its own words. */
        public String reason() {
            Throwable cause = Objects.requireNonNull(getCause());
            return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        }
    }
}
