package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.ClassNames;
import dev.stagecraft.runtime.io.Uninterrupted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a data set contains.
 *
 * @param name the name of the data in a run
 * @param classes the names of the classes in the order of the labels; their numbers if they have no names
 * @param parts the parts that the data has: training, validation and test images
 * @param mean of each channel of the training images, of values from 0 to 1; each image counts alike, whatever its size
 * @param deviation the standard deviation of each channel, likewise
 * @param sizes how many images have which size, the most frequent first
 * @param formats how many files have which format, by its name; empty if the images are not pictures in files
 * @param bad the pictures that cannot be read and are left out
 * @param copies equal images that are in more than one part, one list for each image
 */
public record DataSurvey(
        String name,
        List<String> classes,
        List<PartSurvey> parts,
        List<Double> mean,
        List<Double> deviation,
        List<SizeCount> sizes,
        Map<String, Integer> formats,
        List<SkippedImages.Image> bad,
        List<List<Copy>> copies) {
    private static final double WHITE = 255;

    /** Copies the collections. */
    public DataSurvey {
        classes = List.copyOf(classes);
        parts = List.copyOf(parts);
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        sizes = List.copyOf(sizes);
        formats = Collections.unmodifiableMap(new TreeMap<>(formats));
        bad = List.copyOf(bad);
        copies = List.copyOf(copies);
    }

    /**
     * A part of a data set.
     *
     * @param name {@code train}, {@code validation} or {@code test}
     * @param images number of images of each class
     */
    public record PartSurvey(String name, List<Integer> images) {
        /** Copies the list. */
        public PartSurvey {
            images = List.copyOf(images);
        }

        /** Number of images of all classes. */
        public int size() {
            return images.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * A size of images.
     *
     * @param height in pixels
     * @param width in pixels
     * @param images number of images of this size
     */
    public record SizeCount(int height, int width, int images) {}

    /**
     * One of several equal images.
     *
     * @param part {@code train}, {@code validation} or {@code test}
     * @param image its name; see {@link LabeledImages#key}
     */
    public record Copy(String part, String image) {}

    /** What one image tells. */
    private record Seen(ImageShape shape, String content, String format, List<Double> means, List<Double> squares) {}

    /**
     * Reads every image once, on all processors if several threads may read.
     *
     * @throws dev.stagecraft.runtime.BadInputException if an image cannot be read
     */
    public static DataSurvey of(DataSet data) {
        Map<String, LabeledImages> parts = new LinkedHashMap<>();
        parts.put("train", data.train());
        data.validation().ifPresent(images -> parts.put("validation", images));
        if (data.hasTest()) {
            parts.put("test", data.test());
        }
        List<PartSurvey> counts = new ArrayList<>();
        Map<List<Integer>, Integer> sizes =
                new TreeMap<>(Comparator.<List<Integer>, Integer>comparing(size -> size.get(0))
                        .thenComparing(size -> size.get(1)));
        Map<String, Integer> formats = new TreeMap<>();
        Map<String, List<Copy>> copies = new LinkedHashMap<>();
        List<Seen> trained = List.of();
        for (Map.Entry<String, LabeledImages> part : parts.entrySet()) {
            LabeledImages images = part.getValue();
            List<Seen> seen = seen(images);
            trained = trained.isEmpty() ? seen : trained;
            counts.add(new PartSurvey(part.getKey(), perClass(images)));
            for (int i = 0; i < seen.size(); i++) {
                Seen one = seen.get(i);
                sizes.merge(List.of(one.shape().height(), one.shape().width()), 1, Integer::sum);
                if (!one.format().isEmpty()) {
                    formats.merge(one.format(), 1, Integer::sum);
                }
                copies.computeIfAbsent(one.content(), content -> new ArrayList<>())
                        .add(new Copy(part.getKey(), images.key(i)));
            }
        }
        List<Double> mean = average(trained.stream().map(Seen::means).toList());
        List<Double> square = average(trained.stream().map(Seen::squares).toList());
        List<Double> deviation = IntStream.range(0, mean.size())
                .mapToObj(
                        channel -> Math.sqrt(Math.max(0, square.get(channel) - mean.get(channel) * mean.get(channel))))
                .toList();
        return new DataSurvey(
                data.name(),
                ClassNames.orNumbers(data.classNames(), data.classes()),
                counts,
                mean,
                deviation,
                sizes.entrySet().stream()
                        .map(size -> new SizeCount(
                                size.getKey().get(0), size.getKey().get(1), size.getValue()))
                        .sorted(Comparator.comparing(SizeCount::images).reversed())
                        .toList(),
                formats,
                PictureRecords.of(data.train())
                        .flatMap(PictureRecords::skipped)
                        .map(SkippedImages::images)
                        .orElse(List.of()),
                copies.values().stream()
                        .filter(same -> same.stream().map(Copy::part).distinct().count() > 1)
                        .toList());
    }

    private static List<Seen> seen(LabeledImages images) {
        return Uninterrupted.run(() -> {
            IntStream all = IntStream.range(0, images.size());
            return (images.severalThreads() ? all.parallel() : all)
                    .mapToObj(index -> look(images, index))
                    .toList();
        });
    }

    private static Seen look(LabeledImages images, int index) {
        Picture picture = images.picture(index);
        int channels = picture.shape().channels();
        // Sums of whole numbers are exact, in whatever order.
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        byte[] values = picture.values();
        for (int i = 0; i < values.length; i++) {
            int value = values[i] & 0xFF;
            sums[i % channels] += value;
            squares[i % channels] += (long) value * value;
        }
        double pixels = (double) picture.shape().height() * picture.shape().width();
        return new Seen(
                picture.shape(),
                images.content(index).orElseGet(() -> Content.of(values)).sha256(),
                PictureRecords.of(images)
                        .flatMap(records -> records.format(images.key(index)))
                        .orElse(""),
                Arrays.stream(sums).mapToObj(sum -> sum / pixels / WHITE).toList(),
                Arrays.stream(squares)
                        .mapToObj(sum -> sum / pixels / WHITE / WHITE)
                        .toList());
    }

    private static List<Integer> perClass(LabeledImages images) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(images.classes(), 0));
        for (int i = 0; i < images.size(); i++) {
            counts.set(images.label(i), counts.get(images.label(i)) + 1);
        }
        return counts;
    }

    private static List<Double> average(List<List<Double>> each) {
        if (each.isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, each.get(0).size())
                .mapToObj(channel ->
                        each.stream().mapToDouble(image -> image.get(channel)).sum() / each.size())
                .toList();
    }
}
