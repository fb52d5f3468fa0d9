package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A run whose network is built of other operations than when it was saved, as by another version of Stagecraft. */
class ForcedResumptionTest {
    private static final DataSet DATA = Shapes.draw(1, 64, 32);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 32, 0.05, 1);

    @TempDir
    private Path folder;

    /** A network with a table of one layer, whose logits may be multiplied by 1. */
    private static final class Other extends TinyNetwork {
        private final int size;
        private final boolean multiplied;

        Other(int size, boolean multiplied) {
            super(4);
            this.size = size;
            this.multiplied = multiplied;
        }

        @Override
        public InputStream layerTable() {
            String table =
                    "{\"layers\": [{\"name\": \"stem/conv\", \"kind\": \"conv2d\", \"output\": [" + size + "]}]}";
            return size == 0
                    ? InputStream.nullInputStream()
                    : new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
            Operand<TFloat32> logits = super.logits(net, images);
            Operand<TFloat32> one = net.tf().withName("one_more").constant(1f);
            return multiplied ? net.tf().withName("multiplied").math.mul(logits, one) : logits;
        }
    }

    @Test
    void samePlanOfOtherOperationsIsResumedWhereItIsForced() {
        begin(new Other(8, false));
        BadInputException refused = assertThrows(BadInputException.class, () -> resume(new Other(8, true), false));
        assertTrue(refused.getMessage().contains("other operations connect them"), refused.getMessage());
        assertTrue(refused.getMessage().contains("or add --force to resume"), refused.getMessage());
        Resumed resumed = resume(new Other(8, true), true);
        assertEquals(2, resumed.progress().step());
        assertEquals(
                List.of("other operations connect the network's variables than when this was saved: the run continues,"
                        + " but its weights may differ from those of an uninterrupted run"),
                resumed.notices());
    }

    @Test
    void forceChangesNothingWhereNothingDiffers() {
        begin(new Other(8, false));
        assertEquals(List.of(), resume(new Other(8, false), true).notices());
    }

    @Test
    void anotherPlanIsRefusedThoughItIsForced() {
        begin(new Other(8, false));
        BadInputException refused = assertThrows(BadInputException.class, () -> resume(new Other(4, true), true));
        assertTrue(refused.getMessage().contains("other operations connect them"), refused.getMessage());
        assertFalse(refused.getMessage().contains("--force"), refused.getMessage());
    }

    /** Networks written by hand have no table. */
    @Test
    void planThatIsNotKnownIsTakenToBeTheSame() {
        begin(new Other(0, false));
        assertEquals(1, resume(new Other(0, true), true).notices().size());
    }

    private void begin(Network network) {
        try (TrainableNetwork opened = open(network)) {
            opened.save(
                    folder,
                    DATA,
                    OPTIONS,
                    new Trainer(opened, DATA, OPTIONS.withEpochs(1)).train().progress());
        }
    }

    private Resumed resume(Network network, boolean force) {
        try (TrainableNetwork opened = open(network);
                RunFolder run = RunFolder.open(folder)) {
            return opened.resume(run, Optional.empty(), DATA, OPTIONS, force).orElseThrow();
        }
    }

    private static TrainableNetwork open(Network network) {
        return TrainableNetwork.open(network, DATA.train().shape(), CPU, OPTIONS);
    }
}
