package dev.stagecraft.processor.timm;

import dev.stagecraft.processor.timm.TimmNetworks.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that timm's own code would save of a network, without counters of batches: built as its modules are built, from
 * stem to classifier, and from nothing of ours.
 */
final class TimmTensors {
    private static final int CLASSES = 1000;

    private final Row row;
    private final Map<String, List<Integer>> tensors = new LinkedHashMap<>();

    private TimmTensors(Row row) {
        this.row = row;
    }

    /** Names and shapes. */
    static Map<String, List<Integer>> of(Row row) {
        TimmTensors timm = new TimmTensors(row);
        if (row.preActivated()) {
            timm.resNetV2();
        } else {
            timm.resNet();
        }
        return timm.tensors;
    }

    /** How many of their values are trained. */
    static long parameters(Map<String, List<Integer>> tensors) {
        return tensors.entrySet().stream()
                .filter(tensor -> !tensor.getKey().contains(".running_"))
                .mapToLong(tensor ->
                        tensor.getValue().stream().mapToLong(each -> each).reduce(1, Math::multiplyExact))
                .sum();
    }

    private void resNet() {
        List<Integer> deep = row.stem();
        int channels = row.stemChannels();
        if (deep.isEmpty()) {
            convolution("conv1", 3, channels, 7, 1);
        } else {
            convolution("conv1.0", 3, deep.get(0), 3, 1);
            norm("conv1.1", deep.get(0));
            convolution("conv1.3", deep.get(0), deep.get(1), 3, 1);
            norm("conv1.4", deep.get(1));
            convolution("conv1.6", deep.get(1), channels, 3, 1);
        }
        norm("bn1", channels);
        if (row.poolConvolution()) {
            convolution("maxpool.0", channels, channels, 3, 1);
            norm("maxpool.1", channels);
        }
        for (int stage = 0; stage < row.blocks().size(); stage++) {
            for (int block = 0; block < row.blocks().get(stage); block++) {
                String name = "layer" + (stage + 1) + "." + block + ".";
                int planes = row.channels(stage);
                boolean strided = stage > 0 && block == 0;
                channels = row.isBottleneck(stage)
                        ? bottleneck(name, channels, planes, strided)
                        : basic(name, channels, planes, strided);
            }
        }
        dense("fc", channels, CLASSES, false);
    }

    private int basic(String name, int in, int planes, boolean strided) {
        convolution(name + "conv1", in, planes, 3, 1);
        norm(name + "bn1", planes);
        convolution(name + "conv2", planes, planes, 3, 1);
        norm(name + "bn2", planes);
        rest(name, in, planes, strided);
        return planes;
    }

    private int bottleneck(String name, int in, int planes, boolean strided) {
        int width = (int) Math.floor(planes * (row.groupWidth() / 64.0)) * row.groups();
        int out = 4 * planes;
        convolution(name + "conv1", in, width, 1, 1);
        norm(name + "bn1", width);
        convolution(name + "conv2", width, width, 3, row.groups());
        norm(name + "bn2", width);
        convolution(name + "conv3", width, out, 1, 1);
        norm(name + "bn3", out);
        rest(name, in, out, strided);
        return out;
    }

    private void rest(String name, int in, int out, boolean strided) {
        if (row.ratio() > 0) {
            int narrow = divisible(out * (1.0 / row.ratio()));
            dense(name + "se.fc1", out, narrow, true);
            dense(name + "se.fc2", narrow, out, true);
        }
        if (row.attention().equals("eca")) {
            int size = (int) (Math.abs(Math.log(out) / Math.log(2) + 1) / 2);
            tensors.put(name + "se.conv.weight", List.of(1, 1, Math.max(size % 2 == 1 ? size : size + 1, 3)));
        }
        if (strided || in != out) {
            int at = row.pooled() ? 1 : 0;
            convolution(name + "downsample." + at, in, out, 1, 1);
            norm(name + "downsample." + (at + 1), out);
        }
    }

    private void resNetV2() {
        List<Integer> deep = row.stem();
        int channels = row.stemChannels();
        if (deep.isEmpty()) {
            convolution("stem.conv", 3, channels, 7, 1);
        } else {
            convolution("stem.conv1", 3, deep.get(0), 3, 1);
            norm("stem.norm1", deep.get(0));
            convolution("stem.conv2", deep.get(0), deep.get(1), 3, 1);
            norm("stem.norm2", deep.get(1));
            convolution("stem.conv3", deep.get(1), channels, 3, 1);
        }
        for (int stage = 0; stage < row.blocks().size(); stage++) {
            int out = row.channels(stage) * (row.isBottleneck(stage) ? 4 : 1);
            for (int block = 0; block < row.blocks().get(stage); block++) {
                preActivated("stages." + stage + ".blocks." + block + ".", channels, out, stage, block);
                channels = out;
            }
        }
        norm("norm", channels);
        dense("head.fc", channels, CLASSES, true);
    }

    private void preActivated(String name, int in, int out, int stage, int block) {
        boolean bottleneck = row.isBottleneck(stage);
        if (block == 0 && (bottleneck || stage > 0 || in != out)) {
            convolution(name + "downsample.conv", in, out, 1, 1);
        }
        int width = bottleneck ? out / 4 : out;
        norm(name + "norm1", in);
        convolution(name + "conv1", in, width, bottleneck ? 1 : 3, 1);
        norm(name + "norm2", width);
        convolution(name + "conv2", width, width, 3, 1);
        if (bottleneck) {
            norm(name + "norm3", width);
            convolution(name + "conv3", width, out, 1, 1);
        }
    }

    /** To multiples of 8, as timm's squeeze-and-excitation does, without its usual limit of 10 %. */
    private static int divisible(double value) {
        return Math.max(8, (int) (value + 4) / 8 * 8);
    }

    private void convolution(String name, int in, int out, int size, int groups) {
        tensors.put(name + ".weight", List.of(out, in / groups, size, size));
    }

    private void norm(String name, int channels) {
        for (String leaf : List.of("weight", "bias", "running_mean", "running_var")) {
            tensors.put(name + "." + leaf, List.of(channels));
        }
    }

    private void dense(String name, int in, int out, boolean asConvolution) {
        tensors.put(name + ".weight", asConvolution ? List.of(out, in, 1, 1) : List.of(out, in));
        tensors.put(name + ".bias", List.of(out));
    }
}
