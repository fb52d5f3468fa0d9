package dev.stagecraft.tests.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.dsl.Augmentation;
import dev.stagecraft.dsl.Training;
import dev.stagecraft.processor.spec.AugmentationRows;
import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.TrainingRows;
import dev.stagecraft.processor.spec.TrainingValue;
import dev.stagecraft.runtime.setting.Recompute;
import dev.stagecraft.runtime.setting.Setting;
import dev.stagecraft.runtime.setting.SettingsBuilder;
import dev.stagecraft.runtime.setting.TrainingSettings;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A setting is one row in the processor and one in the runtime: the two, the annotation and the builder agree. */
class SettingRowsTest {
    private static final String ROOM = "dev.stagecraft.runtime.optimize.";
    private static final String DATA = "dev.stagecraft.runtime.data.";
    private static final Set<String> BUILT_IN_SCHEDULE = Set.of("warmUpEpochs");

    static List<Setting<?>> settings() {
        return TrainingSettings.ALL;
    }

    static List<TrainingPart> parts() {
        return Stream.concat(TrainingRows.OPTIMIZERS.stream(), TrainingRows.SCHEDULES.stream())
                .toList();
    }

    static List<TrainingPart> nested() {
        return AugmentationRows.NESTED;
    }

    @Test
    void theAnnotationHasARowForEachAttribute() {
        Map<String, Object> rows = defaults(TrainingRows.VALUES);
        Map<String, Object> attributes = new TreeMap<>(attributes(Training.class));
        parts().forEach(part -> assertTrue(attributes.remove(part.attribute()) != null, part.attribute()));
        assertTrue(attributes.remove("augmentation") instanceof Augmentation);
        assertEquals(rows, attributes);
    }

    @Test
    void anAugmentationHasARowForEachAttribute() {
        Map<String, Object> attributes = new TreeMap<>(attributes(Augmentation.class));
        AugmentationRows.NESTED.forEach(
                part -> assertTrue(attributes.remove(part.attribute()) != null, part.attribute()));
        assertEquals(defaults(AugmentationRows.VALUES), attributes);
    }

    @ParameterizedTest
    @MethodSource("nested")
    void aNestedAugmentationsRowsAreItsAttributesAndTheRuntimesComponents(TrainingPart part)
            throws ReflectiveOperationException {
        Class<?> annotation =
                Augmentation.class.getMethod(part.attribute()).getReturnType().getComponentType();
        assertEquals(defaults(part.rows()), attributes(annotation.asSubclass(Annotation.class)));
        assertComponents(part, DATA);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartHasARowForEachAttribute(TrainingPart part) throws ReflectiveOperationException {
        Class<?> annotation =
                Training.class.getMethod(part.attribute()).getReturnType().getComponentType();
        assertEquals(defaults(part.rows()), attributes(annotation.asSubclass(Annotation.class)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartsRowsAreTheRuntimesComponentsInTheirOrder(TrainingPart part) throws ReflectiveOperationException {
        assertComponents(part, ROOM);
    }

    private static void assertComponents(TrainingPart part, String room) throws ReflectiveOperationException {
        RecordComponent[] components = Class.forName(room + part.runtimeClass()).getRecordComponents();
        assertEquals(
                part.rows().stream().map(TrainingValue::name).toList(),
                Arrays.stream(components).map(RecordComponent::getName).toList());
    }

    @Test
    void theRuntimeHasARowWithTheSameDefaultForEachOfTheProcessors() {
        Map<String, Object> rows = defaults(TrainingRows.VALUES);
        rows.keySet().removeAll(BUILT_IN_SCHEDULE);
        for (Map.Entry<String, Object> row : rows.entrySet()) {
            Setting<?> setting = TrainingSettings.ALL.stream()
                    .filter(each -> each.name().equals(row.getKey()))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("no row for " + row.getKey()));
            assertEquals(row.getValue(), text(setting.usual()), row.getKey());
        }
    }

    @Test
    void theBuilderHasAMethodForEachRowOfTheProcessor() {
        Set<String> methods = methods(SettingsBuilder.class);
        defaults(TrainingRows.VALUES).keySet().forEach(name -> assertTrue(methods.contains(name), name));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingHasAGetterAWithAndABuildersMethod(Setting<?> setting) {
        String name = setting.name();
        Set<String> methods = methods(TrainingSettings.class);
        assertTrue(methods.contains(name), name);
        assertTrue(methods.contains("with" + Character.toUpperCase(name.charAt(0)) + name.substring(1)), name);
        assertTrue(methods(SettingsBuilder.class).contains(name), name);
    }

    @Test
    void everyRowStandsInTheList() {
        List<Object> rows = Arrays.stream(TrainingSettings.class.getFields())
                .filter(field -> field.getType() == Setting.class)
                .map(SettingRowsTest::value)
                .toList();
        assertEquals(rows, TrainingSettings.ALL);
    }

    @Test
    void namesAndFlagsAreDifferent() {
        assertDifferent(TrainingSettings.ALL.stream().map(Setting::name).toList());
        assertDifferent(TrainingSettings.ALL.stream()
                .flatMap(setting -> setting.flag().stream())
                .map(flag -> flag.name())
                .toList());
    }

    private static void assertDifferent(List<String> names) {
        assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
    }

    private static Map<String, Object> defaults(List<TrainingValue<?>> rows) {
        Map<String, Object> defaults = new TreeMap<>();
        rows.forEach(row -> defaults.put(row.name(), text(row.usual())));
        return defaults;
    }

    private static Map<String, Object> attributes(Class<? extends Annotation> annotation) {
        return Arrays.stream(annotation.getDeclaredMethods())
                .collect(Collectors.toMap(Method::getName, SettingRowsTest::usual, (a, b) -> a, TreeMap::new));
    }

    private static Object usual(Method attribute) {
        Object value = attribute.getDefaultValue();
        return value instanceof double[] several
                ? Arrays.stream(several).boxed().toList()
                : text(value);
    }

    /** A constant is an object of its own in each of the three places, and which blocks are recomputed in the runtime. */
    private static Object text(Object value) {
        if (value instanceof Recompute blocks) {
            assertEquals(Recompute.CHEAP, blocks);
            return false;
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
