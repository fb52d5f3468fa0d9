package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.NameList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user should know about a data set before training, because it causes misleading results without an error:
 * classes without images, images that are all equal, test images that are also training images. Each image is read and
 * hashed once, and eight bytes are kept for each. Pictures in files are not read again for it.
 */
public final class DataNotices {
    private DataNotices() {}

    /** One sentence for each problem; usually there is none. */
    public static List<String> of(DataSet data) {
        long[] train = hashes(data.train());
        long[] test = hashes(data.test());
        Stream<String> ofValidation = data.validation().stream().flatMap(images -> {
            long[] hashes = hashes(images);
            return Stream.of(
                    classes(images, "validation"), equal(hashes, "validation"), shared(train, hashes, "validation"));
        });
        Stream<String> ofOthers = Stream.of(
                classes(data.train(), "training"),
                classes(data.test(), "test"),
                equal(train, "training"),
                equal(test, "test"),
                shared(train, test, "test"));
        return Stream.concat(ofOthers, ofValidation)
                .filter(notice -> !notice.isEmpty())
                .toList();
    }

    private static String classes(LabeledImages images, String purpose) {
        BitSet seen = new BitSet();
        for (int i = 0; i < images.size(); i++) {
            seen.set(images.label(i));
        }
        int missing = images.classes() - seen.cardinality();
        if (images.size() == 0 || missing == 0) {
            return "";
        }
        if (seen.cardinality() == 1) {
            return String.format(
                    Locale.ROOT,
                    "all %,d %s images are of class %s: the other %d classes are %s",
                    images.size(),
                    purpose,
                    ClassName.of(images, seen.nextSetBit(0)),
                    missing,
                    purpose.equals("training") ? "never learned" : "not measured");
        }
        BitSet absent = (BitSet) seen.clone();
        absent.flip(0, images.classes());
        List<String> named =
                absent.stream().mapToObj(label -> ClassName.of(images, label)).toList();
        return String.format(
                Locale.ROOT,
                "none of the %,d %s images is of class %s: %s",
                images.size(),
                purpose,
                NameList.of(named),
                purpose.equals("training")
                        ? "a class without images is never learned"
                        : "a class without images is not measured");
    }

    private static String equal(long[] sorted, String purpose) {
        boolean equal = sorted.length > 1 && sorted[0] == sorted[sorted.length - 1];
        return equal ? String.format(Locale.ROOT, "all %,d %s images are equal", sorted.length, purpose) : "";
    }

    private static String shared(long[] train, long[] test, String purpose) {
        long shared = Arrays.stream(test)
                .filter(hash -> Arrays.binarySearch(train, hash) >= 0)
                .count();
        return shared == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%,d of the %,d %s images are also training images: the %s accuracy is higher than it"
                                + " would be on new images",
                        shared,
                        test.length,
                        purpose,
                        purpose);
    }

    /**
     * One number per image, sorted; two different images hardly ever have the same one. Of pictures in files, only what was
     * read of each when its header was checked counts, as far as that tells files apart.
     */
    private static long[] hashes(LabeledImages images) {
        Optional<PictureRecords> records = PictureRecords.of(images);
        ImageBytes bytes = new ImageBytes(images);
        long[] hashes = new long[images.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = records.isPresent() ? records.get().mark(images.key(i)) : hash(images, i, bytes);
        }
        Arrays.sort(hashes);
        return hashes;
    }

    private static long hash(LabeledImages images, int index, ImageBytes bytes) {
        return images.content(index).map(Content::mark).orElseGet(() -> ByteMark.of(bytes.read(index)));
    }
}
