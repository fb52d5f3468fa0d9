package dev.stagecraft.runtime.data;

import java.util.List;

/**
 * The binary forms of CIFAR-10 and CIFAR-100 (Krizhevsky, <i>Learning Multiple Layers of Features from Tiny Images</i>,
 * 2009): records of one size without a header, each some bytes of labels and then the red, the green and the blue values of
 * 32×32 pixels, rows from the top.
 */
enum CifarForm {
    /** A label, then the pixels. */
    CIFAR_10(
            "CIFAR-10",
            "cifar10",
            1,
            new Published("cifar-10-batches-bin", "cifar-10-batches-py", "cifar-10-binary.tar.gz", 50_000, 10_000),
            10,
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            "test_batch.bin",
            "batches.meta.txt"),
    /** A label of one of twenty groups of classes, which is not used; then the class's label; then the pixels. */
    CIFAR_100(
            "CIFAR-100",
            "cifar100",
            2,
            new Published("cifar-100-binary", "cifar-100-python", "cifar-100-binary.tar.gz", 50_000, 10_000),
            100,
            List.of("train.bin"),
            "test.bin",
            "fine_label_names.txt");

    static final ImageShape SHAPE = new ImageShape(32, 32, 3);

    /** What the set is called. */
    final String title;

    /** The name of its kind of data. */
    final String kind;

    /** How many bytes of labels a record begins with; the last one is the class. */
    final int labelBytes;

    @SuppressWarnings("ImmutableEnumChecker") // It holds names and numbers.
    final Published published;

    final int classes;

    @SuppressWarnings("ImmutableEnumChecker") // It is a copy that cannot change.
    final List<String> train;

    final String test;

    /** The file with the names of the classes, which may be missing. */
    final String names;

    CifarForm(
            String title,
            String kind,
            int labelBytes,
            Published published,
            int classes,
            List<String> train,
            String test,
            String names) {
        this.title = title;
        this.kind = kind;
        this.labelBytes = labelBytes;
        this.published = published;
        this.classes = classes;
        this.train = train;
        this.test = test;
        this.names = names;
    }

    /**
     * What the archives hold.
     *
     * @param folder with the files in the binary form
     * @param python folder of the form for Python
     * @param archive that is published
     * @param trained number of images to train on
     * @param tested number of images to test on
     */
    record Published(String folder, String python, String archive, int trained, int tested) {}

    /** Bytes of one record. */
    int recordBytes() {
        return labelBytes + SHAPE.values();
    }

    CifarForm other() {
        return this == CIFAR_10 ? CIFAR_100 : CIFAR_10;
    }
}
