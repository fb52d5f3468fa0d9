package dev.stagecraft.runtime.host;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How sessions run: every session is opened with these.
 *
 * @param gpu whether they may use a GPU; its memory is then taken as it is needed, so that others can use the rest
 * @param fusing whether TensorFlow may fuse a convolution with the bias or the frozen normalization after it
 * @param frozen whether the graph holds its weights as constants, and nothing that could be left out
 * @param rewriting whether TensorFlow may rewrite the graph before it runs it
 * @param compiling whether XLA compiles the graph
 */
public record SessionSettings(boolean gpu, boolean fusing, boolean frozen, boolean rewriting, boolean compiling) {
    /** On the CPU alone: a session that knows of GPUs would take their memory. */
    public static final SessionSettings CPU = new SessionSettings(false, true, false, true, false);

    /** On a GPU where TensorFlow sees one. */
    public static final SessionSettings GPU = new SessionSettings(true, true, false, true, false);

    /** The same, with every convolution by itself. */
    public SessionSettings withoutFusing() {
        return new SessionSettings(gpu, false, frozen, rewriting, compiling);
    }

    /** The same, for a graph that holds its weights as constants, and nothing that could be left out. */
    public SessionSettings forFrozen() {
        return new SessionSettings(gpu, fusing, true, rewriting, compiling);
    }

    /** The same, for a graph that runs as it was built. */
    public SessionSettings withoutRewriting() {
        return new SessionSettings(gpu, fusing, frozen, false, compiling);
    }

    /** The same, for a graph that XLA compiles. */
    public SessionSettings withCompiling() {
        return new SessionSettings(gpu, fusing, frozen, rewriting, true);
    }

    /** Opens a session over a graph; the caller closes it. */
    public Session open(Graph graph) {
        return new Session(graph, config());
    }

    /** The same in TensorFlow's form, with the process's {@linkplain ComputeThreads number of threads}. */
    public ConfigProto config() {
        return config(ComputeThreads.fixed());
    }

    ConfigProto config(ComputeThreads.Threads threads) {
        ConfigProto.Builder config = ConfigProto.newBuilder();
        if (gpu) {
            config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
        } else {
            config.putDeviceCount("GPU", 0);
        }
        if (threads.ofOperation() > 0) {
            config.setIntraOpParallelismThreads(threads.ofOperation())
                    .setInterOpParallelismThreads(threads.ofSession());
        }
        RewriterConfig.Builder rewriter = config.getGraphOptionsBuilder().getRewriteOptionsBuilder();
        if (!fusing) {
            rewriter.setRemapping(RewriterConfig.Toggle.OFF);
        }
        if (compiling) {
            config.getGraphOptionsBuilder()
                    .getOptimizerOptionsBuilder()
                    .setGlobalJitLevel(OptimizerOptions.GlobalJitLevel.ON_2);
        }
        if (!rewriting) {
            rewriter.setDisableMetaOptimizer(true);
            if (!frozen && !compiling) {
                // Constants would be folded, and first weights, which follow from a constant, would be kept a second
                // time.
                config.getGraphOptionsBuilder().getOptimizerOptionsBuilder().setOptLevel(OptimizerOptions.Level.L0);
            }
        }
        if (frozen && !gpu) {
            keepFewCopies(config);
        }
        return config.build();
    }

    /** Each copy of the graph also copies all weights: 100 MB for ResNet-50. Constants are still folded. */
    private void keepFewCopies(ConfigProto.Builder config) {
        config.getExperimentalBuilder().setOptimizeForStaticGraph(true).setDisableOutputPartitionGraphs(true);
        RewriterConfig.Builder rewriter = config.getGraphOptionsBuilder().getRewriteOptionsBuilder();
        if (fusing) {
            foldAndFuseAlone(rewriter);
        } else {
            rewriter.setDisableMetaOptimizer(true);
        }
    }

    /** Each of the other rewritings would copy the graph for nothing. */
    private static void foldAndFuseAlone(RewriterConfig.Builder rewriter) {
        RewriterConfig.Toggle off = RewriterConfig.Toggle.OFF;
        rewriter.setArithmeticOptimization(off)
                .setCommonSubgraphElimination(off)
                .setDebugStripper(off)
                .setDependencyOptimization(off)
                .setFunctionOptimization(off)
                .setImplementationSelector(off)
                .setLayoutOptimizer(off)
                .setLoopOptimization(off)
                .setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)
                .setPinToHostOptimization(off)
                .setScopedAllocatorOptimization(off)
                .setShapeOptimization(off);
    }
}
