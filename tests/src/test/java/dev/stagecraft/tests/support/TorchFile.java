package dev.stagecraft.tests.support;

import dev.stagecraft.weights.file.OutgoingTensor;
import dev.stagecraft.weights.file.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Writes weights as PyTorch's tools would: names and axes are put down here a second time, from torchvision's and timm's code
 * and not from ours.
 */
public final class TorchFile {
    private final boolean pooled;
    private final boolean preActivated;
    private final int stem;
    private final List<OutgoingTensor> tensors = new ArrayList<>();

    private TorchFile(boolean pooled, boolean preActivated, int stem) {
        this.pooled = pooled;
        this.preActivated = preActivated;
        this.stem = stem;
    }

    /**
     * A file of {@code resnet.py}.
     *
     * @param pooled whether the projections of its shortcuts follow pools
     */
    public static TorchFile resnet(boolean pooled) {
        return resnet(pooled, 1);
    }

    /**
     * A file of {@code resnet.py}.
     *
     * @param pooled whether the projections of its shortcuts follow pools
     * @param stem convolutions in its stem
     */
    public static TorchFile resnet(boolean pooled, int stem) {
        return new TorchFile(pooled, false, stem);
    }

    /** A file of timm's {@code resnetv2.py}. */
    public static TorchFile resnetV2() {
        return new TorchFile(false, true, 1);
    }

    /**
     * Adds a variable.
     *
     * @param variable as we call it
     * @param shape as we have it
     * @param values in row-major order
     */
    public void add(String variable, long[] shape, float[] values) {
        String name = preActivated ? v2(variable) : v1(variable);
        if (!variable.endsWith("/kernel")) {
            tensors.add(OutgoingTensor.floats(name, boxed(shape), () -> values));
            return;
        }
        if (variable.contains("/eca/")) {
            tensors.add(OutgoingTensor.floats(name, List.of(1L, 1L, shape[0]), () -> values));
            return;
        }
        long[] four = shape.length == 4 ? shape : new long[] {1, 1, shape[0], shape[1]};
        boolean linear = variable.equals("head/dense/kernel") && !preActivated;
        List<Long> theirs = linear ? List.of(four[3], four[2]) : List.of(four[3], four[2], four[0], four[1]);
        tensors.add(OutgoingTensor.floats(name, theirs, () -> outInHeightWidth(values, four)));
    }

    /** Adds the counters that each normalization has. */
    public void addCounter(String norm) {
        String name = preActivated ? v2(norm + "/gamma") : v1(norm + "/gamma");
        tensors.add(OutgoingTensor.number(name.replaceFirst("weight$", "num_batches_tracked"), 1234));
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        SafetensorsWriter.write(file, tensors, Map.of());
        return file;
    }

    private static float[] outInHeightWidth(float[] values, long[] shape) {
        int height = (int) shape[0];
        int width = (int) shape[1];
        int in = (int) shape[2];
        int out = (int) shape[3];
        float[] moved = new float[values.length];
        int at = 0;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int h = 0; h < height; h++) {
                    for (int w = 0; w < width; w++) {
                        moved[at++] = values[((h * width + w) * in + i) * out + o];
                    }
                }
            }
        }
        return moved;
    }

    private static List<Long> boxed(long[] shape) {
        List<Long> sizes = new ArrayList<>();
        for (long size : shape) {
            sizes.add(size);
        }
        return sizes;
    }

    private static String words(String variable) {
        return variable.replaceFirst("kernel$|gamma$", "weight")
                .replaceFirst("beta$", "bias")
                .replaceFirst("moving_mean$", "running_mean")
                .replaceFirst("moving_variance$", "running_var");
    }

    private String v1(String variable) {
        String name = words(variable);
        name = replaced(
                name,
                "stage(\\d+)/block(\\d+)/",
                found -> "layer" + found.group(1) + "." + (Integer.parseInt(found.group(2)) - 1) + ".");
        name = name.replaceFirst("^stem/pool/conv/", "maxpool.0.").replaceFirst("^stem/pool/norm/", "maxpool.1.");
        name = name.replaceFirst("^stem/conv/", "conv1.").replaceFirst("^stem/norm/", "bn1.");
        name = replaced(name, "^stem/conv(\\d)/", found -> "conv1." + 3 * (Integer.parseInt(found.group(1)) - 1) + ".");
        name = name.replaceFirst("^stem/norm" + stem + "/", "bn1.");
        name = replaced(name, "^stem/norm(\\d)/", found -> "conv1." + (3 * Integer.parseInt(found.group(1)) - 2) + ".");
        name = name.replace("shortcut/conv/", pooled ? "downsample.1." : "downsample.0.")
                .replace("shortcut/norm/", pooled ? "downsample.2." : "downsample.1.")
                .replace("se/reduce/", "se.fc1.")
                .replace("se/expand/", "se.fc2.")
                .replace("eca/conv/", "se.conv.")
                .replace("head/dense/", "fc.")
                .replace("norm", "bn");
        return name.replace('/', '.');
    }

    private static String v2(String variable) {
        String name = words(variable);
        name = replaced(
                name,
                "stage(\\d+)/block(\\d+)/",
                found -> "stages." + (Integer.parseInt(found.group(1)) - 1) + ".blocks."
                        + (Integer.parseInt(found.group(2)) - 1) + ".");
        return name.replace("shortcut/conv", "downsample.conv")
                .replace("final/norm", "norm")
                .replace("head/dense", "head.fc")
                .replace('/', '.');
    }

    private static String replaced(String text, String pattern, Function<MatchResult, String> with) {
        return Pattern.compile(pattern).matcher(text).replaceFirst(with);
    }
}
