package dev.stagecraft.tests.generated;

import com.google.testing.compile.Compilation;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.tools.JavaFileObject;

/** The classes and resources of a compilation. */
final class Compiled extends ClassLoader {
    private final Map<String, JavaFileObject> files = new HashMap<>();

    Compiled(Compilation compilation) {
        super(Compiled.class.getClassLoader());
        compilation.generatedFiles().forEach(file -> files.put(file.getName().replace("/CLASS_OUTPUT/", ""), file));
    }

    /** A network without a head is given one. */
    Network network(String name) throws ReflectiveOperationException {
        Backbone backbone =
                loadClass(name).asSubclass(Backbone.class).getConstructor().newInstance();
        return backbone instanceof Network network ? network : backbone.withHead(3);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        JavaFileObject file = files.get(name.replace('.', '/') + ".class");
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] bytes = bytes(file);
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        JavaFileObject file = files.get(name);
        return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes(file));
    }

    private static byte[] bytes(JavaFileObject file) {
        try (InputStream in = file.openInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
