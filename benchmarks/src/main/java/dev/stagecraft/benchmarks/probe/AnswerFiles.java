package dev.stagecraft.benchmarks.probe;

import ai.onnx.proto.OnnxMl;
import dev.stagecraft.benchmarks.harness.Figures;
import dev.stagecraft.export.NetworkExport;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.run.WeightsImport;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.weights.file.OutgoingTensor;
import dev.stagecraft.weights.file.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Writes what both sides answer with: a checkpoint, and the same network as an ONNX file. Statistics and offsets of
 * normalizations are random, because the folded offsets of an untrained network are zero and could be left out.
 */
public final class AnswerFiles {
    private static final String PROBABILITIES = "probabilities";
    private static final long SEED = 1;

    private AnswerFiles() {}

    /** Takes the class of a network, a folder that does not exist, and where in it the run and the ONNX file are put. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Network network = Synthetic.network(args[0]);
        Path folder = Files.createDirectories(Path.of(args[1]));
        Path weights = folder.resolve("drawn.safetensors");
        SafetensorsWriter.write(weights, drawn(untrained(network, folder.resolve("untrained"))), Map.of());
        Path checkpoint = WeightsImport.of(network, weights, Optional.empty(), folder.resolve(args[2]))
                .checkpoint();
        Path whole =
                NetworkExport.to("onnx").write(TrainedNetwork.load(checkpoint, network), folder.resolve("whole.onnx"));
        OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(whole));
        try (OutputStream out = Files.newOutputStream(folder.resolve(args[3]))) {
            resized(model, network).writeTo(out);
        }
        Figures.print("written", 1);
    }

    private static List<TrainedNetwork.Weight> untrained(Network network, Path folder) {
        Device cpu = Device.choose(Device.Preference.CPU);
        try (TrainableNetwork trainable = TrainableNetwork.open(network, network.input(), cpu, SEED)) {
            return TrainedNetwork.load(trainable.save(folder, List.of()), network)
                    .weights();
        }
    }

    private static List<OutgoingTensor> drawn(List<TrainedNetwork.Weight> weights) {
        Random random = new Random(SEED);
        List<OutgoingTensor> tensors = new ArrayList<>();
        for (TrainedNetwork.Weight weight : weights) {
            List<Long> shape = Arrays.stream(weight.shape().asArray()).boxed().toList();
            float[] values = weight.values().clone();
            String kind = weight.name().substring(weight.name().lastIndexOf('/') + 1);
            for (int i = 0; i < values.length && !kind.equals("kernel"); i++) {
                values[i] = drawn(kind, random);
            }
            tensors.add(OutgoingTensor.floats(weight.name(), shape, () -> values));
        }
        return tensors;
    }

    /** Small scales, so that activations stay small in the deepest block. */
    private static float drawn(String kind, Random random) {
        return switch (kind) {
            case "gamma" -> 0.2f + 0.2f * random.nextFloat();
            case "moving_variance" -> 0.5f + random.nextFloat();
            default -> 0.1f * (float) random.nextGaussian();
        };
    }

    /** The same model from resized images on: the peer does not resize either. */
    private static OnnxMl.ModelProto resized(OnnxMl.ModelProto model, Network network) {
        OnnxMl.GraphProto graph = model.getGraph();
        String images = graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals("Resize"))
                .findFirst()
                .orElseThrow()
                .getOutput(0);
        Set<String> needed = new HashSet<>(Set.of(PROBABILITIES));
        graph.getOutputList().forEach(output -> needed.add(output.getName()));
        List<OnnxMl.NodeProto> nodes = new ArrayList<>();
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            OnnxMl.NodeProto node = graph.getNode(i);
            if (!node.getOutput(0).equals(images)
                    && node.getOutputList().stream().anyMatch(needed::contains)) {
                nodes.add(0, node);
                needed.addAll(node.getInputList());
            }
        }
        OnnxMl.TensorShapeProto.Builder shape =
                OnnxMl.TensorShapeProto.newBuilder().addDim(dimension().setDimParam("batch"));
        for (int size : new int[] {
            network.input().channels(),
            network.input().height(),
            network.input().width()
        }) {
            shape.addDim(dimension().setDimValue(size));
        }
        OnnxMl.TypeProto.Tensor type = OnnxMl.TypeProto.Tensor.newBuilder()
                .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return model.toBuilder()
                .setGraph(OnnxMl.GraphProto.newBuilder()
                        .setName(graph.getName())
                        .addAllNode(nodes)
                        .addAllInitializer(graph.getInitializerList().stream()
                                .filter(each -> needed.contains(each.getName()))
                                .toList())
                        .addInput(OnnxMl.ValueInfoProto.newBuilder()
                                .setName(images)
                                .setType(OnnxMl.TypeProto.newBuilder().setTensorType(type)))
                        .addAllOutput(graph.getOutputList()))
                .build();
    }

    private static OnnxMl.TensorShapeProto.Dimension.Builder dimension() {
        return OnnxMl.TensorShapeProto.Dimension.newBuilder();
    }
}
