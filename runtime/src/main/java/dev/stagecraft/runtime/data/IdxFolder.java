package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder with the four files that MNIST, and every set in its form, is made of, gzipped or not. */
final class IdxFolder {
    static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";
    static final List<String> FILES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    /** Sets by SHA-256 of their four unpacked files, in the order of {@link #FILES}. */
    private static final Map<List<String>, String> KNOWN = Map.of(
            List.of(
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
            FashionMnist.NAME,
            List.of(
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            "MNIST");

    /** The classes of handwritten digits. */
    static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();

    /** What the classes of published sets are called. */
    private static final Map<String, List<String>> CLASS_NAMES = Map.of(
            FashionMnist.NAME,
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot"),
            "MNIST",
            DIGITS);

    /** A file beside the four, with a name of a class in each line. */
    private static final String CLASSES = "classes.txt";

    private static final int MOST_CLASSES = 256;
    private static final int SHORT = 8;

    private final Part train;
    private final Part test;
    private final String name;

    private IdxFolder(Part train, Part test) {
        this.train = train;
        this.test = test;
        name = name(List.of(train.images.sha256(), train.labels.sha256(), test.images.sha256(), test.labels.sha256()));
    }

    /**
     * Reads the folder. The set is called by what its bytes are: a published one by its name, another one
     * {@code IDX images} with the beginning of its hash, so that it is called the same wherever it lies.
     *
     * @param classes that labels are of
     * @param names of the classes where the set is not a published one; may be empty
     * @throws BadInputException if a file is missing or broken, or two do not fit each other
     */
    static DataSet open(Path folder, int classes, List<String> names) {
        IdxFolder read = read(folder, classes);
        return read.labeled(classes, CLASS_NAMES.getOrDefault(read.name, names));
    }

    /**
     * Reads the folder of a set with classes of its own: those of {@code classes.txt}, a name a line; where there is no such
     * file, as many as the largest label says.
     *
     * @throws BadInputException as {@link #open(Path, int, List)}
     */
    static DataSet open(Path folder) {
        Path named = folder.resolve(CLASSES);
        if (Files.exists(named)) {
            List<String> names = NameFile.read(named);
            return open(folder, names.size(), names);
        }
        IdxFolder read = read(folder, MOST_CLASSES);
        int classes = 1 + Math.max(read.train.greatestLabel(), read.test.greatestLabel());
        return read.labeled(classes, List.of());
    }

    /** Files of the two parts are easily confused, and each is right by itself. */
    static DataSet noticeSwapped(DataSet found, Transfer transfer) {
        if (found.train().size() < found.test().size()) {
            transfer.notice(String.format(
                    Locale.ROOT,
                    "there are %,d training images and %,d test images; if the two are swapped, swap the"
                            + " names of their files",
                    found.train().size(),
                    found.test().size()));
        }
        return found;
    }

    private static IdxFolder read(Path folder, int classes) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(printed(folder) + (Files.exists(folder) ? " is not a folder" : " is missing")
                    + "; a data set in this format is a folder with the four files " + String.join(", ", FILES));
        }
        List<Path> files = FILES.stream().map(name -> find(folder, name)).toList();
        Part train = Part.read(files.get(0), files.get(1), classes);
        Part test = Part.read(files.get(2), files.get(3), classes);
        train.requireFitting(test);
        test.requireFitting(train);
        if (!train.images.shape().equals(test.images.shape())) {
            throw new BadInputException(printed(folder) + ": training images are " + train.images.shape()
                    + ", but test images are " + test.images.shape() + "; use the four files of one data set");
        }
        return new IdxFolder(train, test);
    }

    private DataSet labeled(int classes, List<String> names) {
        return new DataSet(name, train.labeled(classes, names), test.labeled(classes, names));
    }

    private static String name(List<String> hashes) {
        String known = KNOWN.get(hashes);
        if (known != null) {
            return known;
        }
        byte[] all = String.join(" ", hashes).getBytes(StandardCharsets.US_ASCII);
        return "IDX images " + new Sha256().add(all, 0, all.length).hex().substring(0, SHORT);
    }

    /** The name may come from a checkpoint that a stranger wrote. */
    private static String printed(Path path) {
        return ForeignText.printed(path.toString());
    }

    /** Under its published name, unpacked, or under the name that some archives of MNIST have. */
    private static Path find(Path folder, String published) {
        String plain = published.substring(0, published.length() - ".gz".length());
        String dotted = plain.replace("-idx", ".idx");
        return Stream.of(published, plain, dotted + ".gz", dotted)
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new BadInputException(printed(folder.resolve(published)) + " is missing, and so is "
                        + plain + "; a data set in this format has the four files " + String.join(", ", FILES)
                        + ", with or without .gz"));
    }

    /** Images and their labels. */
    private record Part(Path imageFile, Path labelFile, IdxReader.Images images, IdxReader.Labels labels) {
        static Part read(Path imageFile, Path labelFile, int classes) {
            return new Part(imageFile, labelFile, IdxReader.images(imageFile), IdxReader.labels(labelFile, classes));
        }

        void requireFitting(Part other) {
            int count = labels.values().length;
            if (images.count() == count) {
                return;
            }
            boolean swapped = images.count() == other.labels.values().length && other.images.count() == count;
            throw new BadInputException(printed(imageFile) + " holds " + images.count() + " images, but "
                    + printed(labelFile) + " holds " + count
                    + " labels; "
                    + (swapped
                            ? "the training and test labels are swapped: swap the names of their files"
                            : "use the two files of one data set"));
        }

        int greatestLabel() {
            int greatest = 0;
            for (byte label : labels.values()) {
                greatest = Math.max(greatest, Byte.toUnsignedInt(label));
            }
            return greatest;
        }

        LabeledImages labeled(int classes, List<String> names) {
            return new ImagesInMemory(images.shape(), classes, names, images.values(), labels.values());
        }
    }
}
