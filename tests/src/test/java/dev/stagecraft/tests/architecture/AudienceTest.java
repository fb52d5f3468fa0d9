package dev.stagecraft.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.stagecraft.runtime.Audience;
import dev.stagecraft.runtime.Version;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Each package says for whom it is, and what is not for others stays inside. */
class AudienceTest {
    private static final String RUNTIME = "dev.stagecraft.runtime";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    RUNTIME,
                    "dev.stagecraft.cli",
                    "dev.stagecraft.export",
                    "dev.stagecraft.processor",
                    "dev.stagecraft.samples",
                    "dev.stagecraft.weights");

    /** Open for a reason that no call shows. Whoever adds one says here what a user does with it. */
    private static final Set<String> OPEN_FOR_A_REASON = Stream.of(
                    // Its number is compiled into generated classes.
                    Set.of("Contract"),
                    // Steps in your own loop, and the forms of a batch's pixels.
                    Set.of("Batches", "EpochOrder", "ReadAhead", "BatchStream", "Bytes", "Floats", "Features", "Kept"),
                    // Your own data: a kind, pictures of several sizes, a check, what a checkpoint compares.
                    Set.of("DataKind", "DataRequest", "Pictures", "CheckedImages", "DataFingerprint"),
                    // The parts that a run is made of, for programs that need them one by one.
                    Set.of("Trainer", "CheckpointListener", "EpochLines", "ProgressLines", "TensorBoardListener"),
                    // Data to choose.
                    Set.of("FashionMnist", "Shapes"),
                    // The names of classes in a file.
                    Set.of("ClassNames"),
                    // To be caught.
                    Set.of("NotRemovedException"))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static Set<String> packages(String below) {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.equals(below) || name.startsWith(below + "."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> info(String name) {
        try {
            return Class.forName(name + ".package-info");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " has no package-info, or one without annotations", e);
        }
    }

    private static Audience.Kind audience(String name) {
        Audience found = info(name).getAnnotation(Audience.class);
        assertNotNull(found, name + " does not say for whom it is");
        return found.value();
    }

    @Test
    void whatIsNotInternalIsExportedAndNothingElse() throws URISyntaxException {
        Set<String> forOthers = packages(RUNTIME).stream()
                .filter(name -> audience(name) != Audience.Kind.INTERNAL)
                .collect(Collectors.toCollection(TreeSet::new));
        Path classes = Path.of(Version.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> exported = ModuleFinder.of(classes).find(RUNTIME).orElseThrow().descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(exported, forOthers);
    }

    @Test
    void whatIsForOthersMentionsNothingInternal() {
        Set<String> internal = packages(RUNTIME).stream()
                .filter(name -> audience(name) == Audience.Kind.INTERNAL)
                .collect(Collectors.toSet());
        Set<String> mentions = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (isOpen(type)
                    && type.getPackageName().startsWith(RUNTIME)
                    && !internal.contains(type.getPackageName())) {
                mentioned(type)
                        .filter(other -> internal.contains(other.getPackageName()))
                        .forEach(other -> mentions.add(type.getSimpleName() + " mentions " + other.getSimpleName()));
            }
        }
        assertEquals(Set.of(), mentions);
    }

    /**
     * What only a room beside it calls stands behind a door. A type is open because the command line, a sample or generated
     * code uses it, because an open type hands it out or takes it, or for a reason that is written down here.
     */
    @Test
    void whatOnlyNeighborsUseIsNotOpen() {
        Set<JavaClass> open = CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith(RUNTIME) && isOpen(type))
                .filter(type -> !type.getSimpleName().equals("package-info")
                        && audience(type.getPackageName()) != Audience.Kind.INTERNAL)
                .collect(Collectors.toSet());
        Set<JavaClass> reached = new HashSet<>();
        Deque<JavaClass> next = new ArrayDeque<>();
        open.stream().filter(AudienceTest::isUsedOutside).forEach(next::add);
        while (!next.isEmpty()) {
            JavaClass type = next.pop();
            if (open.contains(type) && reached.add(type)) {
                mentioned(type).forEach(next::add);
            }
        }
        open.removeAll(reached);
        assertEquals(
                new TreeSet<>(OPEN_FOR_A_REASON),
                open.stream().map(JavaClass::getSimpleName).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static boolean isUsedOutside(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> !use.getOriginClass().getPackageName().startsWith(RUNTIME));
    }

    private static boolean isOpen(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(AudienceTest::isOpen).orElse(true);
    }

    /** The types in what others can call, extend or implement. */
    private static Stream<JavaClass> mentioned(JavaClass type) {
        Stream<JavaClass> members = type.getCodeUnits().stream()
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                        || unit.getModifiers().contains(JavaModifier.PROTECTED))
                .flatMap(AudienceTest::mentioned);
        Stream<JavaClass> fields = type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream());
        Stream<JavaClass> above = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        return Stream.of(members, fields, above).flatMap(each -> each);
    }

    private static Stream<JavaClass> mentioned(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                .flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessItSaysSo() {
        Stream.of(
                        RUNTIME,
                        "dev.stagecraft.cli",
                        "dev.stagecraft.export",
                        "dev.stagecraft.processor",
                        "dev.stagecraft.samples",
                        "dev.stagecraft.weights")
                .flatMap(module -> packages(module).stream())
                .forEach(name -> assertTrue(info(name).isAnnotationPresent(NullMarked.class), name));
    }
}
