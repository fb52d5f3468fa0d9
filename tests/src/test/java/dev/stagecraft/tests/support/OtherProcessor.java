package dev.stagecraft.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Another processor in the same compilation, which writes a file in its first round. */
@SupportedAnnotationTypes("*")
public final class OtherProcessor extends AbstractProcessor {
    private final Writing writing;
    private boolean written;

    public OtherProcessor(Writing writing) {
        this.writing = writing;
    }

    /** One that writes a type. */
    public static OtherProcessor ofType(String name, String source) {
        return new OtherProcessor(filer -> {
            try (Writer writer = filer.createSourceFile(name).openWriter()) {
                writer.write(source);
            }
        });
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!written) {
            written = true;
            try {
                writing.write(processingEnv.getFiler());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return false;
    }

    /** What it does. */
    @FunctionalInterface
    public interface Writing {
        void write(Filer filer) throws IOException;
    }
}
