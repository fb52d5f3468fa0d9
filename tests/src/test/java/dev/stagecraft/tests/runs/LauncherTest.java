package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher in a small checkout of its own, with a Maven and a Java of scripts: what they are asked to do is counted,
 * and a row takes milliseconds.
 */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash",
            "cksum",
            "env",
            "find",
            "flock",
            "locale",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sha256sum",
            "sort",
            "xargs");

    private static final String STARTED = "started: --version";

    private static final String JAVA = """
            #!/bin/sh
            case $1 in
                -XshowSettings:properties)
                    printf '    java.home = %s\\n    java.specification.version = 17\\n    user.home = %s\\n' /jdk "${FAKE_HOME-$HOME}" >&2
                    echo "    java.vm.version = ${FAKE_VM-17}" >&2
                    ;;
                *)
                    archive='' used=''
                    while :; do
                        case $1 in
                            -XX:ArchiveClassesAtExit=*) archive=${1#*=} ;;
                            -XX:SharedArchiveFile=*) used=${1#*=} ;;
                            dev.stagecraft.cli.*) break ;;
                        esac
                        shift
                    done
                    if [ "$1" = dev.stagecraft.cli.Rehearsal ]; then
                        echo noise
                        echo noise >&2
                        [ -z "$FAKE_UNARCHIVED" ] || kill -s "$FAKE_UNARCHIVED" $$
                        [ -n "$FAKE_NO_ARCHIVE" ] || echo classes >"$archive"
                        exit
                    fi
                    shift
                    echo "started: $*"
                    [ -z "$used" ] || cat "$used" >>"${ARCHIVES-/dev/null}"
                    ;;
            esac
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>"$BUILDS"
            [ -z "$FAKE_FAILS" ] || exit 1
            [ -z "$FAKE_KILLED" ] || kill -9 $$
            [ -z "$FAKE_NOTHING" ] || exit 0
            [ -z "$FAKE_INTERRUPTED" ] || { kill -INT 0; sleep 5; }
            [ -z "$FAKE_SLOW" ] || sleep 1
            mkdir -p samples/target/launcher samples/target/classes runtime/target
            echo built >samples/target/classes/module-info.class
            cat runtime/src/main/Runtime.java >runtime/target/runtime.jar
            root=$(unset CDPATH; cd "$PWD" && pwd -P)
            printf '%s' "$root/runtime/target/runtime.jar:$LIBRARY" >samples/target/launcher/classpath
            native=linux-x86_64
            cuda='${cuda.native}'
            for flag; do
                case $flag in
                    -Dtensorflow.native=*) native=${flag#*=} ;;
                    -Dcuda.native=*) cuda=${flag#*=} ;;
                esac
            done
            printf '%s' "$native" >samples/target/launcher/native
            printf '%s' "$cuda" >samples/target/launcher/cuda
            """;

    @TempDir
    private Path folder;

    private Path checkout;
    private Path builds;
    private Path archives;

    @BeforeEach
    void makeCheckout() throws IOException {
        folder = folder.toRealPath();
        builds = Files.createFile(folder.resolve("builds"));
        archives = Files.createFile(folder.resolve("archives"));
        checkout = Files.createDirectory(folder.resolve("checkout"));
        for (String module : List.of("bom", "cli", "dsl", "export", "processor", "runtime", "samples", "weights")) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
        }
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.createDirectories(checkout.resolve(".mvn"));
        Files.createDirectories(checkout.resolve("samples/src/launcher"));
        Files.writeString(checkout.resolve("runtime/src/main/Runtime.java"), "class Runtime {}");
        Files.copy(Path.of("..", "stagecraft"), checkout.resolve("stagecraft"));
        executable(checkout.resolve("stagecraft"));
        Files.createDirectory(folder.resolve("bin"));
        script("java", JAVA);
        script("mvn", MAVEN);
        Files.writeString(folder.resolve("library.jar"), "library");
    }

    /** Rows: a name, what a shell does around the start, and what it prints; {@code S} is the launcher. */
    static Stream<List<String>> environments() {
        return Stream.of(
                List.of("plain", "\"$S\" --version"),
                List.of(
                        "nothing set",
                        "env -i FAKE_HOME=/ PATH=\"$PATH\" BUILDS=\"$BUILDS\" LIBRARY=\"$LIBRARY\" \"$S\" --version"),
                List.of("link to the script", "ln -s \"$S\" l; ./l --version"),
                List.of("relative link to a link", "ln -s \"$S\" l; mkdir d; ln -s ../l d/m; cd d; ./m --version"),
                List.of("link to the checkout", "ln -s \"$(dirname \"$S\")\" l; l/stagecraft --version"),
                List.of("relative link in a folder", "mkdir d; ln -s ../checkout/stagecraft d/m; d/m --version"),
                List.of("on the path", "PATH=\"$(dirname \"$S\"):$PATH\" stagecraft --version"),
                List.of(
                        "CDPATH",
                        "cd \"$(dirname \"$S\")/..\"; export CDPATH=.:/tmp:..; checkout/stagecraft --version"),
                List.of("CDPATH elsewhere", "mkdir -p d/checkout; export CDPATH=d; checkout/stagecraft --version"),
                List.of("from within", "cd \"$(dirname \"$S\")/samples\"; ../stagecraft --version"),
                List.of("named to sh", "sh \"$S\" --version"),
                List.of("named to bash", "cd \"$(dirname \"$S\")\"; bash stagecraft --version"),
                List.of("bash's options", "bash -euC \"$S\" --version"),
                List.of("BASH_ENV that prints", "echo 'echo noise' >e; BASH_ENV=e \"$S\" --version"),
                List.of("BASH_ENV that ends", "echo 'exit 3' >e; BASH_ENV=e ENV=e \"$S\" --version"),
                List.of("SHELLOPTS", "env SHELLOPTS=nounset:errexit:noclobber:noglob:posix:xtrace \"$S\" --version"),
                List.of("BASHOPTS", "env BASHOPTS=failglob:nocasematch:nullglob \"$S\" --version"),
                List.of("POSIXLY_CORRECT", "POSIXLY_CORRECT=1 \"$S\" --version"),
                List.of("IFS", "export IFS=/t; \"$S\" --version"),
                List.of("GREP_OPTIONS", "GREP_OPTIONS='-v --color=always' \"$S\" --version"),
                List.of("GLOBIGNORE", "GLOBIGNORE='*' \"$S\" --version"),
                List.of(
                        "functions",
                        "cd() { echo no; }; pwd() { echo no; }; find() { echo no; }; printf() { echo no; }; exec() { echo no; };"
                                + " export -f cd pwd find printf exec; env \"$S\" --version"),
                List.of("no umask for others", "umask 077; \"$S\" --version"),
                List.of("no input", "\"$S\" --version <&-"),
                List.of("no errors", "\"$S\" --version 2>&-"),
                List.of("no TMPDIR", "TMPDIR=/nowhere \"$S\" --version"),
                List.of("empty variables", "JAVA_HOME= STAGECRAFT_NATIVE= MAVEN_OPTS= LC_ALL= \"$S\" --version"),
                List.of("POSIX locale", "LC_ALL=C \"$S\" --version"),
                List.of("unknown locale", "LC_ALL=xx_XX.utf9 \"$S\" --version"),
                List.of("user without a name", "FAKE_HOME='?' \"$S\" --version"),
                List.of("JAVA_HOME", "mkdir -p j/bin; cp bin/java bin/javac j/bin; JAVA_HOME=$PWD/j \"$S\" --version"),
                List.of(
                        "relative JAVA_HOME",
                        "mkdir -p j/bin; cp bin/java bin/javac j/bin; JAVA_HOME=j \"$S\" --version"));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void startsAndBuildsOnce(List<String> row) throws Exception {
        script("javac", "#!/bin/sh\n");
        for (String time : List.of("first", "second")) {
            Path home = Files.createDirectory(folder.resolve(time));
            for (String each : List.of("bin", "checkout")) {
                Files.createSymbolicLink(home.resolve(each), folder.resolve(each));
            }
            Ran ran = shell(home, row.get(1));
            assertEquals(STARTED, ran.out().strip(), ran.toString());
            assertEquals(0, ran.code(), ran.toString());
            assertFalse(ofBash(ran), ran.toString());
            assertEquals(1, builds().size(), time + ran);
        }
        try (Stream<Path> left = Files.list(checkout)) {
            assertEquals(11, left.count(), "something new lies in the checkout");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a [b] c",
                "a'b\"c",
                "a$b`c",
                "a*b?c",
                "a&b;c|d",
                "a!b",
                "-a",
                "a#b%41",
                "äöü",
                "~",
                "a(b){c}<d>",
                " a ",
                "a\tb",
                "^$",
                "a=b"
            })
    void startsInFoldersOfAnyName(String name) throws Exception {
        checkout = Files.move(checkout, folder.resolve(name));
        assertStarts(shell(folder, "\"$S\" --version"), 1);
        // Called by a name that begins with a dash, sh itself would take it for a flag.
        assertStarts(shell(folder, "./\"$(basename \"$(dirname \"$S\")\")/stagecraft\" --version"), 1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a:b,      a colon (':')
            a!/b,     ends in '!'
            a!,       ends in '!'
            a\\b,     a backslash
            'a\nb',   a line break
            'a\n',    a line break
            """)
    void saysWhyAFolderWillNotDo(String name, String why) throws Exception {
        Path place = folder.resolve(name.strip().equals("a") ? "a\n" : name);
        Files.createDirectories(place.getParent());
        checkout = Files.move(checkout, place);
        Ran ran = shell(folder, "\"$S\" --version");
        assertRefused(ran, why, 0);
    }

    @Test
    void whatIsASourceIsSeenByItsBytes() throws Exception {
        Path source = checkout.resolve("runtime/src/main/Runtime.java");
        FileTime past = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
        FileTime future = FileTime.from(Instant.parse("2101-01-01T00:00:00Z"));
        assertStarts(start(), 1);
        Files.setLastModifiedTime(source, future);
        Files.setLastModifiedTime(checkout.resolve("pom.xml"), future);
        Files.setLastModifiedTime(source.getParent(), future);
        Files.setLastModifiedTime(checkout.resolve("samples/target/launcher/classpath"), past);
        assertStarts(start(), 1);
        Files.writeString(source, "class Runtime { }");
        Files.setLastModifiedTime(source, past);
        assertStarts(start(), 2);
        assertTrue(builds().get(1).contains("-Dmaven.resources.overwrite=true"), builds().toString());
        Files.move(source, source.resolveSibling("Renamed.java"));
        Files.writeString(source, "class Runtime { }");
        assertStarts(start(), 3);
        Files.delete(source.resolveSibling("Renamed.java"));
        assertStarts(start(), 4);
        Files.writeString(checkout.resolve("samples/pom.xml"), "<project></project>");
        assertStarts(start(), 5);
        Files.writeString(checkout.resolve(".mvn/maven.config"), "-o");
        assertStarts(start(), 6);
        // What editors leave.
        Files.writeString(source.resolveSibling(".Runtime.java.swp"), "");
        Files.writeString(source.resolveSibling("Runtime.java~"), "");
        Files.writeString(checkout.resolve("README.md"), "");
        assertStarts(start(), 6);
    }

    @Test
    void whatWasBuiltOtherwiseIsBuiltAnew() throws Exception {
        assertStarts(start(), 1);
        Files.writeString(checkout.resolve("runtime/target/runtime.jar"), "of other sources");
        assertStarts(start(), 2);
        Files.delete(checkout.resolve("samples/target/classes/module-info.class"));
        assertStarts(start(), 3);
        Files.delete(checkout.resolve("samples/target/launcher/sums"));
        assertStarts(start(), 4);
        Files.move(folder.resolve("library.jar"), folder.resolve("cleaned"));
        Ran gone = start();
        assertEquals(1, gone.code(), gone.toString());
        assertTrue(gone.errors().contains(folder.resolve("library.jar") + " is missing"), gone.toString());
        Files.move(folder.resolve("cleaned"), folder.resolve("library.jar"));
        assertStarts(start(), 6);
        assertStarts(start(), 6);
    }

    @Test
    void movedCheckoutIsBuiltAnewAndACopyThatNamesItsOwnPlacesIsNot() throws Exception {
        assertStarts(start(), 1);
        Path old = checkout;
        checkout = Files.move(checkout, folder.resolve("moved"));
        assertStarts(start(), 2);
        Files.move(checkout, old);
        checkout = old;
        Path classpath = checkout.resolve("samples/target/launcher/classpath");
        Files.writeString(classpath, Files.readString(classpath).replace("/moved/", "/checkout/"));
        assertStarts(start(), 2);
    }

    @Test
    void nativeStaysAsItWasChosen() throws Exception {
        assertStarts(start(), 1);
        assertStarts(shell(folder, "STAGECRAFT_NATIVE=linux-x86_64-gpu \"$S\" --version"), 2);
        assertStarts(start(), 2);
        Files.writeString(checkout.resolve("pom.xml"), "<project> </project>");
        assertStarts(start(), 3);
        assertTrue(builds().get(2).contains("-Dtensorflow.native=linux-x86_64-gpu"), builds().toString());
    }

    @Test
    void librariesOfCudaStayAsTheyWereChosenUntilTheyAreLeftOut() throws Exception {
        assertStarts(start(), 1);
        assertFalse(builds().get(0).contains("-Dcuda.native"), builds().toString());
        assertStarts(shell(folder, "STAGECRAFT_CUDA=linux-x86_64-redist \"$S\" --version"), 2);
        assertStarts(start(), 2);
        Files.writeString(checkout.resolve("pom.xml"), "<project> </project>");
        assertStarts(start(), 3);
        assertTrue(builds().get(2).contains("-Dcuda.native=linux-x86_64-redist"), builds().toString());
        assertStarts(shell(folder, "STAGECRAFT_CUDA=none \"$S\" --version"), 4);
        assertFalse(builds().get(3).contains("-Dcuda.native"), builds().toString());
        assertStarts(start(), 4);
    }

    @ParameterizedTest
    @CsvSource({
        "FAKE_FAILS=1, the build failed, 1",
        "FAKE_KILLED=1, the build failed, 1",
        "FAKE_NOTHING=1, reported success, 1"
    })
    void buildThatFailsIsSaidAndTriedAgain(String how, String why, int code) throws Exception {
        for (int i = 1; i <= 2; i++) {
            Ran ran = shell(folder, how + " \"$S\" --version");
            assertEquals(code, ran.code(), ran.toString());
            assertTrue(ran.errors().contains("stagecraft: ") && ran.errors().contains(why), ran.toString());
            assertFalse(ofBash(ran), ran.toString());
            assertEquals(i, builds().size());
        }
        assertStarts(start(), 3);
        // Nor does what an earlier build left stand in for one that failed.
        Files.writeString(checkout.resolve("pom.xml"), "<project></project>");
        assertFalse(shell(folder, "FAKE_FAILS=1 \"$S\" --version").code() == 0);
        assertStarts(start(), 5);
    }

    @Test
    void interruptedBuildIsBegunAgain() throws Exception {
        Ran ran = shell(folder, "FAKE_INTERRUPTED=1 setsid -w \"$S\" --version");
        assertFalse(ran.code() == 0, ran.toString());
        assertStarts(start(), 2);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Ran ran = shell(folder, "export FAKE_SLOW=1; \"$S\" --version & \"$S\" --version; wait");
        assertEquals(0, ran.code(), ran.toString());
        assertEquals(STARTED + "\n" + STARTED, ran.out().strip());
        assertEquals(1, builds().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rm bin/mvn; PATH=$PWD/bin:$PWD/tools                                       | there is no mvn on the PATH
            rm bin/java; PATH=$PWD/bin:$PWD/tools                                      | there is no java on the PATH
            export JAVA_HOME=/nowhere                                                  | JAVA_HOME is /nowhere, but there is no bin/java in it
            mkdir -p j/bin/java; export JAVA_HOME=$PWD/j                               | but there is no bin/java in it
            mkdir -p j/bin; cp bin/java j/bin; export JAVA_HOME=$PWD/j                 | but there is no bin/javac in it
            echo 'exit 7' >bin/java                                                    | does not start (exit code 7)
            echo 'echo Invalid maximum heap size; exit 1' >bin/java                    | Invalid maximum heap size
            export JAVA_TOOL_OPTIONS=-Xmxfoo; echo 'exit 1' >bin/java                  | JAVA_TOOL_OPTIONS is -Xmxfoo
            printf '\\177ELF' >bin/java                                                | does not start
            printf '#!/nowhere\\n' >bin/java                                           | does not start
            sed -i 's/= 17/= 11/' bin/java                                             | has version 11; a JDK of version 17 or later is needed
            sed -i 's/= 17/= 1.8/' bin/java                                            | has version 1.8
            export FAKE_HOME='?' HOME=                                                 | this user has no home folder
            mkdir d; cd d; rmdir ../d                                                  | the current folder no longer exists
            """)
    void saysWhyItDoesNotStart(String before, String why) throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        // All that the launcher calls, and neither Java nor Maven.
        for (String tool : TOOLS) {
            String place = shell(folder, "type -P " + tool).out().strip();
            executable(Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + place + " \"$@\"\n"));
        }
        Ran ran = shell(folder, before + "; export PATH; \"$S\" --version");
        assertRefused(ran, why, 0);
    }

    @Test
    void realJavaThatCannotStartSaysItself() throws Exception {
        String home = System.getProperty("java.home");
        for (String how : List.of(
                "export JAVA_TOOL_OPTIONS=-Xmxfoo",
                "export _JAVA_OPTIONS=-XX:NoSuchFlag",
                "export JDK_JAVA_OPTIONS=-jar",
                "export JAVA_TOOL_OPTIONS=-javaagent:/nowhere.jar",
                "ulimit -v 400000")) {
            assertRefused(
                    shell(folder, "export JAVA_HOME='" + home + "'; " + how + "; \"$S\" --version"),
                    "does not start",
                    0);
        }
    }

    @Test
    void readOnlyCheckoutStartsWhereItWasBuiltAndElseSaysWhyNot() throws Exception {
        assumeTrue(
                shell(folder, "setpriv --reuid=12345 --clear-groups true").code() == 0,
                "only root can become somebody else");
        String other = "setpriv --reuid=12345 --regid=12345 --clear-groups ";
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("library.jar"), PosixFilePermissions.fromString("rw-r--r--"));
        Ran unbuilt = shell(folder, other + "\"$S\" --version");
        assertRefused(unbuilt, "has to be built first, but", 0);
        assertArchive(start(), 1, true);
        Files.setPosixFilePermissions(archives, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertArchive(shell(folder, other + "\"$S\" --version"), 1, true);
        Files.setPosixFilePermissions(folder.resolve("library.jar"), PosixFilePermissions.fromString("rw-------"));
        assertRefused(shell(folder, other + "\"$S\" --version"), "library.jar cannot be read, but", 1);
        Files.setPosixFilePermissions(folder.resolve("library.jar"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(checkout.resolve("pom.xml"), "<project></project>");
        assertRefused(shell(folder, other + "\"$S\" --version"), "cannot be written", 1);
        // All but the lock can be written.
        shell(
                folder,
                "chmod -R a+rwX \"$(dirname \"$S\")\"; chmod 644 \"$(dirname \"$S\")/samples/target/launcher.lock\"");
        assertRefused(shell(folder, other + "\"$S\" --version"), "launcher.lock cannot be written", 1);
    }

    @Test
    void archiveOfClassesIsUsedByTheJavaThatWroteItAfterTheLastBuild() throws Exception {
        Path archive = checkout.resolve("samples/target/launcher/classes.jsa");
        assertArchive(start(), 1, true);
        assertArchive(start(), 1, true);
        assertFalse(Files.exists(archive.resolveSibling("rehearsal")), "what it worked in");
        assertArchive(shell(folder, "FAKE_VM=18 \"$S\" --version"), 1, false);
        for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            for (String option : List.of("-Xshare:off", "-XX:SharedArchiveFile=x", "-Xlog:cds")) {
                assertArchive(shell(folder, name + "='-Xmx1g " + option + "' \"$S\" --version"), 1, false);
            }
            assertArchive(shell(folder, name + "=-Xmx1g \"$S\" --version"), 1, true);
        }
        Files.writeString(archive, "class");
        assertArchive(start(), 1, false);
        Files.delete(archive);
        assertArchive(start(), 1, false);
        Files.writeString(checkout.resolve("pom.xml"), "<project> </project>");
        assertArchive(shell(folder, "FAKE_VM=18 \"$S\" --version"), 2, true);
        assertArchive(start(), 2, false);
        // Nor is that of an earlier build used where the next one makes none.
        Files.writeString(checkout.resolve("pom.xml"), "<project></project>");
        assertArchive(shell(folder, "FAKE_VM=18 FAKE_NO_ARCHIVE=1 \"$S\" --version"), 3, false);
        assertArchive(shell(folder, "FAKE_VM=18 \"$S\" --version"), 3, false);
    }

    @ParameterizedTest
    @CsvSource({"KILL", "ABRT", "SEGV"})
    void startsWithoutAnArchiveWhereJavaCannotWriteOne(String signal) throws Exception {
        Ran ran = shell(folder, "FAKE_UNARCHIVED=" + signal + " \"$S\" --version");
        assertArchive(ran, 1, false);
        assertFalse(ofBash(ran), ran.toString());
        assertArchive(start(), 1, false);
    }

    @Test
    void buildThatIsInterruptedInItsRehearsalIsBegunAgain() throws Exception {
        Ran ran = shell(folder, "FAKE_UNARCHIVED=TERM \"$S\" --version");
        assertEquals(130, ran.code(), ran.toString());
        assertTrue(ran.errors().contains("the build was interrupted"), ran.toString());
        assertArchive(start(), 2, true);
    }

    /** As {@link #assertStarts}, and whether Java was given an archive. */
    private void assertArchive(Ran ran, int built, boolean used) throws IOException {
        assertStarts(ran, built);
        assertTrue(
                Pattern.matches("(stagecraft: building [^\n]*\n)?", ran.errors()), "more is said than before: " + ran);
        assertEquals(used ? List.of("classes") : List.of(), Files.readAllLines(archives), ran.toString());
        Files.writeString(archives, "");
    }

    private Ran start() throws Exception {
        return shell(folder, "\"$S\" --version");
    }

    private void assertStarts(Ran ran, int built) throws IOException {
        assertEquals(STARTED, ran.out().strip(), ran.toString());
        assertEquals(0, ran.code(), ran.toString());
        assertEquals(built, builds().size(), ran.toString());
    }

    private void assertRefused(Ran ran, String why, int built) throws IOException {
        assertEquals(2, ran.code(), ran.toString());
        assertEquals("", ran.out(), ran.toString());
        assertTrue(ran.errors().contains("stagecraft: "), ran.toString());
        assertTrue(ran.errors().contains(why), ran.toString());
        assertFalse(ofBash(ran), ran.toString());
        assertEquals(built, builds().size(), ran.toString());
    }

    /** Whether bash said something itself. */
    private static boolean ofBash(Ran ran) {
        return Pattern.compile(": line [0-9]+: ").matcher(ran.errors()).find();
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(builds);
    }

    private void script(String name, String text) throws IOException {
        executable(Files.writeString(folder.resolve("bin").resolve(name), text));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran shell(Path where, String command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(where.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of(
                        "JAVA_HOME",
                        "JAVA_TOOL_OPTIONS",
                        "JDK_JAVA_OPTIONS",
                        "_JAVA_OPTIONS",
                        "BASH_ENV",
                        "STAGECRAFT_NATIVE",
                        "STAGECRAFT_CUDA"));
        builder.environment().put("S", checkout.resolve("stagecraft").toString());
        builder.environment().put("BUILDS", builds.toString());
        builder.environment().put("ARCHIVES", archives.toString());
        builder.environment().put("LIBRARY", folder.resolve("library.jar").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(errors, StandardCharsets.UTF_8));
    }

    private record Ran(int code, String out, String errors) {}
}
