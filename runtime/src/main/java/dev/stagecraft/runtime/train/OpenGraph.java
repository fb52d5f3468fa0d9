package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.state.CheckpointNodes;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.UpdateRule;
import java.util.function.Supplier;
import org.tensorflow.Session;

/**
 * A network's graph and a session over it.
 *
 * @param graph with what training and evaluation need
 * @param checkpoints what saves and restores it
 * @param session in which its variables have their first values
 */
record OpenGraph(NetworkGraph graph, CheckpointNodes checkpoints, Session session) implements AutoCloseable {
    /**
     * Builds a graph and initializes its variables.
     *
     * @param images size of the images that will be fed
     */
    static OpenGraph of(
            Network network, ImageShape images, Device device, long seed, UpdateRule rule, Targets targets) {
        SessionSettings settings = device.isGpu() ? SessionSettings.GPU : SessionSettings.CPU;
        String doing = "building the graph of " + network.name();
        ImageShape size = network.preprocessing().size();
        ImageShape fed = new ImageShape(size.height(), size.width(), images.channels());
        NetworkGraph graph = TensorFlowCalls.get(doing, () -> NetworkGraph.build(network, fed, seed, rule, targets));
        Supplier<NetworkGraph> older = () -> NetworkGraph.build(network, images, seed, rule, targets);
        OpenGraph opened;
        try {
            CheckpointNodes nodes = TensorFlowCalls.get(doing, () -> CheckpointNodes.of(graph, older));
            opened = new OpenGraph(
                    graph,
                    nodes,
                    TensorFlowCalls.get(doing, () -> graph.settings(settings).open(graph.graph())));
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
        try {
            TensorFlowCalls.run("initializing the weights of " + network.name(), opened::initialize);
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private void initialize() {
        graph.initialize(session);
    }

    @Override
    public void close() {
        try {
            session.close();
        } finally {
            graph.close();
        }
    }
}
