package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingFileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler's file manager cannot write is said with its reason, and is no fault of ours. */
class UnwritableFilesTest {
    private static final List<String> FILES =
            List.of("NetNetwork.java", "NetNetwork.layers.json", "NetNetwork.svg", "doc-files/NetNetwork.svg");

    @TempDir
    private Path folder;

    static Stream<Arguments> troubles() {
        return FILES.stream()
                .flatMap(file -> Stream.of(
                        Arguments.of(file, new Full(), "No space left on device"),
                        Arguments.of(file, new AtOpening(new AccessDeniedException("/read/only")), "/read/only"),
                        Arguments.of(
                                file,
                                new AtOpening(new FileSystemException("f", null, "Read-only file system")),
                                "only"),
                        Arguments.of(file, new AtOpening(new IOException()), "java.io.IOException"),
                        Arguments.of(
                                file,
                                new AtOpening(new UncheckedIOException(new IOException("Stale file handle"))),
                                "Stale file handle"),
                        Arguments.of(
                                file,
                                new AtOpening(new IllegalArgumentException("Malformed input")),
                                "Malformed input")));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void troubleIsSaidOnceAtTheTypeWithItsReason(String file, Trouble trouble, String reason) throws IOException {
        List<Diagnostic<? extends JavaFileObject>> said = compile("Net", file, trouble);
        List<String> ours = said.stream()
                .map(each -> each.getMessage(Locale.ROOT))
                .filter(text -> text.startsWith("[SC-"))
                .toList();
        assertEquals(1, ours.size(), said.toString());
        assertTrue(
                ours.get(0).startsWith("[SC-FILE-01] Net: the generated file " + file + " cannot be written ("),
                ours.get(0));
        assertTrue(ours.get(0).contains(reason), ours.get(0));
        assertEquals(5, said.get(0).getLineNumber(), said.toString());
    }

    /** The file system here says so itself; 236 letters are the most that it takes with those of the layer table. */
    @ParameterizedTest
    @ValueSource(ints = {236, 237, 240, 241, 244, 249})
    void nameThatIsTooLongIsSaidToBe(int letters) throws IOException {
        assumeTrue(takes255Bytes(), "names of 255 bytes cannot be tried in " + folder);
        List<Diagnostic<? extends JavaFileObject>> said = compile("L".repeat(letters), "", new Full());
        if (letters <= 236) {
            assertEquals(List.of(), said);
            return;
        }
        assertEquals(1, said.size(), said.toString());
        String text = said.get(0).getMessage(Locale.ROOT);
        assertTrue(text.startsWith("[SC-NAME-02] L"), text);
        assertTrue(
                text.contains("Network.layers.json cannot be written, because its name has " + (letters + 19)), text);
        assertTrue(text.contains("at most 255, or 143 with eCryptfs; give the type a shorter name"), text);
    }

    /** As below an encrypted home. */
    @Test
    void shorterLimitOfAnEncryptedHomeIsUnderstood() throws IOException {
        String name = "L".repeat(130);
        List<Diagnostic<? extends JavaFileObject>> said = compile(
                name,
                name + "Network.layers.json",
                new AtOpening(new FileSystemException("f", null, "File name too long")));
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).getMessage(Locale.ROOT).startsWith("[SC-NAME-02] "), said.toString());
    }

    private boolean takes255Bytes() {
        try {
            Files.delete(Files.createFile(folder.resolve("x".repeat(255))));
        } catch (IOException e) {
            return false;
        }
        return true;
    }

    private List<Diagnostic<? extends JavaFileObject>> compile(String name, String file, Trouble trouble)
            throws IOException {
        Path source = Files.createDirectories(folder.resolve("acme")).resolve(name + ".java");
        Files.writeString(source, Sources.RIGHT.replace("class Net", "class " + name));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(collector, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(
                    StandardLocation.CLASS_OUTPUT, List.of(Files.createDirectories(folder.resolve("out"))));
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, ClassPath.elements(ClassPath.ALL));
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    new Failing(files, file, trouble),
                    collector,
                    List.of("-Astagecraft.svg=true"),
                    null,
                    files.getJavaFileObjects(source));
            task.setProcessors(List.of(new StagecraftProcessor()));
            task.call();
        }
        return collector.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .<Diagnostic<? extends JavaFileObject>>map(each -> each)
                .toList();
    }

    /** What happens to a file's stream. */
    @FunctionalInterface
    interface Trouble {
        OutputStream of(OutputStream stream) throws IOException;
    }

    private record AtOpening(Exception thrown) implements Trouble {
        @Override
        public OutputStream of(OutputStream stream) throws IOException {
            stream.close();
            if (thrown instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw (IOException) thrown;
        }
    }

    /** A disk with room for a few bytes. */
    private record Full() implements Trouble {
        @Override
        public OutputStream of(OutputStream stream) {
            return new FilterOutputStream(stream) {
                private int room = 100;

                @Override
                public void write(int value) throws IOException {
                    if (room-- <= 0) {
                        throw new IOException("No space left on device");
                    }
                    out.write(value);
                }
            };
        }
    }

    /** A file manager with trouble of its own. */
    private static final class Failing extends ForwardingJavaFileManager<JavaFileManager> {
        private final String file;
        private final Trouble trouble;

        Failing(JavaFileManager files, String file, Trouble trouble) {
            super(files);
            this.file = file;
            this.trouble = trouble;
        }

        @Override
        public FileObject getFileForOutput(Location location, String room, String name, FileObject sibling)
                throws IOException {
            FileObject object = super.getFileForOutput(location, room, name, sibling);
            return !name.equals(file)
                    ? object
                    : new ForwardingFileObject<>(object) {
                        @Override
                        public OutputStream openOutputStream() throws IOException {
                            return trouble.of(super.openOutputStream());
                        }
                    };
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) throws IOException {
            JavaFileObject object = super.getJavaFileForOutput(location, name, kind, sibling);
            boolean fails = (name.substring(name.lastIndexOf('.') + 1) + kind.extension).equals(file);
            return !fails
                    ? object
                    : new ForwardingJavaFileObject<>(object) {
                        @Override
                        public OutputStream openOutputStream() throws IOException {
                            return trouble.of(super.openOutputStream());
                        }

                        @Override
                        public Writer openWriter() throws IOException {
                            return new OutputStreamWriter(openOutputStream(), StandardCharsets.UTF_8);
                        }
                    };
        }
    }
}
