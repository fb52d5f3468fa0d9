package dev.stagecraft.runtime.host;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How sessions run: every session is opened with these.
 *
 * @param gpu whether they may use a GPU; its memory is then taken as it is needed, so that others can use the rest
 * @param fusing whether TensorFlow may fuse a convolution with the bias or the frozen normalization after it
 */
public record SessionSettings(boolean gpu, boolean fusing) {
    /** On the CPU alone: a session that knows of GPUs would take their memory. */
    public static final SessionSettings CPU = new SessionSettings(false, true);

    /** On a GPU where TensorFlow sees one. */
    public static final SessionSettings GPU = new SessionSettings(true, true);

    /** The same, with every convolution by itself. */
    public SessionSettings withoutFusing() {
        return new SessionSettings(gpu, false);
    }

    /** Opens a session over a graph; the caller closes it. */
    public Session open(Graph graph) {
        return new Session(graph, config());
    }

    /** The same in TensorFlow's form, with the process's {@linkplain ComputeThreads number of threads}. */
    public ConfigProto config() {
        ConfigProto.Builder config = ConfigProto.newBuilder();
        if (gpu) {
            config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
        } else {
            config.putDeviceCount("GPU", 0);
        }
        int threads = ComputeThreads.fixed();
        if (threads > 0) {
            config.setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(threads);
        }
        if (!fusing) {
            config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setRemapping(RewriterConfig.Toggle.OFF);
        }
        return config.build();
    }
}
