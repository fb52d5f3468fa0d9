package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where TensorFlow's native is unpacked, and what is said where it does not load. */
class NativeTest {
    private static final Path FOLDER = Path.of("/c");

    @TempDir
    private Path folder;

    /** What was said, whether a native is there, whether libraries load from the folder, and the bytes it lacks and has. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no jnitensorflow in java.library.path                                       | false | true  | 0         | 1 | org.tensorflow:tensorflow-core-native with the classifier linux-x86_64, or
            /c/libjnitensorflow.so: failed to map segment from shared object            | true  | false | 0         | 1 | /c, but the system loads no libraries from there (mounted noexec)
            /c/x.so: failed to map segment from shared object: Operation not permitted  | true  | true  | 0         | 1 | (mounted noexec); name another folder with JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.cachedir
            libtensorflow_cc.so.2: cannot open shared object file: No such file         | true  | true  | 632604616 | 9 | it needs 603 MiB more, and 0 MiB are free; make room, or name another folder
            libtensorflow_cc.so.2: cannot open shared object file: No such file         | true  | true  | 9         | 99 | could not be unpacked to /c or cannot be read there; name another folder
            /c/x.so: failed to map segment from shared object: Cannot allocate memory   | true  | true  | 0         | 1 | ulimit -v
            /lib/libc.so.6: version `GLIBC_2.29' not found (required by /c/x.so)        | true  | true  | 0         | 1 | needs GLIBC_2.29; use a newer Linux
            libstdc++.so.6: version `GLIBCXX_3.4.29' not found                          | true  | true  | 0         | 1 | GLIBCXX_3.4.29
            libstdc++.so.6: cannot open shared object file: No such file or directory   | true  | true  | 0         | 1 | needs libstdc++.so.6, which this system does not have
            /c/libtensorflow_cc.so.2: invalid ELF header                                | true  | true  | 0         | 1 | in /c is damaged; remove that folder
            /c/libtensorflow_cc.so.2: file too short                                    | true  | true  | 0         | 1 | damaged
            /c/x.so: cannot open shared object file: Permission denied                  | true  | true  | 0         | 1 | could not be unpacked to /c
            something else                                                              | true  | true  | 0         | 1 | does not load from /c (something else)
            """)
    void causeIsNamed(String said, boolean onClassPath, boolean executable, long missing, long free, String expected) {
        String sentence = NativeTrouble.sentence(
                said, new NativeTrouble.Found("linux-x86_64", onClassPath, FOLDER, executable, missing, free));
        assertTrue(sentence.contains(expected), sentence);
        assertEquals(!onClassPath, sentence.contains("class path"), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "/home/a, true",
        "/home/b c/d, false",
        "/home/b, true",
        "/tmp/x, false",
        "/tmp/x/exec/y, true",
        "/, true"
    })
    void mountsAreReadByTheLongestPlace(String place, boolean executable) {
        List<String> mounts = List.of(
                "1 0 0:1 / / rw,relatime - ext4 /dev/a rw",
                "2 1 0:2 / /home/b\\040c rw,nosuid,noexec - ext4 /dev/b rw",
                "3 1 0:3 / /tmp rw - tmpfs tmpfs rw",
                "4 1 0:4 / /tmp rw,noexec - tmpfs tmpfs rw",
                "5 4 0:5 / /tmp/x/exec rw shared:1 - tmpfs tmpfs rw",
                "broken");
        assertEquals(executable, Mounts.isExecutable(Path.of(place), mounts));
    }

    @Test
    void homesCacheIsTakenAndIsOursAlone() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        List<String> notices = new ArrayList<>();
        NativeFolder chosen = choose(home, null, notices);
        assertEquals(home.resolve(".cache/stagecraft/natives"), chosen.path());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(chosen.path())));
        Files.setPosixFilePermissions(chosen.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(chosen, choose(home, folder.resolve("kept"), notices));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(chosen.path())));
        assertEquals(List.of(), notices);
        chosen.release();
        assertTrue(Files.exists(chosen.path()));
    }

    @ParameterizedTest
    @CsvSource({"link", "writable", "file", "none"})
    void whatOthersMayHavePreparedIsNot(String how) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path natives = home.resolve(".cache/stagecraft/natives");
        Files.createDirectories(natives.getParent());
        switch (how) {
            case "link" -> Files.createSymbolicLink(natives, Files.createDirectory(folder.resolve("theirs")));
            case "writable" -> {
                Files.createDirectory(natives);
                Files.setPosixFilePermissions(natives, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            case "file" -> Files.createFile(natives);
            default -> home = folder.resolve("nowhere");
        }
        List<String> notices = new ArrayList<>();
        Path cache = folder.resolve("kept");
        assertEquals(cache.resolve("natives"), choose(home, cache, notices).path());
        assertEquals(List.of(), notices);
        NativeFolder temporary = choose(home, null, notices);
        assertEquals(folder, temporary.path().getParent());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.path())));
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).contains(temporary.path().toString()), notices.get(0));
        assertTrue(notices.get(0).contains(how.equals("none") ? "no home folder" : natives.toString()), notices.get(0));
        Files.createFile(temporary.path().resolve("library"));
        temporary.release();
        assertFalse(Files.exists(temporary.path()));
    }

    @Test
    void choiceOfTheUsersIsTakenAsItIsOrRefused() throws IOException {
        Path chosen = folder.resolve("a/b");
        assertEquals(new NativeFolder(chosen, Optional.empty()), NativeFolder.ofUser(chosen));
        assertTrue(Files.isDirectory(chosen));
        Path file = Files.createFile(folder.resolve("file"));
        String said = assertThrows(BadInputException.class, () -> NativeFolder.ofUser(file.resolve("c")))
                .getMessage();
        assertTrue(said.contains("org.bytedeco.javacpp.cachedir names " + file.resolve("c")), said);
    }

    private NativeFolder choose(Path home, Path cache, List<String> notices) {
        Map<String, String> variables = new HashMap<>();
        if (cache != null) {
            variables.put("STAGECRAFT_CACHE", cache.toString());
        }
        return NativeFolder.choose(
                new Folders(new Environment(variables), home.toString(), folder.toString(), false), notices::add);
    }
}
