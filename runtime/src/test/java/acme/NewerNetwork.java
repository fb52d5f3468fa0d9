package acme;

import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.step.TinyNetwork;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network whose code needs what this runtime does not have, as that of a newer processor may. */
public final class NewerNetwork extends TinyNetwork {
    private final LinkageError missing;

    /** @param missing what Java throws where the code first needs it */
    public NewerNetwork(LinkageError missing) {
        super(4);
        this.missing = missing;
    }

    @Override
    public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
        // Java fills in the place of the call.
        missing.setStackTrace(new Throwable().getStackTrace());
        throw missing;
    }
}
