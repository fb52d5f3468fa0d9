package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.download.Address;
import dev.stagecraft.runtime.download.PublishedFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Fashion-MNIST: gray images of clothes, 28×28, ten classes (Xiao, Rasul, Vollgraf, <i>Fashion-MNIST: a Novel Image
 * Dataset for Benchmarking Machine Learning Algorithms</i>, 2017).
 */
public final class FashionMnist {
    static final String NAME = "Fashion-MNIST";

    /** Where its authors publish the four files. */
    static final Address PUBLISHED = Address.known("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

    /** The four published files. */
    static final List<PublishedFile> FILES = List.of(
            new PublishedFile(
                    IdxFolder.TRAIN_IMAGES,
                    26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new PublishedFile(
                    IdxFolder.TRAIN_LABELS, 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new PublishedFile(
                    IdxFolder.TEST_IMAGES,
                    4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new PublishedFile(
                    IdxFolder.TEST_LABELS, 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    private static final int CLASSES = 10;

    private FashionMnist() {}

    /**
     * Reads the four files of a folder, gzipped or not. The name of the data set depends on its bytes:
     * {@code Fashion-MNIST} or {@code MNIST} for the published files, otherwise {@code IDX images} and the beginning of
     * their hash.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a file is missing or broken, or two files do not fit each
     *     other
     */
    public static DataSet open(Path folder) {
        return IdxFolder.open(folder, CLASSES, List.of());
    }
}
