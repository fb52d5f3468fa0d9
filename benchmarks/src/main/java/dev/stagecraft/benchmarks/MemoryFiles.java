package dev.stagecraft.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** What a compiler reads and writes, in memory. */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private int written;

    MemoryFiles(StandardJavaFileManager files) {
        super(files);
    }

    static JavaFileObject source(String name, String declaration) {
        MemoryFile file = new MemoryFile(name, JavaFileObject.Kind.SOURCE);
        file.bytes.writeBytes(
                ("package acme;\nimport dev.stagecraft.dsl.*;\n" + declaration).getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /** How many files were written. */
    int written() {
        return written;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        written++;
        return new MemoryFile(name, kind);
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String name, FileObject sibling) {
        written++;
        return new MemoryFile(packageName + "." + name, JavaFileObject.Kind.OTHER);
    }

    private static final class MemoryFile extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        MemoryFile(String name, Kind kind) {
            super(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
