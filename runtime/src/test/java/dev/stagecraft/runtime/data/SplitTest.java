package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which images are cut off to test and to validate on. */
class SplitTest {
    private static final List<String> CLASSES = List.of("cat", "dog", "eel");

    private final List<String> told = new ArrayList<>();

    @Test
    void fifthOfEachClassIsTestedOnWhereTheSetHasNoOtherPart() {
        DataSet set = cut(Split.DEFAULT, 10, 13, 2);
        assertEquals(List.of(2, 3, 0), counts(set.test()));
        assertEquals(List.of(8, 10, 2), counts(set.train()));
        assertEquals(Optional.empty(), set.validation());
        assertEquals(
                List.of(
                        "pets was split by class with split seed 1: 20 training images, 5 test images (0.2 of each class)"),
                told);
        assertEquals(
                "seed 1, test share 0.2, validation share 0.0",
                set.cut().orElseThrow().text());
    }

    /** The real folder of hand signs: 20 % of each class rounded, every file on one side. */
    @Test
    void everyFileIsOnOneSide() {
        int[] sizes = {205, 206, 206, 206, 207, 207, 207, 206, 208, 204};
        List<String> names = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        List<String> keys = new ArrayList<>();
        for (int label = 0; label < 10; label++) {
            keys.addAll(keys(names.get(label), sizes[label]));
        }
        DataSet set = Split.DEFAULT.cut(new DataSet("signs", new KeyedImages(keys, names)), told::add);
        assertEquals(List.of(41, 41, 41, 41, 41, 41, 41, 41, 42, 41), counts(set.test()));
        assertEquals(2062, set.train().size() + set.test().size());
        Set<String> all = new HashSet<>(keysOf(set.train()));
        all.addAll(keysOf(set.test()));
        assertEquals(2062, all.size());
        assertEquals(
                keysOf(set.train()).stream()
                        .sorted(Comparator.comparingInt(keys::indexOf))
                        .toList(),
                keysOf(set.train()),
                "in the order of the whole");
    }

    @Test
    void cutFollowsFromSeedAndNamesAlone() {
        DataSet one = cut(Split.DEFAULT, 50, 20, 5);
        List<String> keys = new ArrayList<>(keysOf(one.train()));
        keys.addAll(keysOf(one.test()));
        Collections.shuffle(keys, new Random(1));
        DataSet other = Split.DEFAULT.cut(new DataSet("others", new KeyedImages(keys, CLASSES)), told::add);
        assertEquals(Set.copyOf(keysOf(one.test())), Set.copyOf(keysOf(other.test())));
        assertEquals(
                List.of("cat/11", "cat/15", "dog/13"),
                keysOf(cut(Split.DEFAULT, 10, 6, 0).test()),
                "the same on every machine, for ever");
        Split seeded = new Split(2, Optional.empty(), Optional.empty());
        assertNotEquals(keysOf(one.test()), keysOf(cut(seeded, 50, 20, 5).test()));
    }

    /** For each size of a class, wherever the new one is ranked. */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.1, 0.5, 0.333, 0.99})
    void newImageMovesAtMostOneOldOneOfItsClass(double share) {
        Split split = new Split(1, Optional.of(share), Optional.empty());
        List<String> keys = new ArrayList<>(keys("dog", 20));
        Set<String> before = new HashSet<>(keysOf(cut(split, keys).test()));
        for (int i = 0; i < 300; i++) {
            keys.add("cat/new" + i);
            Set<String> after = new HashSet<>(keysOf(cut(split, keys).test()));
            Set<String> moved = new HashSet<>(after);
            moved.removeAll(before);
            before.removeAll(after);
            moved.addAll(before);
            moved.remove("cat/new" + i);
            assertTrue(moved.size() <= 1 && moved.stream().allMatch(key -> key.startsWith("cat/")), moved.toString());
            before = after;
        }
    }

    @Test
    void bothPartsAreCutAndDoNotTouchEachOther() {
        Split both = new Split(1, Optional.empty(), Optional.of(0.1));
        DataSet set = cut(both, 20, 31, 10);
        assertEquals(List.of(4, 6, 2), counts(set.test()));
        assertEquals(List.of(2, 3, 1), counts(set.validation().orElseThrow()));
        assertEquals(List.of(14, 22, 7), counts(set.train()));
        assertEquals(
                keysOf(cut(Split.DEFAULT, 20, 31, 10).test()),
                keysOf(set.test()),
                "validating takes none of the tests");
        assertTrue(
                told.get(0)
                        .endsWith(
                                ": 43 training images, 6 validation images (0.1 of each class), 12 test images (0.2 of each class)"),
                told.get(0));
    }

    @Test
    void classOfOneImageIsTrainedOnAndNamed() {
        DataSet set = cut(new Split(1, Optional.of(0.9), Optional.of(0.05)), 1, 2, 1);
        assertEquals(List.of(1, 1, 1), counts(set.train()));
        assertEquals(List.of(0, 1, 0), counts(set.test()));
        assertEquals("classes 0 (cat), 2 (eel) have only one image, which became a training image", told.get(1));
        told.clear();
        cut(Split.DEFAULT, 10, 10, 1);
        assertEquals("class 2 (eel) has only one image, which became a training image", told.get(1));
    }

    @Test
    void partsThatTheSetHasStay() {
        KeyedImages train = new KeyedImages(keys("cat", 10), CLASSES);
        KeyedImages other = new KeyedImages(keys("dog", 5), CLASSES);
        DataSet tested = new DataSet("pets", train, other);
        assertSame(tested, Split.DEFAULT.cut(tested, told::add));
        DataSet validated = new DataSet("pets", train, other, train.first(0));
        assertSame(
                validated, Split.DEFAULT.cut(validated, told::add), "train and validation alone: nothing is cut off");
        assertEquals(List.of(), told);
        DataSet set = new Split(1, Optional.of(0.5), Optional.of(0.1))
                .cut(new DataSet("pets", train, other, other), told::add);
        assertEquals(
                List.of(4, 5, 1),
                Stream.of(set.train(), set.test(), set.validation().orElseThrow())
                        .map(LabeledImages::size)
                        .toList());
        assertEquals(
                "the 5 test images of pets are not used, because --test-share is 0.5: training images take their place",
                told.get(0));
        assertEquals(
                "the 5 validation images of pets are not used, because --validation-share is 0.1: training images take their"
                        + " place",
                told.get(1));
    }

    @Test
    void setOfOnePartNeedsAnother() {
        Split none = new Split(1, Optional.of(0.0), Optional.empty());
        BadInputException error = assertThrows(BadInputException.class, () -> cut(none, 10, 10, 10));
        assertTrue(
                error.getMessage().contains("pets has only training images, and the test share is 0"),
                error.getMessage());
        assertEquals(
                Optional.of(3),
                cut(new Split(1, Optional.of(0.0), Optional.of(0.1)), 10, 10, 10)
                        .validation()
                        .map(LabeledImages::size));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 0, the test share is -0.1; it must be from 0 to below 1",
        "1, 0, the test share is 1.0",
        "0, NaN, the validation share is NaN",
        "0.5, 0.5, are 1.0 together; they must be below 1"
    })
    void sharesHaveRanges(double test, double validation, String says) {
        BadInputException error =
                assertThrows(BadInputException.class, () -> new Split(1, Optional.of(test), Optional.of(validation)));
        assertTrue(error.getMessage().contains(says), error.getMessage());
    }

    @Test
    void textIsReadAgain() {
        Split split = new Split(-7, Optional.of(0.15), Optional.of(1e-4));
        assertEquals(Optional.of(split), Split.parse(split.text()));
        for (String other : List.of(
                "",
                "seed 1",
                "seed 1, test share 2, validation share 0",
                "seed 1, test share ., validation share 0",
                "seed 9999999999999999999, test share 0, validation share 0")) {
            assertEquals(Optional.empty(), Split.parse(other), other);
        }
    }

    private DataSet cut(Split split, int cats, int dogs, int eels) {
        return cut(
                split,
                Stream.of(keys("cat", cats), keys("dog", dogs), keys("eel", eels))
                        .flatMap(List::stream)
                        .toList());
    }

    private DataSet cut(Split split, List<String> keys) {
        return split.cut(new DataSet("pets", new KeyedImages(keys, CLASSES)), told::add);
    }

    private static List<String> keys(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "/" + (i + 10)).toList();
    }

    private static List<String> keysOf(LabeledImages images) {
        return IntStream.range(0, images.size()).mapToObj(images::key).toList();
    }

    private static List<Integer> counts(LabeledImages images) {
        Integer[] counts = new Integer[images.classes()];
        Arrays.fill(counts, 0);
        for (int i = 0; i < images.size(); i++) {
            counts[images.label(i)]++;
        }
        return List.of(counts);
    }
}
