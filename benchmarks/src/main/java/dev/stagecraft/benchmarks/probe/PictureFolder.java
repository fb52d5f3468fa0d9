package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.ReadAhead;
import dev.stagecraft.runtime.data.Reading;
import dev.stagecraft.runtime.data.Split;
import dev.stagecraft.runtime.data.Wanted;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.samples.zoo.ResNet50Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads, decodes and resizes the pictures of a folder, as training does or in a bare loop. */
public final class PictureFolder {
    /** How pictures are read. */
    public enum Form {
        /** As training does: batches in a shuffled order, ahead of their use. */
        TRAINING,
        /** The same operations in a bare loop on every core: no order, no batches. */
        BARE_LOOP
    }

    private static final int BATCH = 32;
    private static final double TESTED = 0.01;

    private PictureFolder() {}

    /** Takes a folder with a folder for each class, the number of classes, epochs that are not counted, epochs, and a form. */
    public static void main(String[] args) {
        Network model = new ResNet50Network();
        DataSet data = new DataSets(Map.of())
                .open(
                        new DataPlace("folder", args[0]),
                        1,
                        Optional.of(new Wanted(model.input(), Integer.parseInt(args[1]))),
                        new Split(1, Optional.of(TESTED), Optional.empty()),
                        Reading.DEFAULT.keeping(0),
                        notice -> {});
        LabeledImages images = data.train();
        Form form = Form.valueOf(args[4]);
        Stopwatch.measure(
                images.size(),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                () -> read(form, images, model.preprocessing()));
    }

    private static void read(Form form, LabeledImages images, Preprocessing preprocessing) {
        if (form == Form.BARE_LOOP) {
            bareLoop(images, preprocessing);
            return;
        }
        int[] order = EpochOrder.shuffled(images.size(), 1, 1);
        Batches batches = new Batches(images, order, BATCH, Preparation.plain(preprocessing));
        try (ReadAhead ahead = new ReadAhead(batches, 0, 0)) {
            ahead.forEachRemaining(batch -> {});
        }
    }

    private static void bareLoop(LabeledImages images, Preprocessing preprocessing) {
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> {
                float[] resized = new float[preprocessing.size().values()];
                for (int index = next.getAndIncrement(); index < images.size(); index = next.getAndIncrement()) {
                    preprocessing.resize(images.picture(index), resized, 0);
                }
            });
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
