package dev.stagecraft.weights.name;

import dev.stagecraft.weights.name.NetworkLayers.Layer;
import java.util.ArrayList;
import java.util.List;

/** Networks of the family as their layers, written out by hand. */
public final class Family {
    private int stages = 4;
    private int blocks = 2;
    private boolean bottleneck;
    private boolean before;
    private int[] stem = {64};
    private boolean pooled;
    private boolean poolConvolution;
    private int squeezed;
    private boolean attends;
    private boolean bias;
    private boolean shortcutNorm = true;
    private boolean projects = true;
    private int groups = 1;
    private int width = 64;
    private int input = 3;
    private int kernel = 7;
    private int classes = 1000;

    private Family() {}

    /** As torchvision's resnet18. */
    public static Family basic() {
        return new Family();
    }

    /** With bottleneck blocks. */
    public static Family bottleneck() {
        Family family = new Family();
        family.bottleneck = true;
        return family;
    }

    public Family preActivated() {
        before = true;
        shortcutNorm = false;
        return this;
    }

    public Family stem(int size, int... widths) {
        kernel = size;
        stem = widths.clone();
        return this;
    }

    public Family pooledShortcuts() {
        pooled = true;
        return this;
    }

    public Family poolConvolution() {
        poolConvolution = true;
        return this;
    }

    public Family squeezed(int ratio) {
        squeezed = ratio;
        return this;
    }

    public Family attending() {
        attends = true;
        return this;
    }

    public Family withBiases() {
        bias = true;
        return this;
    }

    public Family withoutShortcutNorm() {
        shortcutNorm = false;
        return this;
    }

    public Family withoutProjections() {
        projects = false;
        return this;
    }

    public Family grouped(int count, int groupWidth) {
        groups = count;
        width = groupWidth;
        return this;
    }

    public Family stages(int count, int each) {
        stages = count;
        blocks = each;
        return this;
    }

    public Family channels(int count) {
        input = count;
        return this;
    }

    /** With another number of classes; 0 for a network that ends in features. */
    public Family classes(int count) {
        classes = count;
        return this;
    }

    /** The layers. */
    public NetworkLayers layers() {
        List<Layer> layers = new ArrayList<>();
        int in = input;
        for (int i = 0; i < stem.length; i++) {
            String number = stem.length == 1 ? "" : String.valueOf(i + 1);
            layers.add(Layer.convolution("stem/conv" + number, kernel, in, stem[i], bias));
            if (!before || i < stem.length - 1) {
                layers.add(Layer.normalization("stem/norm" + number, stem[i]));
            }
            in = stem[i];
        }
        if (poolConvolution) {
            layers.add(Layer.convolution("stem/pool/conv", 3, in, in, false));
            layers.add(Layer.normalization("stem/pool/norm", in));
        } else {
            layers.add(Layer.plain("stem/pool", "maxPool"));
        }
        for (int stage = 1; stage <= stages; stage++) {
            for (int block = 1; block <= blocks; block++) {
                in = block(layers, stage, block, in);
            }
        }
        if (before) {
            layers.add(Layer.normalization("final/norm", in));
        }
        if (classes > 0) {
            layers.add(Layer.dense("head/dense", in, classes));
        }
        return new NetworkLayers("com.acme.Net", List.of(), layers);
    }

    private int block(List<Layer> layers, int stage, int block, int in) {
        int channels = 64 << (stage - 1);
        int inner = bottleneck ? channels * width / 64 * groups : channels;
        int out = bottleneck ? 4 * channels : channels;
        String scope = "stage" + stage + "/block" + block + "/";
        int[] sizes = bottleneck ? new int[] {1, 3, 1} : new int[] {3, 3};
        int[] widths = bottleneck ? new int[] {inner, inner, out} : new int[] {inner, out};
        int from = in;
        for (int i = 0; i < sizes.length; i++) {
            if (before) {
                layers.add(Layer.normalization(scope + "norm" + (i + 1), from));
            }
            int perGroup = sizes[i] == 3 && bottleneck ? from / groups : from;
            layers.add(Layer.convolution(scope + "conv" + (i + 1), sizes[i], perGroup, widths[i], bias));
            if (!before) {
                layers.add(Layer.normalization(scope + "norm" + (i + 1), widths[i]));
            }
            from = widths[i];
        }
        if (squeezed > 0) {
            layers.add(Layer.dense(scope + "se/reduce", out, out / squeezed));
            layers.add(Layer.dense(scope + "se/expand", out / squeezed, out));
        }
        if (attends) {
            layers.add(Layer.channelConvolution(scope + "eca/conv", 3));
        }
        boolean strided = stage > 1 && block == 1;
        if (projects && (strided || in != out)) {
            if (pooled && strided) {
                layers.add(Layer.plain(scope + "shortcut/pool", "averagePool"));
            }
            layers.add(Layer.convolution(scope + "shortcut/conv", 1, in, out, bias));
            if (shortcutNorm) {
                layers.add(Layer.normalization(scope + "shortcut/norm", out));
            }
        }
        return out;
    }
}
