package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.ResizingWeights;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.step.KeptForm;
import dev.stagecraft.runtime.step.KeptImages;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * The training images that a device keeps: it fills them in before the first step, and feeds a step their positions. Only it
 * touches them.
 */
final class DeviceImages {
    /** The bytes that are read at a time. */
    private static final int PIECE = 1 << 22;

    private final LabeledImages images;
    private final KeptImages nodes;
    private final Session session;
    private @Nullable Preprocessing filledFor;

    /** @param images checked ones, all of one size */
    DeviceImages(LabeledImages images, KeptImages nodes, Session session) {
        this.images = images;
        this.nodes = nodes;
        this.session = session;
    }

    /** Whether these are the images that are kept. */
    boolean isOf(LabeledImages others) {
        return images == others;
    }

    /** What to tell of them: how many there are, and the bytes that they take. */
    String text() {
        KeptForm form = nodes.form();
        return String.format(
                Locale.ROOT,
                "%,d training images of %s on the device take %,d bytes",
                form.count(),
                form.from(),
                form.bytes());
    }

    /**
     * Checks that they fit into the memory of a device.
     *
     * @param device that keeps them
     * @param free bytes that are free there; empty if nobody knows
     * @param step bytes that a step of one image takes besides
     * @throws BadInputException if they do not
     */
    void requireRoom(Device device, OptionalLong free, long step) {
        long bytes = nodes.form().bytes();
        // On the CPU they are there twice while they are copied.
        long besides = Math.max(step, device.isGpu() ? 0 : bytes);
        if (filledFor == null && free.isPresent() && bytes + besides > free.getAsLong()) {
            throw new BadInputException(text()
                    + String.format(
                            Locale.ROOT,
                            ", and %,d bytes are needed besides, but only %,d are free there; leave out"
                                    + " --images-on-device, or train on fewer images with --limit-train",
                            besides,
                            free.getAsLong()));
        }
    }

    /**
     * Reads all images and hands them to the device, once.
     *
     * @param preprocessing by which they are resized from then on
     * @throws BadInputException if the graph was built for another resizing
     */
    void fill(Preprocessing preprocessing) {
        if (!preprocessing.equals(filledFor)) {
            if (!nodes.form().fits(preprocessing)) {
                throw new BadInputException("images were resized by \"" + preprocessing.resizing()
                        + "\" in this run, and the device was prepared for another resizing; declare the former with"
                        + " @Resize");
            }
            TensorFlowCalls.run("copying the training images to the device", () -> fillNow(preprocessing));
            filledFor = preprocessing;
        }
    }

    private void fillNow(Preprocessing preprocessing) {
        try (FedImages given = new FedImages().add(nodes.images().given(), read())) {
            List<Op> fills = new ArrayList<>(List.of(nodes.images().fill()));
            nodes.weights().ifPresent(weights -> {
                ResizingWeights values = preprocessing.weights(nodes.form().from());
                given.add(weights.rows().given(), matrix(weights.rows(), values.rows()));
                given.add(weights.columns().given(), matrix(weights.columns(), values.columns()));
                fills.add(weights.rows().fill());
                fills.add(weights.columns().fill());
            });
            Session.Runner runner = given.feed(session.runner());
            fills.forEach(runner::addTarget);
            runner.run().close();
        }
    }

    private static TFloat32 matrix(KeptImages.Filled<TFloat32> variable, float[] values) {
        return TFloat32.tensorOf(variable.given().shape(), DataBuffers.of(values, true, false));
    }

    private TUint8 read() {
        KeptForm form = nodes.form();
        TUint8 all = TUint8.tensorOf(nodes.images().given().shape());
        try {
            ByteDataBuffer data = all.asRawTensor().data();
            int values = form.from().values();
            int most = Math.max(1, PIECE / values);
            ByteBuffer piece = ByteBuffer.allocate(Math.multiplyExact(Math.min(most, form.count()), values));
            for (int first = 0; first < form.count(); first += most) {
                piece.clear();
                for (int i = first; i < Math.min(form.count(), (long) first + most); i++) {
                    images.read(i, piece);
                }
                data.offset((long) first * values).write(piece.array(), 0, piece.position());
            }
            return all;
        } catch (RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    /** On a GPU TensorFlow gives zeros for an image that is not there, without a word. */
    private void require(Batch.Kept batch) {
        KeptForm form = nodes.form();
        int moved = form.moves() ? batch.count() : 0;
        int cut = form.cuts() ? batch.count() : 0;
        boolean right = batch.rows().length == (long) moved * form.from().height()
                && batch.columns().length == (long) moved * form.from().width()
                && batch.heights().length == cut
                && batch.widths().length == cut;
        for (int position : batch.positions()) {
            right &= position >= 0 && position < form.count();
        }
        right &= isWithin(batch.rows(), form.from().height())
                && isWithin(batch.columns(), form.from().width());
        if (!right) {
            throw new BadInputException(
                    "a batch does not belong to the images that the device keeps; give it batches of "
                            + form.count() + " images of " + form.from()
                            + " with the augmentations that the network was opened"
                            + " with");
        }
    }

    private static boolean isWithin(int[] origins, int side) {
        for (int origin : origins) {
            if (origin < 0 || origin > side) {
                return false;
            }
        }
        return true;
    }

    /**
     * What brings a batch into the graph; the caller closes it when the step is done.
     *
     * @throws BadInputException if the batch is not of these images
     */
    FedImages fed(Batch.Kept batch) {
        require(batch);
        ImageShape from = nodes.form().from();
        int count = batch.count();
        FedImages fed = new FedImages().add(nodes.positions(), batch.positions(), count);
        nodes.moves().ifPresent(moves -> {
            fed.add(moves.rows(), batch.rows(), count, from.height());
            fed.add(moves.columns(), batch.columns(), count, from.width());
            moves.sizes().ifPresent(sizes -> {
                fed.add(sizes.heights(), floats(batch.heights()));
                fed.add(sizes.widths(), floats(batch.widths()));
            });
        });
        return fed;
    }

    private static float[] floats(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
