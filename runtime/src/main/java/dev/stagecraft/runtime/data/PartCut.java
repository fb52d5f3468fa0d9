package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.NameList;
import dev.stagecraft.runtime.io.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts images into parts, class by class; {@link Split} says how.
 *
 * @param seed of the ranking
 * @param testShare of each class, from 0 to below 1
 * @param validationShare of each class, from 0 to below 1
 */
record PartCut(long seed, double testShare, double validationShare) {
    DataSet cut(DataSet found, Consumer<String> notices) {
        Indices indices = indices(found.train());
        LabeledImages train = new SelectedImages(found.train(), indices.train);
        LabeledImages test = testShare > 0 ? new SelectedImages(found.train(), indices.test) : found.test();
        Optional<LabeledImages> validation = validationShare > 0
                ? Optional.of(new SelectedImages(found.train(), indices.validation))
                : found.validation();
        notices.accept(String.format(
                Locale.ROOT,
                "%s was split by class with split seed %d: %,d training images%s%s",
                found.name(),
                seed,
                train.size(),
                validationShare > 0 ? sized(indices.validation, "validation", validationShare) : "",
                testShare > 0 ? sized(indices.test, "test", testShare) : ""));
        if (!indices.alone.isEmpty()) {
            notices.accept(alone(found.train(), indices.alone));
        }
        return new DataSet(found.name(), train, validation, test, found.feed());
    }

    private static String sized(int[] part, String purpose, double share) {
        return String.format(Locale.ROOT, ", %,d %s images (%s of each class)", part.length, purpose, share);
    }

    private static String alone(LabeledImages images, List<Integer> classes) {
        String named = NameList.of(
                classes.stream().map(label -> ClassName.of(images, label)).toList());
        boolean one = classes.size() == 1;
        return (one ? "class " : "classes ") + named + (one ? " has" : " have")
                + " only one image, which became a training image";
    }

    /** The images of each part, in the order that they had; classes of one image. */
    @SuppressWarnings("ArrayRecordComponent") // It is taken apart at once; nobody compares two.
    record Indices(int[] train, int[] validation, int[] test, List<Integer> alone) {}

    Indices indices(LabeledImages images) {
        List<List<Ranked>> classes = new ArrayList<>();
        for (int label = 0; label < images.classes(); label++) {
            classes.add(new ArrayList<>());
        }
        for (int i = 0; i < images.size(); i++) {
            classes.get(images.label(i)).add(Ranked.of(i, images.key(i), seed));
        }
        Chosen test = new Chosen(images.size());
        Chosen validation = new Chosen(images.size());
        Chosen train = new Chosen(images.size());
        List<Integer> alone = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            List<Ranked> ranked = classes.get(label);
            ranked.sort(Ranked.ORDER);
            int size = ranked.size();
            int tested = Math.min(count(testShare, size), Math.max(0, size - 1));
            int validated = Math.min(count(validationShare, size), Math.max(0, size - 1 - tested));
            test.add(ranked.subList(0, tested));
            train.add(ranked.subList(tested, size - validated));
            validation.add(ranked.subList(size - validated, size));
            if (size == 1) {
                alone.add(label);
            }
        }
        return new Indices(train.sorted(), validation.sorted(), test.sorted(), alone);
    }

    /** A half is rounded up. */
    private static int count(double share, int size) {
        return (int) Math.round(share * size);
    }

    /** An image of a class, with the number that it is ranked by; where two are equal, their names decide. */
    private record Ranked(int index, String key, long hash) {
        private static final Comparator<Ranked> ORDER = Comparator.comparing(Ranked::hash, Long::compareUnsigned)
                .thenComparing(Ranked::key)
                .thenComparingInt(Ranked::index);

        static Ranked of(int index, String key, long seed) {
            return new Ranked(
                    index, key, ByteBuffer.wrap(Sha256.of(seed + "\n" + key)).getLong());
        }
    }

    private static final class Chosen {
        private final int[] indices;
        private int size;

        Chosen(int most) {
            indices = new int[most];
        }

        void add(List<Ranked> more) {
            for (Ranked each : more) {
                indices[size++] = each.index();
            }
        }

        int[] sorted() {
            int[] sorted = Arrays.copyOf(indices, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
