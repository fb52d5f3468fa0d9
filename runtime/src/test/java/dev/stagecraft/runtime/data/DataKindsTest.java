package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acme.Kinds;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of data: the built-in ones always, a user's by name or by class, and a sentence for each that is not to be had. */
class DataKindsTest {
    private static final String SERVICES = "META-INF/services/" + DataKind.class.getName();

    @TempDir
    private Path folder;

    @Test
    void kindsThatTheClassPathProvidesAreFoundByName() throws IOException {
        DataSets sets = sets(provided("# a comment", Kinds.Squares.class.getName()));
        assertEquals(
                "squares in place",
                sets.open("squares:place", 1, new SilentTransfer()).name());
        assertEquals(
                "squares in ", sets.open("squares", 1, new SilentTransfer()).name());
        assertUnknown(
                sets,
                "there is no kind of data called circles; known kinds are fashion-mnist, fashion-mnist:FOLDER, shapes,"
                        + " folder:FOLDER, csv:FILE, cifar10:FOLDER, cifar100:FOLDER, mnist:FOLDER, idx:FOLDER, squares, squares:PLACE and class:CLASS");
    }

    /** Whatever else lies on the class path. */
    @Test
    void brokenProvidersTakeNoOtherAway() throws IOException {
        ClassLoader classes = provided(
                "acme.Absent",
                Kinds.Other.class.getName(),
                Kinds.Unmade.class.getName(),
                Kinds.Unfinished.class.getName(),
                Kinds.Nameless.class.getName(),
                Kinds.Formless.class.getName(),
                Kinds.Squares.class.getName());
        DataSets sets = sets(classes);
        assertEquals(
                "squares in ", sets.open("squares", 1, new SilentTransfer()).name());
        assertEquals(Shapes.NAME, sets.open("shapes", 1, new SilentTransfer()).name());
        String message = assertUnknown(sets, "there is no kind of data called circles");
        for (String said : List.of(
                "These kinds on the class path cannot be used: ",
                "Provider acme.Absent not found",
                "acme.Kinds$Other not a subtype",
                "acme.Kinds$Unmade could not be instantiated",
                "no disk",
                "acme.Kinds$Unfinished",
                "acme.Kinds$Nameless: name() is No Name; it must begin with a lowercase letter",
                "acme.Kinds$Formless: it threw java.lang.IllegalStateException: no forms")) {
            assertTrue(message.contains(said), message);
        }
        assertNull(System.getProperty("acme.other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "!\u001b[31m", "a\u0000b"})
    void unreadableServicesFileTakesNoneAway(String line) throws IOException {
        DataSets sets = sets(provided(line));
        assertEquals(Shapes.NAME, sets.open("shapes", 1, new SilentTransfer()).name());
        String message = assertUnknown(sets, "there is no kind of data called circles");
        assertTrue(message.contains("kinds on the class path cannot be used"), message);
        assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    }

    @Test
    void builtInKindsNeedNoFile() {
        // A shaded jar may have lost every services file, and a class loader may find nothing at all.
        DataSets sets = sets(new URLClassLoader(new URL[0], null));
        assertEquals(Shapes.NAME, sets.open("shapes", 1, new SilentTransfer()).name());
    }

    @Test
    void builtInKindIsNeverReplaced() throws IOException {
        DataSets sets = sets(provided(Kinds.Impostor.class.getName()));
        assertEquals(Shapes.NAME, sets.open("shapes", 1, new SilentTransfer()).name());
    }

    @Test
    void twoKindsOfOneNameAreToldApartByTheirClasses() throws IOException {
        DataSets sets = sets(provided(Kinds.Squares.class.getName(), Kinds.OtherSquares.class.getName()));
        BadInputException error =
                assertThrows(BadInputException.class, () -> sets.open("squares", 1, new SilentTransfer()));
        assertEquals(
                "two kinds of data are called squares: acme.Kinds$Squares and acme.Kinds$OtherSquares; name the one you"
                        + " mean with class:acme.Kinds$Squares",
                error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "class:acme.Kinds$Squares, squares in ",
        "class:acme.Kinds.Squares, squares in ",
        "class:acme.Kinds.OtherSquares:a:b, squares in a:b"
    })
    void kindIsNamedByItsClass(String data, String name) {
        assertEquals(
                name.strip(), sets().open(data, 1, new SilentTransfer()).name().strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class:| names no class; write class: and the class's full name, as in class:com.acme.MyData",
                "class:a/b| names no class",
                "class:com.acme.MyData| there is no class com.acme.MyData on the class path; check the"
                        + " name, or add its folder or jar file with --classpath",
                "class:acme.kinds.Squares| there is no class acme.kinds.Squares on the class path",
                "class:acme.Kinds.Other| acme.Kinds$Other is not a kind of data: it does not implement"
                        + " dev.stagecraft.runtime.data.DataKind",
                "class:java.lang.String| java.lang.String is not a kind of data",
                "class:acme.Kinds.Unfinished| acme.Kinds$Unfinished is abstract",
                "class:dev.stagecraft.runtime.data.DataKind| dev.stagecraft.runtime.data.DataKind is abstract",
                "class:acme.Kinds.Hidden| acme.Kinds$Hidden is not public; declare it public",
                "class:acme.Kinds.Needy| acme.Kinds$Needy has no public constructor without parameters; add one",
                "class:acme.Kinds.Inner| has no public constructor without parameters; add one, and declare the class"
                        + " static",
                "class:acme.Kinds.Unmade| an object of acme.Kinds$Unmade cannot be created: its"
                        + " constructor threw java.lang.IllegalStateException: no disk",
                "class:acme.Kinds.Uninitialized| the class acme.Kinds$Uninitialized cannot be loaded"
                        + " (java.lang.ExceptionInInitializerError)"
            })
    void classThatCannotBeUsedIsASentence(String data, String says) {
        BadInputException error =
                assertThrows(BadInputException.class, () -> sets().open(data, 1, new SilentTransfer()));
        assertTrue(error.getMessage().contains(says), error.getMessage());
        assertNull(System.getProperty("acme.other"), "a class that is no kind of data is not run");
    }

    @Test
    void kindThatOpensNothingIsNamed() {
        BadInputException none = assertThrows(
                BadInputException.class, () -> sets().open("class:acme.Kinds.Opened:null", 1, new SilentTransfer()));
        assertEquals("acme.Kinds$Opened.open(DataRequest) returned null; it must return an object", none.getMessage());
        BadInputException own = assertThrows(
                BadInputException.class, () -> sets().open("class:acme.Kinds.Opened:bad", 1, new SilentTransfer()));
        assertEquals("put the files back", own.getMessage());
        RunFailedException thrown = assertThrows(
                RunFailedException.class, () -> sets().open("class:acme.Kinds.Opened:disk", 1, new SilentTransfer()));
        assertTrue(thrown.getMessage().contains("IllegalStateException: no disk"), thrown.getMessage());
    }

    @Test
    void placeIsKeptAsItNamesTheSameDataFromAnywhere() {
        DataPlace relative = DataPlace.parse("class:acme.Kinds.Squares:a/b");
        String absolute = Path.of("a/b").toAbsolutePath().toString();
        assertEquals(new DataPlace(relative.kind(), absolute), sets().absolutePlace(relative));
        assertEquals(new DataPlace("shapes", ""), sets().absolutePlace(new DataPlace("shapes", "")));
    }

    @Test
    void packageThatItsModuleDoesNotExportIsNamedWithBoth() throws IOException {
        assertEquals(
                "squares in ",
                inModule("exports com.acme;").open(OWN, 1, new SilentTransfer()).name());
        DataSets closed = inModule("");
        BadInputException error =
                assertThrows(BadInputException.class, () -> closed.open(OWN, 1, new SilentTransfer()));
        assertEquals(
                "com.acme.Own cannot be used: its module acme.own does not export the package com.acme; add to its"
                        + " module-info: exports com.acme;",
                error.getMessage());
    }

    private static final String OWN = "class:com.acme.Own";

    /** A class in a module of its own, which reads ours. */
    private DataSets inModule(String exports) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src" + exports.length()));
        Path info = sources.resolve("module-info.java");
        Path own = Files.createDirectories(sources.resolve("com/acme")).resolve("Own.java");
        Files.writeString(info, "module acme.own { " + exports + " }");
        Files.writeString(own, "package com.acme; public class Own extends acme.Kinds.Squares {}");
        Path compiled = Files.createDirectories(folder.resolve("out" + exports.length()));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        compiled.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--add-reads",
                        "acme.own=ALL-UNNAMED",
                        info.toString(),
                        own.toString());
        assertEquals(0, failed);
        ModuleLayer boot = ModuleLayer.boot();
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithOneLoader(
                boot.configuration().resolve(ModuleFinder.of(compiled), ModuleFinder.of(), Set.of("acme.own")),
                List.of(boot),
                DataKindsTest.class.getClassLoader());
        Module module = controller.layer().findModule("acme.own").orElseThrow();
        controller.addReads(module, Kinds.class.getModule());
        return sets(module.getClassLoader());
    }

    private ClassLoader provided(String... lines) throws IOException {
        Path file = folder.resolve(SERVICES);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
        return new URLClassLoader(new URL[] {url(folder)}, DataKindsTest.class.getClassLoader());
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static DataSets sets() {
        return sets(DataKindsTest.class.getClassLoader());
    }

    private static DataSets sets(ClassLoader classes) {
        return new DataSets(Map.of(), classes);
    }

    private static String assertUnknown(DataSets sets, String says) {
        BadInputException error =
                assertThrows(BadInputException.class, () -> sets.open("circles", 1, new SilentTransfer()));
        assertTrue(error.getMessage().startsWith(says), error.getMessage());
        return error.getMessage();
    }
}
